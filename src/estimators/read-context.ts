// What reading one model keeps in mind all the way down: budgets, who is inside whom, which class is which.

import { PicklejarError } from "../errors.ts";
import { checkLimit, type Limits, limitExceeded } from "../limits.ts";
import { knownName } from "../objects/names.ts";
import { configLine, mayBeOwn } from "../objects/own-advice.ts";
import { type PyGlobal, PyObject, type PyValue } from "../objects/values.ts";
import { describe } from "./attribute-values.ts";
import type { Estimator } from "./estimator.ts";
import { ModelMemory } from "./kernels/model-memory.ts";
import type { OwnCode } from "./own-code.ts";
import { readOwnEstimator } from "./own-estimator.ts";
import { type ModelContext, State } from "./state.ts";

/** Makes an estimator from what a file holds about it, or says why not. */
export type EstimatorReader = (state: State) => Estimator;

/** Readers by public path: `sklearn.linear_model.LinearRegression`. */
export type ReaderTable = ReadonlyMap<string, EstimatorReader>;

/** What one more reading of a shared part takes, such as a node of a tree that a forest holds twice, bytes. */
const bytesPerRepeat = 64;

export class ReadContext implements ModelContext {
  readonly #readers: ReaderTable;
  readonly #limits: Limits;
  readonly #seen = new Set<object>();
  readonly #spent = new Set<object>();
  #repeated = 0;
  #spentBytes = 0;

  readonly own: OwnCode | null;
  readonly memory: ModelMemory;

  constructor(
    readers: ReaderTable,
    limits: Limits,
    own: OwnCode | null = null,
    memory: ModelMemory = new ModelMemory(),
  ) {
    this.#readers = readers;
    this.#limits = limits;
    this.own = own;
    this.memory = memory;
  }

  /**
   * The estimator that a value is a record of.
   *
   * @param where   its place in the model, `""` at the top
   * @param parent  the estimator that holds it; null at the top
   * @throws MODEL_NOT_AN_ESTIMATOR, ESTIMATOR_UNSUPPORTED, ESTIMATOR_INVALID, LIMIT_EXCEEDED
   */
  read(value: PyValue, where: string, parent: State | null): Estimator {
    const state = this.open(value, where, parent);
    const reader = this.#readers.get(state.path) ?? this.#ownReader(state.path);
    if (reader === undefined) {
      throw new PicklejarError("ESTIMATOR_UNSUPPORTED", { className: state.path, where });
    }
    return reader(state);
  }

  /** The state of an estimator, without making it. @throws as `read` */
  open(value: PyValue, where: string, parent: State | null): State {
    const path = this.#pathOf(value);
    if (!(value instanceof PyObject) || path === null) throw noEstimator(value, where, parent);
    let depth = 1;
    for (let outer = parent; outer !== null; outer = outer.parent, depth++) {
      if (outer.object === value) throw outer.invalid("it holds itself");
    }
    checkLimit(this.#limits, "estimatorDepth", depth);
    this.charge(value, 1);
    return new State(value, path, { where, parent, context: this });
  }

  isEstimator(value: PyValue): boolean {
    return this.#pathOf(value) !== null;
  }

  /** The path of an estimator's class, be it the project's own; null for everything else. */
  #pathOf(value: PyValue): string | null {
    const known = publicPath(value);
    if (known !== null || !(value instanceof PyObject)) return known;
    return this.own?.hasClass(value.global.path) === true ? value.global.path : null;
  }

  /** Of classes that nobody else answers for. */
  #ownReader(path: string): EstimatorReader | undefined {
    return this.own?.hasClass(path) === true ? readOwnEstimator : undefined;
  }

  /** See `State.charge`. @throws LIMIT_EXCEEDED */
  charge(thing: object, size: number): void {
    if (!this.#seen.has(thing)) {
      this.#seen.add(thing);
      return;
    }
    this.#repeated += bytesPerRepeat * Math.max(size, 1);
    if (this.#repeated > this.#limits.memoryBytes) throw limitExceeded(this.#limits, "memoryBytes");
  }

  /** See `State.spend`. @throws LIMIT_EXCEEDED */
  spend(thing: object, bytes: number): void {
    if (this.#spent.has(thing)) return;
    this.#spent.add(thing);
    this.#spentBytes += bytes;
    if (this.#spentBytes > this.#limits.memoryBytes) {
      throw limitExceeded(this.#limits, "memoryBytes");
    }
  }
}

/** By what a file says once and means a hundred times, such as the class of a forest's trees. */
const publicPaths = new WeakMap<PyGlobal, string | null>();

function publicPath(value: PyValue): string | null {
  if (!(value instanceof PyObject)) return null;
  const { global } = value;
  const kept = publicPaths.get(global);
  if (kept !== undefined) return kept;
  const known = knownName(global.module, global.name);
  const path = known?.kind === "estimator" ? known.publicPath : null;
  publicPaths.set(global, path);
  return path;
}

function noEstimator(value: PyValue, where: string, parent: State | null): PicklejarError {
  const what = describe(value);
  if (parent === null) return new PicklejarError("MODEL_NOT_AN_ESTIMATOR", { what });
  const isOwn = value instanceof PyObject && mayBeOwn(value.global);
  if (isOwn && knownName(value.global.module, value.global.name) === null) {
    const { global } = value;
    const { className } = parent;
    const lines = configLine([global, "class"]);
    return new PicklejarError("OWN_CODE_MISSING", { className, name: global.path, where, lines });
  }
  if (value instanceof PyObject) {
    return new PicklejarError("ESTIMATOR_UNSUPPORTED", { className: what, where });
  }
  return parent.invalid(`${where} must be an estimator, but is ${what}`);
}
