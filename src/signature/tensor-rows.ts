// Rows that are tensors: arrays in arrays, as pictures come in JSON, as one list of numbers.

/**
 * The numbers of a tensor in C order; the row itself where it is no array of arrays of these sizes, for the judge of
 * rows to say what is wrong.
 */
export function flatTensor(row: unknown, shape: readonly number[]): unknown {
  if (!Array.isArray(row) || !Array.isArray(row[0])) return row;
  let level: readonly unknown[] = [row];
  for (const size of shape) {
    const next: unknown[] = [];
    for (const part of level) {
      if (!Array.isArray(part) || part.length !== size) return row;
      for (const item of part) next.push(item);
    }
    level = next;
  }
  return level;
}
