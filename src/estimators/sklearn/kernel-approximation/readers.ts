// The classes of sklearn.kernel_approximation.

import type { EstimatorReader } from "../../read-context.ts";
import { readAdditiveChi2Sampler } from "./additive-chi2-sampler.ts";
import { readNystroem } from "./nystroem.ts";
import { readPolynomialCountSketch } from "./polynomial-count-sketch.ts";
import { readRbfSampler, readSkewedChi2Sampler } from "./random-features.ts";

export const readers: readonly (readonly [string, EstimatorReader])[] = [
  ["sklearn.kernel_approximation.AdditiveChi2Sampler", readAdditiveChi2Sampler],
  ["sklearn.kernel_approximation.Nystroem", readNystroem],
  ["sklearn.kernel_approximation.PolynomialCountSketch", readPolynomialCountSketch],
  ["sklearn.kernel_approximation.RBFSampler", readRbfSampler],
  ["sklearn.kernel_approximation.SkewedChi2Sampler", readSkewedChi2Sampler],
];
