// AdditiveChi2Sampler: each number as a few waves of its logarithm, whose inner products come near the additive
// chi-squared kernel.

import type { Estimator } from "../../estimator.ts";
import { type NumberRule, numbers, wrongKind } from "../../inputs.ts";
import { inputNames, type OutputNames } from "../../output-names.ts";
import { floatMatrix } from "../../results.ts";
import type { ArrayResult, Matrix, SparseMatrix } from "../../samples.ts";
import { SparseRows } from "../../sparse-rows.ts";
import type { State } from "../../state.ts";
import { checkAnswerSize, maxColumns, transformer } from "../../transformer.ts";

interface Waves {
  /** Number of answer columns per feature. */
  readonly count: number;
  /** The value of one column for a positive number. */
  value(x: number, wave: number): number;
}

/** @see sklearn/kernel_approximation.py `AdditiveChi2Sampler._transform_dense` */
export function readAdditiveChi2Sampler(state: State): Estimator {
  const waves = readWaves(state);
  const inputs = state.numberInputs(null);
  const rule: NumberRule = { className: state.className, inputs };
  const width = inputs.width === null ? null : inputs.width * waves.count;
  if (width !== null && width > maxColumns) {
    throw state.mismatch("sample_steps", `for at most ${maxColumns} columns`, `for ${width}`);
  }
  return transformer(state, {
    inputs,
    width,
    outputNames: waveNames(waves, rule),
    transform(samples) {
      const x = numbers(samples, rule);
      const stored = x.kind === "dense" ? x.data : x.values;
      const negative = stored.find((value) => value < 0);
      if (negative !== undefined) throw wrongKind(rule, "numbers from 0 on", String(negative));
      checkAnswerSize(x.rows, Math.ceil((stored.length * waves.count) / x.rows), rule);
      return x.kind === "dense" ? denseWaves(x, waves) : sparseWaves(x, waves);
    },
  });
}

/** `additivechi2sampler_age_sqrt`, then `…_cos1` and `…_sin1` and so on, each for all columns. */
function waveNames({ count }: Waves, rule: NumberRule): OutputNames {
  const prefix = rule.className.toLowerCase();
  const kinds = Array.from({ length: count }, (_, wave) => {
    if (wave === 0) return "sqrt";
    return `${wave % 2 === 1 ? "cos" : "sin"}${Math.ceil(wave / 2)}`;
  });
  return (given) => {
    const names = inputNames(given, rule);
    return kinds.flatMap((kind) => names.map((name) => `${prefix}_${name}_${kind}`));
  };
}

function readWaves(state: State): Waves {
  const steps = state.integer("sample_steps", 1, maxColumns, 2);
  const usual = [0.8, 0.5, 0.4][steps - 1];
  const fitted = ["sample_interval_", "sample_interval"].find((name) => state.isSet(name));
  const interval = fitted === undefined ? usual : state.number(fitted);
  if (interval === undefined || !(interval > 0 && interval < Infinity)) {
    throw state.mismatch("sample_interval", "a positive number", String(interval));
  }
  return {
    count: 2 * steps - 1,
    value(x, wave) {
      if (wave === 0) return Math.sqrt(x * interval);
      const step = (wave + 1) >> 1;
      const factor = Math.sqrt((2 * x * interval) / Math.cosh(Math.PI * step * interval));
      const angle = step * (interval * Math.log(x));
      return factor * (wave % 2 === 1 ? Math.cos(angle) : Math.sin(angle));
    },
  };
}

/** All features of the first wave, then all of the next; zeros stay zeros. */
function denseWaves({ data, rows, columns }: Matrix, { count, value }: Waves): ArrayResult {
  const width = columns * count;
  const answer = new Float64Array(rows * width);
  for (let i = 0; i < data.length; i++) {
    const x = data[i] ?? 0;
    if (x === 0) continue;
    const start = Math.floor(i / columns) * width + (i % columns);
    for (let wave = 0; wave < count; wave++) answer[start + wave * columns] = value(x, wave);
  }
  return floatMatrix(answer, rows, width);
}

function sparseWaves(x: SparseMatrix, { count, value }: Waves): SparseMatrix {
  const answer = new SparseRows();
  for (let row = 0; row < x.rows; row++) {
    for (let wave = 0; wave < count; wave++) {
      for (let i = x.indptr[row] ?? 0; i < (x.indptr[row + 1] ?? 0); i++) {
        const given = x.values[i] ?? 0;
        answer.add(wave * x.columns + (x.indices[i] ?? 0), given === 0 ? 0 : value(given, wave));
      }
    }
    answer.endRow();
  }
  return answer.matrix(x.columns * count);
}
