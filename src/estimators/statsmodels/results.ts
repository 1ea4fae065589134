// Results of statsmodels' regressions: coefficients times the columns of the design, and from there to the mean.

import { PyObject, type PyValue } from "../../objects/values.ts";
import { describe } from "../attribute-values.ts";
import type { Estimator } from "../estimator.ts";
import { linearScores } from "../linear-scores.ts";
import { normalShare } from "../normal-distribution.ts";
import { floatMatrix, floatVector } from "../results.ts";
import type { State } from "../state.ts";
import { checkAnswerSize } from "../transformer.ts";
import { type Design, plainDesign } from "./design.ts";
import { formulaDesign } from "./formula-design.ts";
import { type InverseLink, logistic, readInverseLink } from "./links.ts";

/** From linear predictors to what `predict` gives; by the class of the model that was fitted. */
const means: ReadonlyMap<string, InverseLink | null> = new Map([
  ["statsmodels.discrete.discrete_model.GeneralizedPoisson", Math.exp],
  ["statsmodels.discrete.discrete_model.Logit", logistic],
  ["statsmodels.discrete.discrete_model.MNLogit", null],
  ["statsmodels.discrete.discrete_model.NegativeBinomial", Math.exp],
  ["statsmodels.discrete.discrete_model.NegativeBinomialP", Math.exp],
  ["statsmodels.discrete.discrete_model.Poisson", Math.exp],
  ["statsmodels.discrete.discrete_model.Probit", normalShare],
  ["statsmodels.genmod.generalized_linear_model.GLM", null],
  ["statsmodels.regression.linear_model.GLS", null],
  ["statsmodels.regression.linear_model.GLSAR", null],
  ["statsmodels.regression.linear_model.OLS", null],
  ["statsmodels.regression.linear_model.WLS", null],
  ["statsmodels.regression.quantile_regression.QuantReg", null],
  ["statsmodels.robust.robust_linear_model.RLM", null],
]);

/** Models of counts whose last coefficient is their dispersion. */
const dispersed: ReadonlySet<string> = new Set([
  "GeneralizedPoisson",
  "NegativeBinomial",
  "NegativeBinomialP",
]);

/** A `…ResultsWrapper`, which holds the results. */
export function readResultsWrapper(state: State): Estimator {
  const value = state.value("_results");
  const path = value instanceof PyObject && /^statsmodels\..*Results$/.test(value.global.path);
  const results = state.part("_results", value, path ? value.global.path : "statsmodels' results");
  return { ...readResults(results), className: state.className, path: state.path };
}

/**
 * The results themselves. Offsets and exposures of training play no part for new rows.
 *
 * @see statsmodels/base/model.py `Results.predict`
 */
export function readResults(state: State): Estimator {
  const model = readModel(state, state.value("model"));
  const { data: coefficients, shape } = state.float64("params");
  const several = model.className === "MNLogit";
  if (shape.length !== (several ? 2 : 1)) {
    throw state.mismatch(
      "params",
      several ? "a matrix" : "a vector",
      describe(state.value("params")),
    );
  }
  const extra = dispersed.has(model.className) ? dispersionOf(model) : 0;
  const width = (shape[0] ?? 0) - extra;
  if (width < 1) throw state.mismatch("params", "at least one coefficient", String(width));
  const design = model.has("formula") ? formulaDesign(model, width) : plainDesign(model, width);
  if (several) return multinomial(state, design, { coefficients, columns: shape[1] ?? 0 });
  const inverse = inverseOf(model);
  const map = { coefficients, intercepts: new Float64Array(1), features: width };
  return {
    ...described(state, model, design),
    outputs: 1,
    predict(samples) {
      const scores = linearScores(design.rows(samples), map);
      return floatVector(inverse === null ? scores : scores.map(inverse));
    },
  };
}

function described(state: State, model: State, design: Design): Omit<Estimator, "outputs"> {
  const { params } = model.description();
  return {
    ...state.description(),
    params: new Map([["model", model.className], ...onlyPlain(params)]),
    role: "regressor",
    library: { name: "statsmodels", version: null },
    inputs: design.inputs,
    classes: null,
    children: [],
    hints: design.hints,
  };
}

/** A formula and the like: what tells of the model in a few words. */
function onlyPlain(params: ReadonlyMap<string, PyValue>): readonly (readonly [string, PyValue])[] {
  return [...params].filter(([name]) => name === "formula" || name === "endog_names");
}

function readModel(state: State, value: PyValue): State {
  const path = value instanceof PyObject ? value.global.path : "";
  if (!means.has(path)) throw state.unsupported(`a model of ${path || describe(value)}`);
  return state.part("model", value, path);
}

/** Whether there is a dispersion among the coefficients: not with geometric counts. */
function dispersionOf(model: State): number {
  return model.has("loglike_method") && model.text("loglike_method") === "geometric" ? 0 : 1;
}

function inverseOf(model: State): InverseLink | null {
  if (model.className !== "GLM") return means.get(model.path) ?? null;
  const family = model.value("family");
  const path = family instanceof PyObject ? family.global.path : "";
  const isFamily = path.startsWith("statsmodels.genmod.families.family.");
  const expected = isFamily ? path : "statsmodels.genmod.families.family.Family";
  return readInverseLink(model.part("family", family, expected));
}

/**
 * A probability per class; the first class's score is 0.
 *
 * @see statsmodels/discrete/discrete_model.py `MNLogit.predict`
 */
function multinomial(
  state: State,
  design: Design,
  { coefficients, columns }: { readonly coefficients: Float64Array; readonly columns: number },
): Estimator {
  const model = readModel(state, state.value("model"));
  if (columns < 1) throw state.mismatch("params", "at least one column", "none");
  const features = coefficients.length / columns;
  const transposed = coefficients.map((_, i) => {
    const [k, j] = [Math.floor(i / features), i % features];
    return coefficients[j * columns + k] ?? 0;
  });
  const map = { coefficients: transposed, intercepts: new Float64Array(columns), features };
  const classes = columns + 1;
  return {
    ...described(state, model, design),
    outputs: classes,
    predict(samples) {
      const x = design.rows(samples);
      checkAnswerSize(x.rows, classes, { className: state.className, inputs: design.inputs });
      const scores = linearScores(x, map);
      const shares = new Float64Array(x.rows * classes);
      for (let row = 0; row < x.rows; row++) {
        const sizes = [1];
        for (let k = 0; k < columns; k++) sizes.push(Math.exp(scores[row * columns + k] ?? 0));
        const total = sizes.reduce((sum, size) => sum + size, 0);
        for (const [k, size] of sizes.entries()) shares[row * classes + k] = size / total;
      }
      return floatMatrix(shares, x.rows, classes);
    },
  };
}
