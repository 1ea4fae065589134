// Sorts of distances that carry their points along, exactly as scikit-learn sorts: none of them is stable,
// and where distances are equal the order of the points is what its steps make it.

/** Numbers up to here are sorted by insertion. */
const smallest = 15;

/**
 * The introsort of 1.9: quicksort with parts [≤ pivot] [pivot] [≥ pivot], heapsort where it runs too deep.
 *
 * @see sklearn/utils/_sorting.pyx `introsort_2way`
 */
export function sortTogether(values: Float64Array, indices: Int32Array): void {
  introsort(values, indices, 2 * Math.floor(Math.log2(values.length)));
}

function introsort(allValues: Float64Array, allIndices: Int32Array, deepest: number): void {
  let values = allValues;
  let indices = allIndices;
  let depth = deepest;
  while (values.length > smallest) {
    if (depth-- <= 0) {
      heapsort(values, indices);
      return;
    }
    const pivot = partition(values, indices);
    introsort(values.subarray(0, pivot), indices.subarray(0, pivot), depth);
    values = values.subarray(pivot + 1);
    indices = indices.subarray(pivot + 1);
  }
  insertionSort(values, indices);
}

function partition(values: Float64Array, indices: Int32Array): number {
  const last = values.length - 1;
  const pivot = pivotToEnd(values, indices);
  let i = 1;
  let j = last - 1;
  for (;;) {
    while (i <= j && (values[i] ?? 0) < pivot) i++;
    while (i <= j && (values[j] ?? 0) > pivot) j--;
    if (i >= j) break;
    swap(values, indices, [i++, j--]);
  }
  swap(values, indices, [i, last]);
  return i;
}

/**
 * The quicksort until 1.8: parts [< pivot] [pivot] [≥ pivot], down to three numbers.
 *
 * @param values  not many, as many equal ones take the square of their number
 */
export function sortTogetherByQuicksort(values: Float64Array, indices: Int32Array): void {
  const size = values.length;
  if (size <= 3) {
    insertionSort(values, indices);
    return;
  }
  const pivot = pivotToEnd(values, indices);
  let store = 0;
  for (let i = 0; i < size - 1; i++) {
    if ((values[i] ?? 0) < pivot) swap(values, indices, [i, store++]);
  }
  swap(values, indices, [store, size - 1]);
  sortTogetherByQuicksort(values.subarray(0, store), indices.subarray(0, store));
  sortTogetherByQuicksort(values.subarray(store + 1), indices.subarray(store + 1));
}

/** The smallest of first, middle and last goes to the front, the one between to the end: the pivot. */
function pivotToEnd(values: Float64Array, indices: Int32Array): number {
  const last = values.length - 1;
  const middle = values.length >> 1;
  const larger = (a: number, b: number) => (values[a] ?? 0) > (values[b] ?? 0);
  if (larger(0, last)) swap(values, indices, [0, last]);
  if (larger(last, middle)) {
    swap(values, indices, [last, middle]);
    if (larger(0, last)) swap(values, indices, [0, last]);
  }
  return values[last] ?? 0;
}

function insertionSort(values: Float64Array, indices: Int32Array): void {
  for (let i = 1; i < values.length; i++) {
    const value = values[i] ?? 0;
    const index = indices[i] ?? 0;
    let j = i;
    for (; j > 0 && (values[j - 1] ?? 0) > value; j--) {
      values[j] = values[j - 1] ?? 0;
      indices[j] = indices[j - 1] ?? 0;
    }
    values[j] = value;
    indices[j] = index;
  }
}

function heapsort(values: Float64Array, indices: Int32Array): void {
  const size = values.length;
  for (let start = (size - 2) >> 1; start >= 0; start--) siftDown(values, indices, [start, size]);
  for (let end = size - 1; end > 0; end--) {
    swap(values, indices, [0, end]);
    siftDown(values, indices, [0, end]);
  }
}

function siftDown(
  values: Float64Array,
  indices: Int32Array,
  [start, end]: readonly [number, number],
): void {
  let root = start;
  for (;;) {
    const child = 2 * root + 1;
    let largest = root;
    if (child < end && (values[largest] ?? 0) < (values[child] ?? 0)) largest = child;
    if (child + 1 < end && (values[largest] ?? 0) < (values[child + 1] ?? 0)) largest = child + 1;
    if (largest === root) return;
    swap(values, indices, [root, largest]);
    root = largest;
  }
}

function swap(values: Float64Array, indices: Int32Array, [a, b]: readonly [number, number]): void {
  const value = values[a] ?? 0;
  const index = indices[a] ?? 0;
  values[a] = values[b] ?? 0;
  indices[a] = indices[b] ?? 0;
  values[b] = value;
  indices[b] = index;
}
