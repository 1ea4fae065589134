// Orthogonal matching pursuit: of all atoms always the one that explains most of what is left, until there are
// as many as are asked for.

/** What a sparse code is found from. Neither array is written to. */
export interface CodingProblem {
  /** Number of atoms. */
  readonly size: number;
  /** size × size: the atoms times each other. */
  readonly gram: Float64Array;
  /** The atoms times the row. */
  readonly products: Float64Array;
}

/**
 * The weights of at most `count` atoms; the others are 0.
 *
 * @param count  in [1, size]
 * @see sklearn/linear_model/_omp.py `_gram_omp`
 */
export function matchingPursuit(
  { size, gram, products }: CodingProblem,
  count: number,
): Float64Array {
  const root = new Float64Array(count * count);
  const order: number[] = [];
  const rest = products.slice();
  let weights = new Float64Array(0);
  while (order.length < count) {
    const atom = strongest(rest);
    const left = rest[atom] ?? 0;
    // The same atom again, or too little left: the code is as good as it gets.
    if (order.includes(atom) || left ** 2 < Number.EPSILON) break;
    if (!appendAtom(root, count, order, { size, gram, atom })) break;
    order.push(atom);
    weights = solve(
      root,
      count,
      order.map((chosen) => products[chosen] ?? 0),
    );
    for (let i = 0; i < size; i++) {
      let explained = 0;
      for (const [k, chosen] of order.entries()) {
        explained += (gram[i * size + chosen] ?? 0) * (weights[k] ?? 0);
      }
      rest[i] = (products[i] ?? 0) - explained;
    }
  }
  const code = new Float64Array(size);
  for (const [k, chosen] of order.entries()) code[chosen] = weights[k] ?? 0;
  return code;
}

/** The atom with the largest product, whatever its sign; the first of several. */
function strongest(rest: Float64Array): number {
  let best = 0;
  for (let i = 1; i < rest.length; i++) {
    if (Math.abs(rest[i] ?? 0) > Math.abs(rest[best] ?? 0)) best = i;
  }
  return best;
}

/** One more row of the Cholesky root. @returns false where the atom depends on those before */
function appendAtom(
  root: Float64Array,
  stride: number,
  order: readonly number[],
  {
    size,
    gram,
    atom,
  }: { readonly size: number; readonly gram: Float64Array; readonly atom: number },
): boolean {
  const n = order.length;
  const norm = gram[atom * size + atom] ?? 0;
  let squares = 0;
  for (const [row, chosen] of order.entries()) {
    let sum = gram[atom * size + chosen] ?? 0;
    for (let k = 0; k < row; k++) {
      sum -= (root[row * stride + k] ?? 0) * (root[n * stride + k] ?? 0);
    }
    const item = sum / (root[row * stride + row] ?? 1);
    root[n * stride + row] = item;
    squares += item ** 2;
  }
  if (n > 0 && norm - squares <= Number.EPSILON) return false;
  root[n * stride + n] = Math.sqrt(norm - squares);
  return true;
}

/** Root · rootᵀ · x = vector, for the first rows of the root. @param stride  numbers per row of the root */
export function solve(
  root: Float64Array,
  stride: number,
  vector: readonly number[],
): Float64Array<ArrayBuffer> {
  const n = vector.length;
  const x = Float64Array.from(vector);
  for (let row = 0; row < n; row++) {
    let sum = x[row] ?? 0;
    for (let k = 0; k < row; k++) sum -= (root[row * stride + k] ?? 0) * (x[k] ?? 0);
    x[row] = sum / (root[row * stride + row] ?? 1);
  }
  for (let row = n - 1; row >= 0; row--) {
    let sum = x[row] ?? 0;
    for (let k = row + 1; k < n; k++) sum -= (root[k * stride + row] ?? 0) * (x[k] ?? 0);
    x[row] = sum / (root[row * stride + row] ?? 1);
  }
  return x;
}
