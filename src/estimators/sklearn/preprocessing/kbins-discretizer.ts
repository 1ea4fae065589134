// KBinsDiscretizer: each number as the bin that it falls into.

import { Dtype } from "../../../objects/dtype.ts";
import { PyGlobal } from "../../../objects/values.ts";
import { mapColumns } from "../../columns.ts";
import type { Estimator, InputHint } from "../../estimator.ts";
import { denseMatrix, denseRows, type NumberRule, wrongKind } from "../../inputs.ts";
import { lastNotAbove } from "../../interpolation.ts";
import { inputNames, type OutputNames, sameNames } from "../../output-names.ts";
import { samplesOf } from "../../results.ts";
import type { Result, Samples } from "../../samples.ts";
import type { State } from "../../state.ts";
import { transformer } from "../../transformer.ts";
import { versionAtLeast } from "../../version.ts";

/** @see sklearn/preprocessing/_discretization.py `KBinsDiscretizer` */
export function readKBinsDiscretizer(state: State): Estimator {
  const edges = readEdges(state);
  const encoder = readEncoder(state, edges);
  const inputs = state.numberInputs(edges.length);
  const rule: NumberRule = { className: state.className, inputs };
  const isSingle = isFloat32(state);
  const binOf = versionAtLeast(state.writtenBy, "1.1") ? binAmongEdges : binNearEdges;
  const backRule: NumberRule = {
    ...rule,
    inputs: { ...inputs, names: null, allowsMissing: false },
  };
  return transformer(state, {
    inputs,
    width: encoder?.width ?? edges.length,
    outputNames:
      encoder === null ? sameNames(rule) : (given) => encoder.outputNames(inputNames(given, rule)),
    hints: () => edges.map(rangeOf),
    transform(samples) {
      const bins = mapColumns(denseRows(samples, rule), (value, j) =>
        binOf(isSingle ? Math.fround(value) : value, edges[j] ?? noEdges),
      );
      return encoder === null ? bins : encoder.transform(samplesOf(bins));
    },
    inverseTransform(samples) {
      const bins = encoder === null ? samples : samplesOf(encoder.inverseTransform(samples));
      return mapColumns(denseMatrix(bins, backRule), (bin, j) =>
        centerOf(bin, edges[j] ?? noEdges, backRule),
      );
    },
  });
}

const noEdges = new Float64Array(2);

/** The edges of each column's bins, rising; ±∞ around the only bin of a column without variety. */
function readEdges(state: State): readonly Float64Array[] {
  const counts = state.float64("n_bins_", [null]).data;
  const lists = state.rawFloat64List("bin_edges_", [null]);
  if (lists.length !== counts.length) {
    throw state.mismatch("n_bins_", `${lists.length} numbers`, String(counts.length));
  }
  return lists.map(({ data }, j) => {
    const name = `bin_edges_[${j}]`;
    if (data.length < 2 || data.length - 1 !== counts[j]) {
      throw state.mismatch(name, `edges of ${counts[j]} bins`, `${data.length} edges`);
    }
    for (let i = 0; i < data.length; i++) {
      const rises = (data[i] ?? Number.NaN) >= (data[i - 1] ?? -Infinity);
      if (!rises) throw state.mismatch(name, "rising", String(data[i]));
    }
    return data;
  });
}

interface Encoder {
  readonly width: number;
  readonly outputNames: OutputNames;
  transform(bins: Samples): Result;
  inverseTransform(codes: Samples): Result;
}

/** What encodes bins as columns of 0 and 1; null where their numbers are the answer. */
function readEncoder(state: State, edges: readonly Float64Array[]): Encoder | null {
  const encode = state.option("encode", ["onehot", "onehot-dense", "ordinal"], "onehot");
  if (encode === "ordinal") return null;
  const { className, inputs, transformWidth, transform, inverseTransform, outputNames } =
    state.estimator("_encoder");
  const width = edges.reduce((total, { length }) => total + length - 1, 0);
  if (!transform || !inverseTransform || !outputNames) {
    throw state.mismatch("_encoder", "an encoder", `a ${className}`);
  }
  if (inputs.width !== edges.length || transformWidth !== width) {
    const got = `of ${inputs.width} columns into ${transformWidth}`;
    throw state.mismatch("_encoder", `of ${edges.length} columns into ${width}`, got);
  }
  return {
    width,
    outputNames,
    transform,
    inverseTransform(codes) {
      const bins = inverseTransform(codes);
      if (bins.kind === "array" || bins.kind === "sparse") return bins;
      throw state.mismatch("_encoder", "an encoder", `a ${className}`);
    },
  };
}

/** Whether numbers are rounded to float32 before all else. */
function isFloat32(state: State): boolean {
  const dtype = state.optional("dtype") ?? null;
  if (dtype instanceof PyGlobal) return dtype.name === "float32";
  return dtype instanceof Dtype && dtype.itemSize === 4;
}

function binAmongEdges(value: number, edges: Float64Array): number {
  return lastNotAbove(value, edges.subarray(1, -1)) + 1;
}

/** Until 1.0 a number just below an edge fell above it. */
function binNearEdges(value: number, edges: Float64Array): number {
  const near = value + (1e-8 + 1e-5 * Math.abs(value));
  const bin = lastNotAbove(near, edges.subarray(1)) + 1;
  return Math.min(Math.max(bin, 0), edges.length - 2);
}

function centerOf(bin: number, edges: Float64Array, rule: NumberRule): number {
  const count = edges.length - 1;
  const whole = Math.trunc(bin);
  // As Python counts from the end of a list.
  const at = whole < 0 ? whole + count : whole;
  if (!(at >= 0 && at < count)) throw wrongKind(rule, `bins under ${count}`, String(bin));
  return ((edges[at + 1] ?? 0) + (edges[at] ?? 0)) * 0.5;
}

function rangeOf(edges: Float64Array): InputHint {
  const [low = 0] = edges;
  const high = edges.at(-1) ?? 0;
  return Number.isFinite(low) && Number.isFinite(high) ? { low, high } : {};
}
