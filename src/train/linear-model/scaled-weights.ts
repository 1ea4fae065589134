// The weights of stochastic gradient descent: numbers times one scale, so that shrinking all of them costs one step.

/** @see sklearn/utils/_weight_vector.pyx `WeightVector` */
export class ScaledWeights {
  readonly #weights: Float64Array;
  #scale = 1;
  /** Of the columns that the last row had, as upstream counts them. */
  #squares = 0;
  #absolutes = 0;

  constructor(columns: number) {
    this.#weights = new Float64Array(columns);
  }

  /** The sum of squares, for the penalty in what is watched. */
  get squares(): number {
    return this.#squares;
  }

  /** The sum of absolute values. */
  get absolutes(): number {
    return this.#absolutes;
  }

  /** w·x. @param indices  the columns of `values`, from `start` to `end`; null: all of them, from the first on */
  dot(values: Float64Array, indices: Int32Array | null, start: number, end: number): number {
    const weights = this.#weights;
    let sum = 0;
    if (indices === null) {
      for (let k = start; k < end; k++) sum += (weights[k - start] ?? 0) * (values[k] ?? 0);
    } else {
      for (let k = start; k < end; k++) sum += (weights[indices[k] ?? 0] ?? 0) * (values[k] ?? 0);
    }
    return sum * this.#scale;
  }

  /** Adds `factor` times a row. */
  add(
    values: Float64Array,
    indices: Int32Array | null,
    start: number,
    end: number,
    factor: number,
  ): void {
    const weights = this.#weights;
    const scale = this.#scale;
    let [squares, absolutes] = [0, 0];
    for (let k = start; k < end; k++) {
      const j = indices === null ? k - start : (indices[k] ?? 0);
      const weight = (weights[j] ?? 0) + (values[k] ?? 0) * (factor / scale);
      weights[j] = weight;
      squares += weight * weight;
      absolutes += Math.abs(weight);
    }
    this.#squares = squares * (scale * scale);
    this.#absolutes = absolutes * scale;
  }

  scale(factor: number): void {
    this.#scale *= factor;
    this.#squares *= factor * factor;
    this.#absolutes *= Math.abs(factor);
    if (this.#scale < 1e-9) this.#settle();
  }

  /**
   * Draws the columns of a row towards 0, for what they were spared since they were last seen.
   *
   * @param paid   what each column has paid so far
   * @param total  what each would have paid
   * @see Tsuruoka, Tsujii & Ananiadou 2009, Stochastic Gradient Descent Training for L1-regularized Log-linear Models
   */
  shrink(
    paid: Float64Array,
    indices: Int32Array | null,
    start: number,
    end: number,
    total: number,
  ): void {
    const weights = this.#weights;
    const scale = this.#scale;
    for (let k = start; k < end; k++) {
      const j = indices === null ? k - start : (indices[k] ?? 0);
      const before = weights[j] ?? 0;
      const own = paid[j] ?? 0;
      let after = before;
      if (scale * before > 0) after = Math.max(0, before - (total + own) / scale);
      else if (scale * before < 0) after = Math.min(0, before + (total - own) / scale);
      weights[j] = after;
      paid[j] = own + scale * (after - before);
    }
  }

  /** Whether no weight has left the range of floats. */
  isFinite(): boolean {
    return this.#weights.every(Number.isFinite);
  }

  /** The weights themselves. */
  finish(): Float64Array {
    this.#settle();
    return this.#weights;
  }

  #settle(): void {
    const scale = this.#scale;
    for (let j = 0; j < this.#weights.length; j++) {
      this.#weights[j] = (this.#weights[j] ?? 0) * scale;
    }
    this.#scale = 1;
  }
}
