// statsmodels' results: in the wrappers that `fit` gives, and by themselves.

import type { EstimatorReader } from "../read-context.ts";
import { readResults, readResultsWrapper } from "./results.ts";

const discrete = "statsmodels.discrete.discrete_model";
const counts = [
  "Binary",
  "Count",
  "GeneralizedPoisson",
  "Multinomial",
  "NegativeBinomial",
  "Poisson",
];

/** Classes of results, by their names without `Results`. */
const stems: readonly string[] = [
  "statsmodels.base.elastic_net.Regularized",
  ...counts.flatMap((name) => [`${discrete}.${name}`, `${discrete}.L1${name}`]),
  `${discrete}.NegativeBinomialP`,
  "statsmodels.genmod.generalized_linear_model.GLM",
  "statsmodels.regression.linear_model.Regression",
  "statsmodels.robust.robust_linear_model.RLM",
];

/** Classes of results that are wrapped by the wrapper of another. */
const bare: readonly string[] = [
  `${discrete}.Logit`,
  `${discrete}.Probit`,
  "statsmodels.regression.linear_model.OLS",
  "statsmodels.regression.quantile_regression.QuantReg",
];

export const readers: readonly (readonly [string, EstimatorReader])[] = [
  ...[...stems, ...bare].map((stem) => [`${stem}Results`, readResults] as const),
  ...stems.map((stem) => [`${stem}ResultsWrapper`, readResultsWrapper] as const),
];
