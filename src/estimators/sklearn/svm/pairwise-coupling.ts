// From the decisions between two classes each to the probabilities of all: Platt's sigmoids, then the
// coupling by Wu, Lin and Weng. It stops early, as libsvm does, so that every step must be libsvm's.

const leastProbability = 1e-7;

/** The probability of the first class of a pair. @see sklearn/svm/src/libsvm/svm.cpp `sigmoid_predict` */
export function sigmoidPredict(decision: number, a: number, b: number): number {
  const exponent = decision * a + b;
  const probability =
    exponent >= 0 ? Math.exp(-exponent) / (1 + Math.exp(-exponent)) : 1 / (1 + Math.exp(exponent));
  return Math.min(Math.max(probability, leastProbability), 1 - leastProbability);
}

/** Memory for one coupling after the other. */
export class PairwiseCoupling {
  readonly classes: number;
  /** classes × classes: at [i, j] the probability of i against j; the diagonal is not used. */
  readonly pairs: Float64Array;
  readonly #matrix: Float64Array;
  readonly #products: Float64Array;

  constructor(classes: number) {
    this.classes = classes;
    this.pairs = new Float64Array(classes * classes);
    this.#matrix = new Float64Array(classes * classes);
    this.#products = new Float64Array(classes);
  }

  /**
   * Writes the probabilities of the classes that agree best with `pairs`.
   *
   * @see sklearn/svm/src/libsvm/svm.cpp `multiclass_probability`
   */
  couple(probabilities: Float64Array): void {
    const k = this.classes;
    this.#fillMatrix();
    probabilities.fill(1 / k);
    for (let iteration = 0; iteration < Math.max(100, k); iteration++) {
      const quadratic = this.#multiply(probabilities);
      if (this.#largestError(quadratic) < 0.005 / k) return;
      this.#improve(probabilities, quadratic);
    }
  }

  #fillMatrix(): void {
    const { classes: k, pairs: r } = this;
    const q = this.#matrix;
    for (let t = 0; t < k; t++) {
      let squares = 0;
      for (let j = 0; j < k; j++) {
        if (j === t) continue;
        const against = r[j * k + t] ?? 0;
        squares += against * against;
        q[t * k + j] = j < t ? (q[j * k + t] ?? 0) : -against * (r[t * k + j] ?? 0);
      }
      q[t * k + t] = squares;
    }
  }

  /** Q·p into the products; returns pᵀ·Q·p. */
  #multiply(p: Float64Array): number {
    const { classes: k } = this;
    let quadratic = 0;
    for (let t = 0; t < k; t++) {
      let product = 0;
      for (let j = 0; j < k; j++) product += (this.#matrix[t * k + j] ?? 0) * (p[j] ?? 0);
      this.#products[t] = product;
      quadratic += (p[t] ?? 0) * product;
    }
    return quadratic;
  }

  #largestError(quadratic: number): number {
    return this.#products.reduce(
      (most, product) => Math.max(most, Math.abs(product - quadratic)),
      0,
    );
  }

  #improve(p: Float64Array, start: number): void {
    const { classes: k } = this;
    const q = this.#matrix;
    const products = this.#products;
    let quadratic = start;
    for (let t = 0; t < k; t++) {
      const diagonal = q[t * k + t] ?? 1;
      const step = (quadratic - (products[t] ?? 0)) / diagonal;
      const growth = 1 + step;
      p[t] = (p[t] ?? 0) + step;
      quadratic = (quadratic + step * (step * diagonal + 2 * (products[t] ?? 0))) / growth / growth;
      for (let j = 0; j < k; j++) {
        products[j] = ((products[j] ?? 0) + step * (q[t * k + j] ?? 0)) / growth;
        p[j] = (p[j] ?? 0) / growth;
      }
    }
  }
}
