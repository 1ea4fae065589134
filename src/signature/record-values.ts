// The values of a record as a row.

/**
 * The values in the order of the names; null where the record has other names, or not all of these.
 *
 * @param names  no two alike
 */
export function valuesInOrder(record: object, names: readonly string[]): readonly unknown[] | null {
  const count = names.length;
  const given = Object.keys(record);
  if (given.length !== count) return null;
  let same = 0;
  while (same < count && given[same] === names[same]) same++;
  // In the same order, no name has to be looked up.
  if (same === count) return Object.values(record);
  const values = new Array<unknown>(count);
  for (let i = 0; i < count; i++) {
    const name = names[i] ?? "";
    if (!Object.hasOwn(record, name)) return null;
    values[i] = (record as Readonly<Record<string, unknown>>)[name];
  }
  return values;
}
