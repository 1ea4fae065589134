// Golden estimators with some attributes changed, as a damaged, hand-made or older file would hold them.

import { PicklejarError } from "../../src/errors.ts";
import type { Estimator } from "../../src/estimators/estimator.ts";
import { readEstimator } from "../../src/estimators/read-estimator.ts";
import type { PyValue } from "../../src/objects/values.ts";
import { goldenObject, stateOf } from "./golden-objects.ts";

/** Attributes by name; undefined takes the attribute away. */
export type Changes = Readonly<Record<string, PyValue | undefined>>;

/**
 * The changed estimator.
 *
 * @param path  `tree/1.9.0.json`
 */
export function readChanged(path: string, name: string, changes: Changes): Estimator {
  const object = goldenObject(path, name);
  const state = stateOf(object);
  for (const [key, value] of Object.entries(changes)) {
    if (value === undefined) state.delete(key);
    else state.set(key, value);
  }
  return readEstimator(object);
}

/** The error that the changed estimator is refused with; throws when it is taken. */
export function damageError(path: string, name: string, changes: Changes): PicklejarError {
  try {
    readChanged(path, name, changes);
  } catch (error) {
    if (error instanceof PicklejarError) return error;
    throw error;
  }
  throw new Error(`${name} was taken`);
}

/** The code and the place of the error that the changed estimator is refused with. */
export function refusalOf(path: string, name: string, changes: Changes): string {
  try {
    readChanged(path, name, changes);
  } catch (error) {
    if (error instanceof PicklejarError) return `${error.code} ${String(error.details["where"])}`;
    throw error;
  }
  return "no error";
}
