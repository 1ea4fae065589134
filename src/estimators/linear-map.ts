// What rows are multiplied with to have linear scores.

/** Coefficients of one or more outputs. */
export interface LinearMap {
  /** outputs × features, row-major; must not change after the first scores. */
  readonly coefficients: Float64Array;
  /** One number per output. */
  readonly intercepts: Float64Array;
  readonly features: number;
}
