// PowerTransformer: each column by a power function of its own, then to mean 0 and deviation 1.

import { NdArray } from "../../../objects/ndarray.ts";
import { mapColumns } from "../../columns.ts";
import type { Estimator, InputHint } from "../../estimator.ts";
import { denseRows, type NumberRule, wrongKind } from "../../inputs.ts";
import { samplesOf } from "../../results.ts";
import type { Matrix, Result, Samples } from "../../samples.ts";
import type { State } from "../../state.ts";
import { transformer } from "../../transformer.ts";
import { versionAtLeast } from "../../version.ts";
import { boxCox, type PowerFunction, yeoJohnson } from "./power-functions.ts";

/** @see sklearn/preprocessing/_data.py `PowerTransformer` */
export function readPowerTransformer(state: State): Estimator {
  const method = state.option("method", ["yeo-johnson", "box-cox"], "yeo-johnson");
  const powers = readPowers(state, method);
  const scaler = readScaler(state, powers.length);
  const inputs = state.numberInputs(powers.length, { missing: true });
  const rule: NumberRule = { className: state.className, inputs };
  const inverseTransform = (samples: Samples): Result => {
    const x = denseRows(samples, rule);
    const powered = scaler === null ? x : denseRows(samplesOf(scaler.inverseTransform(x)), rule);
    return mapColumns(powered, (y, j) => powers[j]?.back(y) ?? y);
  };
  return transformer(state, {
    inputs,
    width: powers.length,
    hints: () => (scaler === null ? null : usualRanges(powers.length, inverseTransform)),
    transform(samples) {
      const x = denseRows(samples, rule);
      if (method === "box-cox") checkPositive(x, rule);
      const powered = mapColumns(x, (value, j) => powers[j]?.forth(value) ?? value);
      return scaler === null ? powered : scaler.transform(samplesOf(powered));
    },
    inverseTransform,
  });
}

function readPowers(state: State, method: "yeo-johnson" | "box-cox"): readonly PowerFunction[] {
  const lambdas = state.float64("lambdas_", [null]).data;
  const value = state.value("lambdas_");
  const isSingle = value instanceof NdArray && value.dtype.itemSize === 4;
  const isBoxCox = method === "box-cox";
  const byLogarithms = versionAtLeast(state.writtenBy, isBoxCox ? "1.5" : "1.9");
  const powerOf = isBoxCox ? boxCox : yeoJohnson;
  return Array.from(lambdas, (lambda) => powerOf(lambda, { byLogarithms, isSingle }));
}

type Scaler = Required<Pick<Estimator, "transform" | "inverseTransform">>;

/** What brings the powers to mean 0 and deviation 1; null where the model leaves them. */
function readScaler(state: State, width: number): Scaler | null {
  if (!state.boolean("standardize", true)) return null;
  const scaler = state.estimator("_scaler");
  const { transform, inverseTransform } = scaler;
  if (transform === undefined || inverseTransform === undefined) {
    throw state.mismatch("_scaler", "a scaler", `a ${scaler.className}`);
  }
  if (scaler.inputs.width !== width || scaler.transformWidth !== width) {
    throw state.mismatch("_scaler", `for ${width} features`, `for ${scaler.inputs.width}`);
  }
  return { transform, inverseTransform };
}

/** @throws INPUT_KIND for numbers whose logarithm there is not */
function checkPositive({ data, columns }: Matrix, rule: NumberRule): void {
  const at = data.findIndex((value) => value <= 0);
  if (at < 0) return;
  const { names } = rule.inputs;
  const feature = names?.[at % columns] ?? at % columns;
  throw wrongKind(rule, "positive numbers", `${data[at]} in column ${feature}`);
}

/** What comes back for the mean and for 2 standard deviations beside it. */
function usualRanges(
  width: number,
  inverse: (samples: Samples) => Result,
): readonly InputHint[] | null {
  const data = Float64Array.from({ length: 3 * width }, (_, i) => 2 * Math.floor(i / width) - 2);
  const back = inverse({ kind: "dense", data, rows: 3, columns: width });
  if (back.kind === "sparse") return null;
  return Array.from({ length: width }, (_, j) => {
    const [low = 0, typical = 0, high = 0] = [0, 1, 2].map((row) => back.data[row * width + j]);
    const usual = Number(low) <= Number(typical) && Number(typical) <= Number(high);
    const known = usual && Number.isFinite(low) && Number.isFinite(high);
    return known ? { low: Number(low), typical, high: Number(high) } : {};
  });
}
