// Every name that a file mentions and every call it makes, judged by the table. Nothing is looked up or
// called: a call is answered by our own builder, or becomes a record.

import { PicklejarError } from "../errors.ts";
import { show } from "../text.ts";
import { type Budget, cost } from "./budget.ts";
import type { Call } from "./builders.ts";
import { configLine, mayBeOwn, type OwnMention } from "./own-advice.ts";
import { pythonRepr } from "./python-repr.ts";
import { type Trust, trustOf } from "./trust.ts";
import { type PyDict, PyGlobal, PyObject, PyTuple, type PyValue } from "./values.ts";

/** One name of a file, with what the file does with it. */
export interface NameUse {
  readonly global: PyGlobal;
  readonly trust: Trust;
  /** How often the file calls it (or makes an instance of it). */
  calls: number;
  /** The arguments of the first call; null when the file only mentions the name. */
  firstCall: { readonly offset: number; readonly args: readonly PyValue[] } | null;
}

// No library has longer names; a name that is cut off is none of the table's.
const MAX_NAME = 256;
const MAX_REFUSALS = 1000;

export class NameLedger {
  /** One for each pair of module and name, in the order of the file. */
  readonly uses: Map<string, NameUse> = new Map();
  readonly #useOf: Map<PyGlobal, NameUse> = new Map();
  /** Calls that were not answered, in "keep" mode. */
  readonly refusals: PicklejarError[] = [];
  readonly #keep: boolean;
  readonly #declared: ReadonlySet<string> | undefined;
  readonly #budget: Budget;

  constructor(unknown: "refuse" | "keep", budget: Budget, declared?: ReadonlySet<string>) {
    this.#keep = unknown === "keep";
    this.#declared = declared;
    this.#budget = budget;
  }

  /** The one object for a name; judged when it is met first. */
  name(module: string, name: string, offset: number): PyGlobal {
    return this.#use(cut(module), cut(name), offset).global;
  }

  /** The value of a call, or a record of it. @throws PICKLE_FORBIDDEN_CALL unless unknown is kept */
  call(callee: PyValue, args: readonly PyValue[], kwargs: PyDict | null, offset: number): PyValue {
    if (!(callee instanceof PyGlobal)) {
      if (!this.isFull) this.refuse(forbidden(offset, "a value", "only a name can be called"));
      return new PyObject(new PyGlobal("", "call of a value", offset), args, offset);
    }
    // Our own builders name things, too (dill's `_load_type`); they are judged like the others.
    const use = this.#useOf.get(callee) ?? this.#use(callee.module, callee.name, callee.offset);
    use.calls++;
    use.firstCall ??= { offset, args };
    if (this.isFull) return new PyObject(callee, args, offset);
    try {
      return answer(use.trust, { global: callee, args, kwargs, offset });
    } catch (error) {
      if (!(error instanceof PicklejarError)) throw error;
      this.refuse(error);
      return new PyObject(callee, args, offset);
    }
  }

  /** What speaks against the file as a whole: its first absent name, or null. */
  verdict(cause?: unknown): PicklejarError | null {
    const absent = [...this.uses.values()].filter((use) => use.trust.kind === "absent");
    const [first] = absent;
    if (first === undefined || this.#keep) return null;
    return new PicklejarError(
      "PICKLE_UNKNOWN_GLOBAL",
      {
        offset: first.global.offset,
        global: first.global.path,
        consequence: consequenceOf(first),
        advice: adviceFor(absent),
        names: absent.slice(0, 100).map((use) => use.global.path),
      },
      { cause },
    );
  }

  /** What is noted about a name; it is judged when it is met first. */
  #use(module: string, name: string, offset: number): NameUse {
    // Apart for "a.b" + "c" and "a" + "b.c", which `module.name` would confuse.
    const key = `${module.length} ${module}.${name}`;
    const met = this.uses.get(key);
    if (met !== undefined) return met;
    this.#budget.spend(cost.name + key.length);
    const global = new PyGlobal(module, name, offset);
    const trust = trustOf(module, name, this.#declared);
    const use: NameUse = { global, trust, calls: 0, firstCall: null };
    this.uses.set(key, use);
    this.#useOf.set(global, use);
    return use;
  }

  /** Whether so much was refused that the rest of the file is only listed, and nothing of it built. */
  get isFull(): boolean {
    return this.refusals.length >= MAX_REFUSALS;
  }

  /** Notes what speaks against the file. @throws the error, unless unknown names are kept */
  refuse(error: PicklejarError): void {
    if (!this.#keep) throw error;
    this.refusals.push(error);
  }
}

function cut(name: string): string {
  return name.length > MAX_NAME ? `${name.slice(0, MAX_NAME)}…` : name;
}

/** What Python's unpickler would have done with a name, in a sentence. */
export function consequenceOf(use: NameUse): string {
  const { global, firstCall } = use;
  if (firstCall !== null) {
    const args = pythonRepr(new PyTuple(firstCall.args)).replace(/,\)$/, ")");
    return `Python would have called ${show(global.path)}${args}.`;
  }
  if (global.module === "__main__") {
    return `Python would have looked for ${show(global.name)} in the script that loads the file.`;
  }
  return `Python would have imported ${show(global.module)} and taken ${show(global.name)} from it.`;
}

/** What to do about absent names: the lines of a config where all of them may be the project's own. */
export function adviceFor(absent: readonly NameUse[]): string {
  const attack = "If you did not expect this name, treat the file as an attack.";
  // A hostile file may name millions; a project's own names are few.
  const some = absent.slice(0, 100);
  if (!some.every(({ global }) => mayBeOwn(global))) return attack;
  const mentions = some.map(({ global, calls }): OwnMention => {
    return [global, calls > 0 ? "class" : "function"];
  });
  const line = configLine(...mentions);
  return `If it is code of your own, say in picklejar.config.ts what it means: ${line}, or "inert" if predictions never need it. ${attack}`;
}

function answer(trust: Trust, call: Call): PyValue {
  const { global, args, kwargs, offset } = call;
  switch (trust.kind) {
    case "built":
      if (trust.builder !== null) return trust.builder(call);
      throw forbidden(offset, global.path, "a model mentions this name but never calls it");
    case "function":
      throw forbidden(offset, global.path, "a model mentions this function but never calls it");
    default:
      return new PyObject(global, kwargs === null ? args : [...args, kwargs], offset);
  }
}

function forbidden(offset: number, global: string, reason: string): PicklejarError {
  return new PicklejarError("PICKLE_FORBIDDEN_CALL", { offset, global, reason });
}
