// The kernel that a file holds: a tree of records, one for each kernel in it.

import { PyGlobal, PyObject, type PyValue } from "../../../objects/values.ts";
import { describe } from "../../attribute-values.ts";
import type { State } from "../../state.ts";
import { kernelOf } from "../metrics/pairwise-kernels.ts";
import {
  maternKernel,
  maxSmoothness,
  periodicKernel,
  rationalQuadraticKernel,
  rbfKernel,
} from "./distance-kernels.ts";
import type { ProcessKernel } from "./kernel.ts";
import {
  constantKernel,
  dotKernel,
  powerKernel,
  productKernel,
  sumKernel,
  whiteKernel,
} from "./plain-kernels.ts";

const kernelModule = "sklearn.gaussian_process.kernels.";

/** Kernels within one kernel: people write a handful, and all of them are computed for every pair of rows. */
const maxParts = 256;

interface Reading {
  readonly features: number;
  /** How many more kernels there may be. */
  left: number;
}

export function isProcessKernel(value: PyValue | undefined): boolean {
  return value instanceof PyObject && value.global.path.startsWith(kernelModule);
}

/**
 * A kernel of scikit-learn's own classes.
 *
 * @param name      the attribute that holds it: `kernel_`
 * @param features  number of columns of the rows
 * @throws ESTIMATOR_INVALID, and ESTIMATOR_UNSUPPORTED for classes of somebody's own
 */
export function readProcessKernel(state: State, name: string, features: number): ProcessKernel {
  return readPart(state, name, { features, left: maxParts });
}

function readPart(owner: State, name: string, reading: Reading): ProcessKernel {
  const value = owner.value(name);
  if (!(value instanceof PyObject)) throw owner.mismatch(name, "a kernel", describe(value));
  const { path } = value.global;
  const kind = path.startsWith(kernelModule) ? path.slice(kernelModule.length) : "";
  if (reading.left-- === 0) throw owner.invalid(`its kernel has more than ${maxParts} parts`);
  const state = owner.part(name, value, path);
  switch (kind) {
    case "Sum":
      return sumKernel(readPart(state, "k1", reading), readPart(state, "k2", reading));
    case "Product":
      return productKernel(readPart(state, "k1", reading), readPart(state, "k2", reading));
    case "Exponentiation":
      return powerKernel(readPart(state, "kernel", reading), readFinite(state, "exponent"));
    case "ConstantKernel":
      return constantKernel(readFinite(state, "constant_value"));
    case "WhiteKernel":
      return whiteKernel(readFinite(state, "noise_level"));
    case "DotProduct":
      return dotKernel(readFinite(state, "sigma_0"));
    case "RBF":
      return rbfKernel(readScales(state, reading.features));
    case "Matern":
      return maternKernel(readScales(state, reading.features), readSmoothness(state));
    case "RationalQuadratic":
      return rationalQuadraticKernel(readFinite(state, "length_scale"), readFinite(state, "alpha"));
    case "ExpSineSquared":
      return periodicKernel(readFinite(state, "length_scale"), readFinite(state, "periodicity"));
    case "PairwiseKernel":
      return readPairwise(state, reading.features);
    default:
      throw owner.unsupported(`the kernel ${path}`);
  }
}

function readFinite(state: State, name: string): number {
  const { data } = state.float64(name);
  const [value] = data;
  if (data.length === 1 && value !== undefined) return value;
  throw state.mismatch(name, "one number", `${data.length} numbers`);
}

/** One length, or one for each column. */
function readScales(state: State, features: number): Float64Array {
  const { data, shape } = state.float64("length_scale");
  if (data.length === 1 || (shape.length === 1 && data.length === features)) return data;
  throw state.mismatch("length_scale", `1 or ${features} lengths`, String(data.length));
}

function readSmoothness(state: State): number {
  const nu = state.number("nu");
  if (nu === Infinity || (nu > 0 && nu <= maxSmoothness)) return nu;
  throw state.mismatch("nu", `a number over 0 and up to ${maxSmoothness}`, String(nu));
}

/** One of the kernels that go by a name. @see sklearn/gaussian_process/kernels.py `PairwiseKernel` */
function readPairwise(state: State, features: number): ProcessKernel {
  const metric = state.value("metric");
  if (metric instanceof PyGlobal) throw state.unsupported(`the kernel ${metric.path}`);
  const name = state.text("metric");
  const further = state.optional("pairwise_kernels_kwargs") ?? null;
  if (further !== null && !(further instanceof Map && further.size === 0)) {
    throw state.unsupported("pairwise_kernels_kwargs");
  }
  const parameters = { gamma: readFinite(state, "gamma"), degree: null, coef0: null };
  const kernel = kernelOf(name, parameters, features);
  if (kernel === null) throw state.unsupported(`the kernel ${name}`);
  const value = new Float64Array(1);
  return {
    against: kernel,
    own(row) {
      kernel({ kind: "dense", data: row, rows: 1, columns: row.length })(row, value);
      return value[0] ?? 0;
    },
  };
}
