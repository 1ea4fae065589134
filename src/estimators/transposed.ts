// A matrix turned around.

/** columns × rows of a rows × columns matrix, both row-major. */
export function transposed(data: Float64Array, rows: number, columns: number): Float64Array {
  const turned = new Float64Array(data.length);
  for (let i = 0; i < data.length; i++) {
    turned[(i % columns) * rows + Math.floor(i / columns)] = data[i] ?? 0;
  }
  return turned;
}
