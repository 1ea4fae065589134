// What a file holds about one estimator: its own attributes, its version, and the estimators inside it.

import { attributes, PyObject, type PyValue } from "../objects/values.ts";
import { AttributeReader } from "./attribute-reader.ts";
import { describe, scalarText } from "./attribute-values.ts";
import type { Estimator, InputSpec } from "./estimator.ts";
import type { ModelMemory } from "./kernels/model-memory.ts";
import type { OwnCall, OwnCode } from "./own-code.ts";
import { writerOf } from "./writer.ts";

/** Features that an estimator may take: far more than any real one does, and few enough to keep a note on each. */
export const maxFeatures = 10_000_000;

/** What reading one model keeps in mind all the way down; see `ReadContext`. */
export interface ModelContext {
  /** The estimator that a value is a record of. */
  read(value: PyValue, where: string, parent: State | null): Estimator;
  /** The state of an estimator, without making it. */
  open(value: PyValue, where: string, parent: State | null): State;
  isEstimator(value: PyValue): boolean;
  /** The project's own code; null where it has none. */
  readonly own: OwnCode | null;
  /** Where the model's large arrays go. */
  readonly memory: ModelMemory;
  charge(thing: object, size: number): void;
  spend(thing: object, bytes: number): void;
}

export class State extends AttributeReader {
  readonly object: PyObject;
  /** The estimator that this one is part of; null at the top. */
  readonly parent: State | null;
  /** scikit-learn's version that wrote it: its own, else its parent's or its parts'; null before 0.18. */
  readonly writtenBy: string | null;
  readonly #context: ModelContext;

  /** Made by `ReadContext.open`, which has checked class, depth and cycles. */
  constructor(
    object: PyObject,
    path: string,
    place: {
      readonly where: string;
      readonly parent: State | null;
      readonly context: ModelContext;
    },
  ) {
    super(attributes(object), path, place.where);
    this.object = object;
    this.parent = place.parent;
    this.#context = place.context;
    const stated = scalarText(this.attributes.get("_sklearn_version"));
    this.writtenBy = stated ?? (place.parent === null ? writerOf(object) : place.parent.writtenBy);
  }

  /** The estimator in an attribute, read and ready. */
  estimator(name: string): Estimator {
    return this.estimatorAt(name, this.value(name));
  }

  /** An estimator among the values of this one. @param place `steps[1]` */
  estimatorAt(place: string, value: PyValue): Estimator {
    return this.#context.read(value, this.placeOf(place), this);
  }

  /** The state of an estimator inside, for classes that need its parts and not its methods. */
  member(place: string, value: PyValue): State {
    return this.#context.open(value, this.placeOf(place), this);
  }

  /**
   * The state of a record inside that is no estimator but holds one, such as `_CalibratedClassifier`.
   *
   * @param path  the class it must be of, as the file names it
   */
  part(place: string, value: PyValue, path: string): State {
    if (!(value instanceof PyObject) || value.global.path !== path) {
      throw this.mismatch(place, path, describe(value));
    }
    const where = this.placeOf(place);
    return new State(value, path, { where, parent: this, context: this.#context });
  }

  /** Whether a value is a record of an estimator class, of whatever support. */
  isEstimator(value: PyValue): boolean {
    return this.#context.isEstimator(value);
  }

  /** Where the model's large arrays go. */
  get memory(): ModelMemory {
    return this.#context.memory;
  }

  /** The project's own code; null where it has none. */
  get own(): OwnCode | null {
    return this.#context.own;
  }

  /** The project's function that a value names; null where it has none for it. */
  ownFunction(value: PyValue): OwnCall | null {
    return this.own?.functionOf(value) ?? null;
  }

  override charge(thing: object, size: number): void {
    this.#context.charge(thing, size);
  }

  override spend(thing: object, bytes: number): void {
    this.#context.spend(thing, bytes);
  }

  /**
   * The number of features, which all that the file says about it must agree on.
   *
   * @param known  from the shape of a fitted array; null where there is none
   */
  width(known: number | null): number | null {
    if (known !== null && known > maxFeatures) throw this.invalid(`it takes ${known} features`);
    for (const name of ["n_features_in_", "n_features_"]) {
      if (!this.isSet(name)) continue;
      // Transformers of 0.23 set it anew with all samples they were shown, even those they refused.
      if (known !== null && name === "n_features_in_" && this.#isOf("0.23")) continue;
      const stated = this.integer(name, 0, maxFeatures);
      if (known !== null && stated !== known) {
        throw this.mismatch(name, `${known} features`, String(stated));
      }
      return stated;
    }
    return known;
  }

  #isOf(version: string): boolean {
    return this.writtenBy?.startsWith(`${version}.`) === true;
  }

  /** What an estimator of numbers takes. @param known as in `width` */
  numberInputs(known: number | null, options: { readonly missing?: boolean } = {}): InputSpec {
    const width = this.width(known);
    return {
      kind: "numbers",
      width,
      names: this.featureNames(width),
      allowsMissing: options.missing === true,
    };
  }

  /** `feature_names_in_`; null when the file has none. */
  featureNames(width: number | null): readonly string[] | null {
    if (!this.isSet("feature_names_in_")) return null;
    const labels = this.labels("feature_names_in_", width ?? undefined);
    return labels.values.map((label) => {
      if (typeof label === "string") return label;
      throw this.mismatch("feature_names_in_", "names", String(label));
    });
  }

  /** What every estimator tells about itself. */
  description(): Pick<Estimator, "className" | "path" | "writtenBy" | "params"> {
    const params = new Map<string, PyValue>();
    for (const [name, value] of this.attributes) {
      if (!name.startsWith("_") && !name.endsWith("_")) params.set(name, value);
    }
    return { className: this.className, path: this.path, writtenBy: this.writtenBy, params };
  }
}
