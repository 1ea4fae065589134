// Golden estimators with some attributes changed, as a damaged or hand-made file would hold them.

import { PicklejarError } from "../../src/errors.ts";
import { readEstimator } from "../../src/estimators/read-estimator.ts";
import type { PyValue } from "../../src/objects/values.ts";
import { goldenObject, stateOf } from "./golden-objects.ts";

/**
 * The code and the place of the error that the changed estimator is refused with.
 *
 * @param path     `tree/1.9.0.json`
 * @param changes  attributes by name; undefined takes the attribute away
 */
export function refusalOf(
  path: string,
  name: string,
  changes: Readonly<Record<string, PyValue | undefined>>,
): string {
  const object = goldenObject(path, name);
  const state = stateOf(object);
  for (const [key, value] of Object.entries(changes)) {
    if (value === undefined) state.delete(key);
    else state.set(key, value);
  }
  try {
    readEstimator(object);
  } catch (error) {
    if (error instanceof PicklejarError) return `${error.code} ${String(error.details["where"])}`;
    throw error;
  }
  return "no error";
}
