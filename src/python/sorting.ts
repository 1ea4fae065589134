// `sorted(items, key=…)`: stable, by Python's order.

import type { PyValue } from "../objects/values.ts";
import { orderOf } from "./comparison.ts";

/**
 * Items in the order of their keys; equal ones stay in their order, in reverse too.
 *
 * @throws PythonException TypeError where two keys have no order
 */
export function sorted(
  items: readonly PyValue[],
  key: (item: PyValue) => PyValue,
  reverse = false,
): PyValue[] {
  const keyed = items.map((item) => ({ item, key: key(item) }));
  const sign = reverse ? -1 : 1;
  keyed.sort((a, b) => sign * (orderOf(a.key, b.key, "<", 0) ?? 0));
  return keyed.map(({ item }) => item);
}
