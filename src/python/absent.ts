// Python's None is null here, and a value: what is not there is undefined. `??` takes one for the other.

import type { PyValue } from "../objects/values.ts";

/** A value that is there, None too; else another one. */
export function valueOr(value: PyValue | undefined, otherwise: () => PyValue): PyValue {
  return value === undefined ? otherwise() : value;
}
