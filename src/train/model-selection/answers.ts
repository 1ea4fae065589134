// What a fitted model says of test rows, asked once for all scorers.

import type { Estimator, Labels } from "../../estimators/estimator.ts";
import type { ArrayResult, Cell, Samples } from "../../estimators/samples.ts";

/** Each part is asked for when a scorer first wants it, and kept. */
export class Answers {
  readonly #estimator: Estimator;
  readonly #samples: Samples;
  #predicted: ArrayLike<Cell> | undefined;
  #probabilities: Probabilities | null | undefined;
  #decisions: Float64Array | null | undefined;

  constructor(estimator: Estimator, samples: Samples) {
    this.#estimator = estimator;
    this.#samples = samples;
  }

  /** The labels that the model knows, sorted; empty for numbers. */
  get classes(): readonly Cell[] {
    const [first]: readonly Labels[] = this.#estimator.classes ?? [];
    return first?.values ?? [];
  }

  /** n labels or numbers; empty where the model predicts nothing. */
  get predicted(): ArrayLike<Cell> {
    this.#predicted ??= this.#estimator.predict?.(this.#samples).data ?? [];
    return this.#predicted;
  }

  /** null where the model gives none. */
  get probabilities(): Probabilities | null {
    if (this.#probabilities === undefined) {
      const result = this.#estimator.predictProba?.(this.#samples);
      this.#probabilities = result && "kind" in result ? probabilitiesOf(result) : null;
    }
    return this.#probabilities;
  }

  /** How far each row is on the side of the second of two classes; null where the model does not say. */
  get decisions(): Float64Array | null {
    if (this.#decisions === undefined) {
      const result = this.#estimator.decisionFunction?.(this.#samples);
      const isVector = result?.shape.length === 1;
      this.#decisions = isVector ? Float64Array.from(result.data, Number) : null;
    }
    return this.#decisions;
  }
}

/** n × classes numbers, row-major. */
export interface Probabilities {
  readonly data: Float64Array;
  readonly classes: number;
}

function probabilitiesOf({ data, shape }: ArrayResult): Probabilities {
  const numbers = data instanceof Float64Array ? data : Float64Array.from(data, Number);
  return { data: numbers, classes: shape[1] ?? 1 };
}

/** One class's probability for every row. */
export function classColumn({ data, classes }: Probabilities, index: number): Float64Array {
  return Float64Array.from(
    { length: data.length / classes },
    (_, i) => data[i * classes + index] ?? 0,
  );
}
