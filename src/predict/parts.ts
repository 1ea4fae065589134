// Estimators in what a file holds: the file itself, or what lies in its dicts, lists and tuples.

import { PicklejarError } from "../errors.ts";
import { knownName } from "../objects/names.ts";
import { pythonRepr } from "../objects/python-repr.ts";
import { PyObject, PyTuple, type PyValue } from "../objects/values.ts";
import { nearestName, show } from "../text.ts";

/** Where a part lies: keys of dicts, indices of lists and tuples. */
export type PartPath = readonly (string | number)[];

/** The inert record of an estimator, and where it lies. */
export interface EstimatorRecord {
  readonly path: PartPath;
  readonly value: PyObject;
}

const maxDepth = 8;
const maxItems = 100_000;

/** Estimators that are not inside of other estimators, in the order of the file. */
export function findEstimators(value: PyValue): EstimatorRecord[] {
  const found: EstimatorRecord[] = [];
  const seen = new Set<PyValue>();
  let open: { path: PartPath; value: PyValue }[] = [{ path: [], value }];
  for (let depth = 0; depth <= maxDepth && open.length > 0; depth++) {
    const inside: typeof open = [];
    for (const { path, value } of open) {
      if (seen.has(value) || seen.size >= maxItems) continue;
      seen.add(value);
      if (isEstimator(value)) found.push({ path, value });
      else
        for (const [key, item] of itemsOf(value))
          inside.push({ path: [...path, key], value: item });
    }
    open = inside;
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
    reason: `The file holds no estimator at ${show(name)}`,
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

function isEstimator(value: PyValue): value is PyObject {
  if (!(value instanceof PyObject)) return false;
  return knownName(value.global.module, value.global.name)?.kind === "estimator";
}

function itemsOf(value: PyValue): (readonly [string | number, PyValue])[] {
  if (Array.isArray(value)) return value.slice(0, maxItems).map((item, i) => [i, item]);
  if (value instanceof PyTuple) return value.items.map((item, i) => [i, item]);
  if (value instanceof Map) return entriesOf(value);
  // A subclass of dict or list, such as OrderedDict.
  if (value instanceof PyObject) {
    return [...entriesOf(value.entries), ...value.items.map((item, i) => [i, item] as const)];
  }
  return [];
}

function entriesOf(dict: ReadonlyMap<PyValue, PyValue>): (readonly [string | number, PyValue])[] {
  return [...dict].slice(0, maxItems).map(([key, item]) => {
    const isPlain = typeof key === "string" || typeof key === "number";
    return [isPlain ? key : pythonRepr(key, 60), item] as const;
  });
}
