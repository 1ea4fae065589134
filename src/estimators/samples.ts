// What estimators are asked and what they answer: samples in, arrays out, with numpy's shapes and kinds.

/** n × m numbers, row-major; NaN = missing. */
export interface Matrix {
  readonly kind: "dense";
  readonly data: Float64Array;
  readonly rows: number;
  readonly columns: number;
}

/** n × m numbers, compressed by row (scipy's CSR): row i is `indptr[i]` to `indptr[i + 1]`. */
export interface SparseMatrix {
  readonly kind: "sparse";
  readonly rows: number;
  readonly columns: number;
  readonly indptr: Int32Array;
  readonly indices: Int32Array;
  readonly values: Float64Array;
}

/** One value of a mixed column; null = missing. */
export type Cell = string | number | bigint | boolean | null;

/** n samples with columns of their own kinds, as a DataFrame has them. */
export interface Table {
  readonly kind: "table";
  readonly rows: number;
  readonly columns: readonly {
    /** null when the samples came by position. */
    readonly name: string | null;
    /** Numbers in a typed array where all are numbers; NaN = missing. */
    readonly values: Float64Array | readonly Cell[];
  }[];
}

/** n texts, for vectorizers. */
export interface Texts {
  readonly kind: "texts";
  readonly values: readonly string[];
}

/** n labels, for label encoders. */
export interface LabelColumn {
  readonly kind: "labels";
  readonly values: readonly Cell[];
}

export type Samples = Matrix | SparseMatrix | Table | Texts | LabelColumn;

/** Kind of numbers or labels in a result, as numpy's dtype kinds tell them apart. */
export type ElementType = "float" | "int" | "bool" | "str" | "object";

/** A numpy array that an estimator answers with: `[n]` or `[n, m]`, row-major. */
export interface ArrayResult {
  readonly kind: "array";
  readonly shape: readonly number[];
  readonly type: ElementType;
  /** Typed where `type` is "float"; int and bool results may be either. */
  readonly data: Float64Array | readonly Cell[];
}

export type Result = ArrayResult | SparseMatrix;

/** One list per sample, each of its own length: the terms of a text. */
export interface ListResult {
  readonly kind: "lists";
  readonly type: ElementType;
  readonly rows: readonly (readonly Cell[])[];
}

/** One record per sample, as a DictVectorizer was given them: names with their numbers. */
export interface RecordResult {
  readonly kind: "records";
  readonly rows: readonly ReadonlyMap<string, number>[];
}

export function sampleCount(samples: Samples): number {
  return samples.kind === "texts" || samples.kind === "labels"
    ? samples.values.length
    : samples.rows;
}
