// The metric that a file names: by a word and its parameters, or as a compiled object of scikit-learn.

import { attributes, PyGlobal, PyObject, PyTuple, type PyValue } from "../../../objects/values.ts";
import {
  describe,
  type FloatArray,
  floatArray,
  scalarNumber,
  scalarText,
} from "../../attribute-values.ts";
import type { State } from "../../state.ts";
import { versionAtLeast } from "../../version.ts";
import { booleanMetrics } from "./boolean-metrics.ts";
import {
  brayCurtis,
  canberra,
  chebyshev,
  correlation,
  cosine,
  type DistanceMetric,
  euclidean,
  hamming,
  haversine,
  mahalanobis,
  manhattan,
  minkowski,
  nanEuclidean,
  squaredEuclidean,
  standardizedEuclidean,
} from "./distance-metric.ts";

/** Who asks for a metric. */
export interface MetricPlace {
  readonly state: State;
  /** The attribute that names it: `effective_metric_`. */
  readonly name: string;
  /** Number of columns of the rows. */
  readonly width: number;
}

/** What metrics take besides rows; null where it is not given. */
interface Parameters {
  readonly p: number | null;
  readonly weights: FloatArray | null;
  readonly variances: FloatArray | null;
  readonly inverse: FloatArray | null;
}

const plainMetrics: ReadonlyMap<string, DistanceMetric> = new Map([
  ...booleanMetrics,
  ["canberra", canberra],
  ["chebyshev", chebyshev],
  ["cityblock", manhattan],
  ["correlation", correlation],
  ["cosine", cosine],
  ["euclidean", euclidean],
  ["hamming", hamming],
  ["infinity", chebyshev],
  ["l1", manhattan],
  ["l2", euclidean],
  ["manhattan", manhattan],
  ["nan_euclidean", nanEuclidean],
  ["sqeuclidean", squaredEuclidean],
]);

/**
 * A metric by its name and a dict of parameters.
 *
 * @param scipy  whether scipy computes it, whose braycurtis takes |x + y|
 * @throws ESTIMATOR_UNSUPPORTED for a Python function; ESTIMATOR_INVALID
 */
export function readMetric(
  place: MetricPlace,
  params: ReadonlyMap<PyValue, PyValue>,
  scipy: boolean,
): DistanceMetric {
  const { state, name } = place;
  const value = state.value(name);
  if (value instanceof PyObject) return readMetricObject(place, value);
  if (value instanceof PyGlobal) {
    throw state.unsupported(`the Python function ${value.path} as its metric`);
  }
  const word = scalarText(value);
  if (word === undefined) throw state.mismatch(name, "the name of a metric", describe(value));
  if (word === "braycurtis") return brayCurtis(scipy ? sizeOfSum : sumOfSizes);
  const array = (key: string) => floatArray(params.get(key)) ?? null;
  return metricOf(place, word, {
    p: scalarNumber(params.get("p")) ?? null,
    weights: array("w"),
    variances: array("V"),
    inverse: array("VI"),
  });
}

const sumOfSizes = (x: number, y: number): number => Math.abs(x) + Math.abs(y);
const sizeOfSum = (x: number, y: number): number => Math.abs(x + y);

/** `EuclideanDistance`, since 1.3 also `EuclideanDistance64`. */
const objectName = /^(\w+?)Distance(?:32|64)?$/;

/**
 * A metric as trees and, since 1.3, parameters hold it: a class and the state (p, vec, mat).
 *
 * @see sklearn/metrics/_dist_metrics.pyx.tp `DistanceMetric.__getstate__`
 */
export function readMetricObject(place: MetricPlace, object: PyObject): DistanceMetric {
  const { state, name } = place;
  const word = objectName.exec(object.global.name)?.[1]?.toLowerCase();
  const items = object.state instanceof PyTuple ? object.state.items : [];
  const [p, vector, matrix] = items;
  if (word === undefined || word === "pyfunc") {
    throw state.unsupported(`the Python function ${describe(object)} as its metric`);
  }
  if (items.length < 3) throw state.mismatch(name, "a metric", `${describe(object)} without state`);
  if (word === "braycurtis") return brayCurtis(sumOfSizes);
  const numbers = floatArray(vector) ?? null;
  // Before 1.1 the vector of a plain MinkowskiDistance was a placeholder.
  const weighted = word === "wminkowski" || versionAtLeast(state.writtenBy, "1.1");
  return metricOf(place, word, {
    p: scalarNumber(p) ?? null,
    weights: weighted && numbers?.data.length !== 0 ? numbers : null,
    variances: numbers,
    inverse: floatArray(matrix) ?? null,
  });
}

function metricOf(place: MetricPlace, word: string, given: Parameters): DistanceMetric {
  const { state, name, width } = place;
  const plain = plainMetrics.get(word);
  if (plain !== undefined) return plain;
  switch (word) {
    case "haversine":
      if (width !== 2)
        throw state.mismatch(name, "a metric for 2 columns", `haversine for ${width}`);
      return haversine;
    case "p":
    case "minkowski":
    case "wminkowski":
      return minkowskiOf(place, word, given);
    case "seuclidean":
      return standardizedEuclidean(sized(place, "V", { array: given.variances, shape: [width] }));
    case "mahalanobis":
      return mahalanobis(sized(place, "VI", { array: given.inverse, shape: [width, width] }));
    default:
      throw state.mismatch(name, "a metric", JSON.stringify(word));
  }
}

/** wminkowski weighs the differences before the power, minkowski the powers. */
function minkowskiOf(
  place: MetricPlace,
  word: string,
  { p, weights: array }: Parameters,
): DistanceMetric {
  const { state, name, width } = place;
  const order = p ?? 2;
  if (!(order > 0)) throw state.mismatch(name, "a metric with p above 0", `p = ${order}`);
  if (array === null) return order === Infinity ? chebyshev : minkowski(order, null);
  const weights = sized(place, "w", { array, shape: [width] });
  if (order === Infinity) throw state.unsupported("weights and p = infinity");
  const outer =
    word === "wminkowski" ? weights.map((weight) => Math.abs(weight) ** order) : weights;
  return minkowski(order, outer);
}

/** The numbers of a parameter, which must be there and finite. */
function sized(
  { state, name }: MetricPlace,
  parameter: string,
  { array, shape }: { readonly array: FloatArray | null; readonly shape: readonly number[] },
): Float64Array {
  const got = array?.shape ?? [];
  const fits = got.length === shape.length && shape.every((size, axis) => size === got[axis]);
  if (array === null || !fits || !array.data.every(Number.isFinite)) {
    const wanted = `a metric whose ${parameter} has the shape (${shape.join(", ")})`;
    throw state.mismatch(name, wanted, `(${got.join(", ")})`);
  }
  return array.data;
}

/** `effective_metric_params_`, or another dict of parameters; empty where there is none. */
export function metricParameters(state: State, name: string): ReadonlyMap<PyValue, PyValue> {
  const value = state.optional(name) ?? null;
  if (value === null) return new Map();
  if (value instanceof Map) return value;
  if (value instanceof PyObject) return attributes(value);
  throw state.mismatch(name, "a dict", describe(value));
}
