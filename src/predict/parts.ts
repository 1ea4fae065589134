// Estimators in what a file holds: the file itself, or what lies in its dicts, lists and tuples.

import { PicklejarError } from "../errors.ts";
import type { OwnCode } from "../estimators/own-code.ts";
import { knownName } from "../objects/names.ts";
import { pythonRepr } from "../objects/python-repr.ts";
import { type PyDict, PyObject, PyTuple, type PyValue } from "../objects/values.ts";
import { nearestName, show } from "../text.ts";

/** Where a part lies: keys of dicts, indices of lists and tuples. */
export type PartPath = readonly (string | number)[];

/** The inert record of an estimator, and where it lies. */
export interface EstimatorRecord {
  readonly path: PartPath;
  readonly value: PyObject;
}

interface Place {
  readonly path: PartPath;
  readonly value: PyValue;
}

const maxDepth = 8;
const maxItems = 100_000;

/**
 * Estimators that are not inside of other estimators, those nearest to the top first.
 *
 * @param own  the project's code, whose classes are estimators too
 */
export function findEstimators(value: PyValue, own: OwnCode | null = null): EstimatorRecord[] {
  const found: EstimatorRecord[] = [];
  const seen = new Set<PyValue>();
  let level: Place[] = [{ path: [], value }];
  for (let depth = 0; depth <= maxDepth && level.length > 0; depth++) {
    const next: Place[] = [];
    for (const { path, value } of level) {
      if (typeof value !== "object" || seen.has(value)) continue;
      seen.add(value);
      if (isEstimator(value, own)) {
        found.push({ path, value });
        continue;
      }
      for (const [key, item] of itemsOf(value)) {
        if (next.length >= maxItems) break;
        next.push({ path: [...path, key], value: item });
      }
    }
    level = next;
  }
  return found;
}

/** `model`, `scaler`, `0`, `models.forest`. */
export function partName(path: PartPath): string {
  return path.join(".");
}

/**
 * The record that is meant: the only one, or the one that `name` names.
 *
 * @throws MODEL_AMBIGUOUS when there are several and no name; USAGE when no part is called so
 */
export function chooseEstimator(
  records: readonly EstimatorRecord[],
  name: string | undefined,
): EstimatorRecord | undefined {
  if (name === undefined) {
    if (records.length > 1) throw ambiguous(records);
    return records[0];
  }
  const record = records.find(({ path }) => partName(path) === name);
  if (record !== undefined) return record;
  const names = records.map(({ path }) => partName(path));
  const nearest = nearestName(name, names.slice(0, 1000));
  throw new PicklejarError("USAGE", {
    reason: `The file holds no estimator at ${show(name)}.`,
    advice: nearest === null ? `It holds ${list(records)}.` : `Did you mean ${show(nearest)}?`,
  });
}

function ambiguous(records: readonly EstimatorRecord[]): PicklejarError {
  const [first] = records;
  return new PicklejarError("MODEL_AMBIGUOUS", {
    count: records.length,
    parts: list(records),
    first: partName(first?.path ?? []),
  });
}

function list(records: readonly EstimatorRecord[]): string {
  const shown = records
    .slice(0, 10)
    .map(({ path, value }) => `${show(partName(path), 40)} (${show(value.global.name, 60)})`);
  return shown.join(", ") + (records.length > shown.length ? ", …" : "");
}

function isEstimator(value: PyValue, own: OwnCode | null): value is PyObject {
  if (!(value instanceof PyObject)) return false;
  if (own?.hasClass(value.global.path) === true) return true;
  return knownName(value.global.module, value.global.name)?.kind === "estimator";
}

function* itemsOf(value: PyValue): Generator<readonly [string | number, PyValue]> {
  if (Array.isArray(value)) yield* value.entries();
  else if (value instanceof PyTuple) yield* value.items.entries();
  else if (value instanceof Map) yield* entriesOf(value);
  else if (value instanceof PyObject) {
    // A subclass of dict or list, such as OrderedDict.
    yield* entriesOf(value.entries);
    yield* value.items.entries();
  }
}

function* entriesOf(dict: PyDict): Generator<readonly [string | number, PyValue]> {
  for (const [key, item] of dict) {
    const isPlain = typeof key === "string" || typeof key === "number";
    yield [isPlain ? key : pythonRepr(key, 60), item];
  }
}
