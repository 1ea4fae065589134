// FeatureAgglomeration: features of one cluster become one number, their mean unless told otherwise.

import { PyGlobal } from "../../../objects/values.ts";
import { describe } from "../../attribute-values.ts";
import type { Estimator } from "../../estimator.ts";
import { denseRows, type NumberRule } from "../../inputs.ts";
import { floatMatrix } from "../../results.ts";
import type { State } from "../../state.ts";
import { transformer } from "../../transformer.ts";

type Pooling = (values: Float64Array) => number;

/** numpy's functions by name; `amax` and `amin` until 1.25. */
const poolings: ReadonlyMap<string, Pooling> = new Map<string, Pooling>([
  ["mean", mean],
  ["sum", sum],
  ["median", median],
  ["max", largest],
  ["amax", largest],
  ["min", smallest],
  ["amin", smallest],
]);

/** @see sklearn/cluster/_feature_agglomeration.py `AgglomerationTransform` */
export function readFeatureAgglomeration(state: State): Estimator {
  const { labels, groups } = readGroups(state);
  const pool = readPooling(state);
  const rule = { className: state.className, inputs: state.numberInputs(labels.length) };
  const back: NumberRule = {
    className: state.className,
    inputs: { kind: "numbers", width: groups.length, names: null, allowsMissing: false },
  };
  return transformer(state, {
    inputs: rule.inputs,
    width: groups.length,
    transform(samples) {
      const { data, rows, columns } = denseRows(samples, rule);
      const pooled = new Float64Array(rows * groups.length);
      for (let row = 0; row < rows; row++) {
        for (const [k, group] of groups.entries()) {
          const values = Float64Array.from(group, (j) => data[row * columns + j] ?? 0);
          pooled[row * groups.length + k] = pool(values);
        }
      }
      return floatMatrix(pooled, rows, groups.length);
    },
    inverseTransform(samples) {
      const { data, rows, columns } = denseRows(samples, back);
      const spread = new Float64Array(rows * labels.length);
      for (let i = 0; i < spread.length; i++) {
        const row = Math.floor(i / labels.length);
        spread[i] = data[row * columns + (labels[i % labels.length] ?? 0)] ?? 0;
      }
      return floatMatrix(spread, rows, labels.length);
    },
  });
}

/** The cluster of each feature, and the features of each cluster: none is empty. */
function readGroups(state: State): { labels: Float64Array; groups: readonly number[][] } {
  const labels = state.float64("labels_", [null]).data;
  const groups: number[][] = [];
  const count = new Set(labels).size;
  for (const [j, label] of labels.entries()) {
    if (!Number.isInteger(label) || label < 0 || label >= count) {
      throw state.mismatch("labels_", `numbers of ${count} clusters`, String(label));
    }
    groups[label] ??= [];
    groups[label].push(j);
  }
  return { labels, groups };
}

function readPooling(state: State): Pooling {
  if (!state.has("pooling_func")) return mean;
  const given = state.value("pooling_func");
  const isNumpy = given instanceof PyGlobal && given.module.split(".")[0] === "numpy";
  const pool = isNumpy ? poolings.get(given.name) : undefined;
  if (pool === undefined) throw state.unsupported(`pooling by ${describe(given)}`);
  return pool;
}

function mean(values: Float64Array): number {
  return sum(values) / values.length;
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, value), -Infinity);
}

function smallest(values: Float64Array): number {
  return values.reduce((least, value) => Math.min(least, value), Infinity);
}

function median(values: Float64Array): number {
  const sorted = values.toSorted();
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2;
}
