// Attributes of one object in a file, each read by the kind and shape that it must have. Mistakes become
// ESTIMATOR_INVALID with the class, the place (`steps[1].coef_`) and both values.

import { PicklejarError } from "../errors.ts";
import { NdArray } from "../objects/ndarray.ts";
import { PyTuple, type PyValue } from "../objects/values.ts";
import {
  describe,
  type FloatArray,
  floatArray,
  labelsOf,
  scalarBoolean,
  scalarNumber,
  scalarText,
  sequence,
  shapeText,
} from "./attribute-values.ts";
import type { Labels } from "./estimator.ts";

/** Sizes of an array; null is any size. */
export type Shape = readonly (number | null)[];

export abstract class AttributeReader {
  protected readonly attributes: ReadonlyMap<string, PyValue>;
  /** Public path: `sklearn.linear_model.LinearRegression`. */
  readonly path: string;
  /** Where in the model: `""` at the top, `steps[1]`, `steps[1].estimator`. */
  readonly where: string;

  constructor(attributes: ReadonlyMap<string, PyValue>, path: string, where: string) {
    this.attributes = attributes;
    this.path = path;
    this.where = where;
  }

  /**
   * Counts work that a file can ask for again and again by naming one thing in many places; the first time
   * is free, as the file's own size bounds it.
   *
   * @throws LIMIT_EXCEEDED
   */
  abstract charge(thing: object, size: number): void;

  /** Counts what a value takes beyond the file's own bytes, once. @throws LIMIT_EXCEEDED `memoryBytes` */
  abstract spend(thing: object, bytes: number): void;

  /** `LinearRegression`. */
  get className(): string {
    return this.path.slice(this.path.lastIndexOf(".") + 1);
  }

  has(name: string): boolean {
    return this.attributes.has(name);
  }

  /** Whether the attribute is there and is not None. */
  isSet(name: string): boolean {
    return (this.attributes.get(name) ?? null) !== null;
  }

  /** Whether the attribute is a list or tuple (and not an array). */
  isList(name: string): boolean {
    const value = this.attributes.get(name);
    return Array.isArray(value) || value instanceof PyTuple;
  }

  /** The value as it is; undefined when the file has none. */
  optional(name: string): PyValue | undefined {
    return this.attributes.get(name);
  }

  /** @throws ESTIMATOR_INVALID when the file has no such attribute, as before `fit` */
  value(name: string): PyValue {
    const value = this.attributes.get(name);
    if (value === undefined) throw this.#missing(name);
    return value;
  }

  /** A bool parameter; `absent` is what a version without the parameter did. */
  boolean(name: string, absent?: boolean): boolean {
    return this.#scalar(name, absent, scalarBoolean, "a bool");
  }

  number(name: string, absent?: number): number {
    return this.#scalar(name, absent, scalarNumber, "a number");
  }

  /** A whole number in [low, high]. */
  integer(name: string, low: number, high: number, absent?: number): number {
    const value = this.number(name, absent);
    if (Number.isInteger(value) && value >= low && value <= high) return value;
    throw this.mismatch(name, `a whole number from ${low} to ${high}`, String(value));
  }

  text(name: string, absent?: string): string {
    return this.#scalar(name, absent, scalarText, "text");
  }

  /** One of a few words, else ESTIMATOR_INVALID. */
  option<T extends string>(name: string, words: readonly T[], absent?: T): T {
    const text = this.text(name, absent);
    const word = words.find((candidate) => candidate === text);
    if (word === undefined) throw this.mismatch(name, words.join(" or "), text);
    return word;
  }

  #scalar<T>(
    name: string,
    absent: T | undefined,
    read: (value: PyValue) => T | undefined,
    kind: string,
  ): T {
    if (absent !== undefined && !this.has(name)) return absent;
    const value = this.value(name);
    const plain = read(value);
    if (plain === undefined) throw this.mismatch(name, kind, describe(value));
    return plain;
  }

  /** Finite numbers of any shape. */
  float64(name: string, shape?: Shape): FloatArray {
    return this.#finite(name, this.rawFloat64(name, shape));
  }

  /** Numbers that may be NaN or infinite, as medians of empty columns are. */
  rawFloat64(name: string, shape?: Shape): FloatArray {
    return this.#floats(name, this.value(name), shape);
  }

  /** A list of arrays of finite numbers, each of the shape that is asked. */
  float64List(name: string, shape?: Shape): readonly FloatArray[] {
    const arrays = this.rawFloat64List(name, shape);
    return arrays.map((array, i) => this.#finite(`${name}[${i}]`, array));
  }

  /** As `float64List`, of numbers that may be NaN or infinite. */
  rawFloat64List(name: string, shape?: Shape): readonly FloatArray[] {
    return this.list(name).map((item, i) => this.#floats(`${name}[${i}]`, item, shape));
  }

  #floats(name: string, value: PyValue, shape: Shape | undefined): FloatArray {
    if (value instanceof NdArray) {
      this.charge(value, value.size);
      // A view of the file costs nothing; small items become eight bytes each.
      if (value.dtype.itemSize < 8) this.spend(value, 8 * value.size);
    }
    const array = floatArray(value);
    if (array === undefined) throw this.mismatch(name, "numbers", describe(value));
    if (shape !== undefined) this.#checkShape(name, array.shape, shape);
    return array;
  }

  #finite(name: string, array: FloatArray): FloatArray {
    const { data } = array;
    for (let i = 0; i < data.length; i++) {
      const value = data[i] ?? 0;
      if (value - value !== 0) throw this.mismatch(name, "finite numbers", String(value));
    }
    return array;
  }

  #checkShape(name: string, got: readonly number[], expected: Shape): void {
    const fits =
      got.length === expected.length &&
      expected.every((size, axis) => size === null || size === got[axis]);
    if (!fits) {
      throw this.mismatch(name, `of shape ${shapeText(expected)}`, `of shape ${shapeText(got)}`);
    }
  }

  /** Labels of one output, or of several where the attribute is a list of arrays. */
  labels(name: string, count?: number): Labels {
    return this.#checkLabels(name, this.value(name), count);
  }

  labelLists(name: string, count: number): readonly Labels[] {
    const value = this.value(name);
    const lists = sequence(value);
    if (lists?.length !== count) {
      throw this.mismatch(name, `${count} arrays of labels`, describe(value));
    }
    return lists.map((list, k) => this.#checkLabels(`${name}[${k}]`, list));
  }

  #checkLabels(name: string, value: PyValue, count?: number): Labels {
    const labels = labelsOf(value);
    if (labels === undefined) throw this.mismatch(name, "an array of labels", describe(value));
    if (count !== undefined && labels.values.length !== count) {
      throw this.mismatch(name, `${count} labels`, `${labels.values.length}`);
    }
    return labels;
  }

  /** The items of a list, tuple or array of objects. */
  list(name: string): readonly PyValue[] {
    const value = this.value(name);
    const items = sequence(value);
    if (items === undefined) throw this.mismatch(name, "a list", describe(value));
    return items;
  }

  /** `[("name", value), …]`, as steps and transformers are kept; further items of a tuple are left out. */
  namedList(name: string): readonly { readonly name: string; readonly value: PyValue }[] {
    return this.list(name).map((item, i) => {
      const parts = item instanceof PyTuple ? item.items : sequence(item);
      const [label, value] = parts ?? [];
      const text = scalarText(label);
      if (text === undefined || value === undefined) {
        throw this.mismatch(`${name}[${i}]`, "a name and an estimator", describe(item));
      }
      return { name: text, value };
    });
  }

  /** The error that an attribute is not what it must be. */
  mismatch(name: string, expected: string, got: string): PicklejarError {
    const place = this.placeOf(name);
    return new PicklejarError("ESTIMATOR_INVALID", {
      className: this.className,
      where: place,
      reason: `${place} must be ${expected}, but is ${got}`,
      expected,
      got,
    });
  }

  /** The error that the estimator contradicts itself. */
  invalid(reason: string): PicklejarError {
    const { className, where } = this;
    return new PicklejarError("ESTIMATOR_INVALID", {
      className,
      where,
      reason: where === "" ? reason : `${where}: ${reason}`,
    });
  }

  /** The error that a file of this kind is understood but not served. */
  unsupported(what: string): PicklejarError {
    return new PicklejarError("ESTIMATOR_UNSUPPORTED", {
      className: `${this.path} with ${what}`,
      where: this.where,
    });
  }

  #missing(name: string): PicklejarError {
    const fitted = [...this.attributes.keys()].some((key) => /^[^_].*_$/.test(key));
    const place = this.placeOf(name);
    const reason = fitted ? `${place} is missing` : `it is not fitted: ${place} is missing`;
    return new PicklejarError("ESTIMATOR_INVALID", {
      className: this.className,
      where: place,
      reason,
    });
  }

  /** An attribute's place in the model: `steps[1].coef_`. */
  protected placeOf(name: string): string {
    return this.where === "" ? name : `${this.where}.${name}`;
  }
}
