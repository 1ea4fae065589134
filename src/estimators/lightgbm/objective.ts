// How LightGBM makes answers of sums, by the objective that a model was trained for.
// @see LightGBM/src/objective/*.hpp `ConvertOutput`

import { softmaxRows } from "../probabilities.ts";

export interface Objective {
  /** `binary`. */
  readonly name: string;
  readonly task: "regression" | "binary" | "classes" | "ranking";
  /** Whether it is a function of the user's own, which no file holds. */
  readonly isOwn: boolean;
  /** From sums to answers, in place. @param outputs  numbers per row */
  readonly transform: (sums: Float64Array, outputs: number) => Float64Array;
}

type Transform = Objective["transform"];

const identity: Transform = (sums) => sums;
const exponential: Transform = (sums) => each(sums, Math.exp);
const logistic = (steepness: number): Transform => {
  return (sums) => each(sums, (x) => 1 / (1 + Math.exp(-steepness * x)));
};

/** Where the model was trained on square roots, with their signs. */
const squared: Transform = (sums) => each(sums, (x) => Math.sign(x) * x * x);

const regressions = new Set(
  "regression regression_l2 regression_l1 quantile huber fair mape custom none".split(" "),
);
const exponentials = new Set(["poisson", "gamma", "tweedie"]);
const rankings = new Set(["lambdarank", "rank_xendcg"]);

/**
 * @param text  as the model has it: `binary sigmoid:1`, `multiclass num_class:3`, `regression sqrt`; undefined for a
 *   function of the user's own, whose sums are the answers
 * @returns     null for an objective that is not known
 */
export function objectiveOf(text: string | undefined): Objective | null {
  const [name = "", ...options] = (text ?? "custom").split(" ");
  const steepness = Number(optionOf(options, "sigmoid") ?? 1);
  if (!Number.isFinite(steepness)) return null;
  const of = (task: Objective["task"], transform: Transform): Objective => {
    return { name, task, isOwn: name === "custom" || name === "none", transform };
  };
  if (regressions.has(name)) return of("regression", options.includes("sqrt") ? squared : identity);
  if (exponentials.has(name)) return of("regression", exponential);
  if (rankings.has(name)) return of("ranking", identity);
  switch (name) {
    case "binary":
      return of("binary", logistic(steepness));
    case "multiclass":
      return of("classes", softmaxRows);
    case "multiclassova":
      return of("classes", logistic(steepness));
    case "cross_entropy":
    case "xentropy":
      return of("regression", logistic(1));
    case "cross_entropy_lambda":
    case "xentlambda":
      return of("regression", (sums) => each(sums, softplus));
    default:
      return null;
  }
}

function optionOf(options: readonly string[], name: string): string | undefined {
  return options.find((option) => option.startsWith(`${name}:`))?.slice(name.length + 1);
}

function softplus(x: number): number {
  return Math.log1p(Math.exp(x));
}

function each(sums: Float64Array, change: (x: number) => number): Float64Array {
  for (let i = 0; i < sums.length; i++) sums[i] = change(sums[i] ?? 0);
  return sums;
}
