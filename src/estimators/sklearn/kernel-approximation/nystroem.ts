// Nystroem: the kernel's values with some training rows, turned so that their inner products come near the
// whole kernel.

import { sparseOf } from "../../../objects/scipy-globals.ts";
import { PyGlobal } from "../../../objects/values.ts";
import type { Estimator } from "../../estimator.ts";
import { denseMatrix, denseNumbers, type NumberRule, wrongKind } from "../../inputs.ts";
import { linearScores } from "../../linear-scores.ts";
import { floatMatrix } from "../../results.ts";
import type { Matrix } from "../../samples.ts";
import type { State } from "../../state.ts";
import { checkAnswerSize, transformer } from "../../transformer.ts";
import { readKernel } from "../metrics/pairwise-kernels.ts";

/** @see sklearn/kernel_approximation.py `Nystroem.transform` */
export function readNystroem(state: State): Estimator {
  const kernelName = state.optional("kernel") ?? null;
  if (kernelName instanceof PyGlobal) throw state.unsupported(`the kernel ${kernelName.path}`);
  const parameters = state.optional("kernel_params") ?? null;
  if (parameters instanceof Map && parameters.size > 0) throw state.unsupported("kernel_params");
  const points = readPoints(state);
  const { compare, nonNegative } = readKernel(state, points.columns);
  const count = points.rows;
  const normalization = state.float64("normalization_", [count, count]).data;
  const inputs = state.numberInputs(points.columns);
  const rule: NumberRule = { className: state.className, inputs };
  const map = { coefficients: normalization, intercepts: new Float64Array(count), features: count };
  return transformer(state, {
    inputs,
    width: count,
    transform(samples) {
      const x = denseNumbers(samples, rule);
      const negative = nonNegative ? x.data.find((value) => value < 0) : undefined;
      if (negative !== undefined) throw wrongKind(rule, "numbers from 0 on", String(negative));
      checkAnswerSize(x.rows, count, rule);
      const data = new Float64Array(x.rows * count);
      for (let row = 0; row < x.rows; row++) {
        const given = x.data.subarray(row * x.columns, (row + 1) * x.columns);
        compare(given, points, data.subarray(row * count, (row + 1) * count));
      }
      const embedded: Matrix = { kind: "dense", data, rows: x.rows, columns: count };
      return floatMatrix(linearScores(embedded, map), x.rows, count);
    },
  });
}

/** Training rows, kept sparse where they were. */
function readPoints(state: State): Matrix {
  const sparse = sparseOf(state.value("components_"));
  if (sparse !== null) {
    const inputs = { kind: "numbers", width: null, names: null, allowsMissing: false } as const;
    return denseMatrix({ kind: "sparse", ...sparse }, { className: state.className, inputs });
  }
  const { data, shape } = state.float64("components_", [null, null]);
  const [rows = 0, columns = 0] = shape;
  return { kind: "dense", data, rows, columns };
}
