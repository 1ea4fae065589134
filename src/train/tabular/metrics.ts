// The scores that are told, by scikit-learn's names, and which of them decides.

import { PicklejarError } from "../../errors.ts";
import { scorerOf } from "../model-selection/scorers.ts";
import type { TargetColumn } from "./target-column.ts";

export interface Metrics {
  /** The one that decides. */
  readonly deciding: string;
  /** Why it decides; null where the user said so. */
  readonly reason: string | null;
  /** All that are told, the deciding one first. */
  readonly told: readonly string[];
}

// Where one label has more than this share of the rows, to name it always is nearly right, and of little use.
const lopsided = 0.75;
// Of fewer rows each fold has too few to tell a variance.
const fewRows = 50;

/**
 * @param asked  the user's word; null = decide
 * @throws USAGE for a scorer that there is not
 */
export function metricsFor(target: TargetColumn, asked: string | null): Metrics {
  const told = usualMetrics(target);
  if (asked !== null) {
    const deciding = checkedMetric(asked, target);
    return { deciding, reason: null, told: [deciding, ...told.filter((name) => name !== asked)] };
  }
  const [deciding, reason] = decide(target);
  return { deciding, reason, told: [deciding, ...told.filter((name) => name !== deciding)] };
}

function usualMetrics({ task, labels, rows }: TargetColumn): readonly string[] {
  if (task === "regression") {
    const errors = ["neg_mean_absolute_error", "neg_root_mean_squared_error"];
    return rows.length < fewRows ? errors : ["r2", ...errors];
  }
  return ["accuracy", "balanced_accuracy", labels?.length === 2 ? "roc_auc" : "f1_macro"];
}

function decide({ task, labels, rows }: TargetColumn): readonly [string, string] {
  if (task === "regression") {
    return rows.length < fewRows
      ? ["neg_mean_absolute_error", "there are few rows"]
      : ["r2", "it is usual for numbers"];
  }
  const share = (labels?.[0]?.rows ?? 0) / rows.length;
  if (share <= lopsided) return ["accuracy", "it is usual for labels"];
  const name = labels?.length === 2 ? "roc_auc" : "balanced_accuracy";
  return [name, `one label has ${Math.round(100 * share)} % of the rows`];
}

const forNumbers = /^(r2|explained_variance|max_error|neg_(max|mean|median|root).*error)$/;

function checkedMetric(name: string, { task, labels }: TargetColumn): string {
  try {
    scorerOf(name);
  } catch (error) {
    const advice = error instanceof PicklejarError ? error.hint : "";
    throw new PicklejarError("USAGE", { reason: `There is no metric ${name}.`, advice });
  }
  const isForNumbers = forNumbers.test(name);
  const isBinary = ["precision", "recall", "f1", "roc_auc", "neg_brier_score"].includes(name);
  const fits = task === "regression" ? isForNumbers : !isForNumbers;
  if (fits && !(isBinary && labels?.length !== 2)) return name;
  const advice =
    task === "regression" ? "Take r2 or neg_mean_absolute_error." : "Take accuracy or f1_macro.";
  const what = task === "regression" ? "numbers" : `${labels?.length} labels`;
  throw new PicklejarError("USAGE", { reason: `${name} does not score ${what}.`, advice });
}

const titles: ReadonlyMap<string, string> = new Map([
  ["r2", "R²"],
  ["neg_mean_absolute_error", "mean error"],
  ["neg_root_mean_squared_error", "root mean squared error"],
  ["neg_mean_squared_error", "mean squared error"],
  ["neg_median_absolute_error", "median error"],
  ["neg_log_loss", "log loss"],
  ["neg_brier_score", "Brier score"],
  ["balanced_accuracy", "balanced accuracy"],
  ["f1_macro", "F1 (macro)"],
  ["f1_weighted", "F1 (weighted)"],
  ["roc_auc", "ROC AUC"],
  ["roc_auc_ovr", "ROC AUC (one against the others)"],
]);

/** As people call a score. */
export function metricTitle(name: string): string {
  return titles.get(name) ?? name.replace(/^neg_/, "").replaceAll("_", " ");
}

/** A score as people read it: an error counts up from 0. */
export function shownScore(name: string, score: number): number {
  return name.startsWith("neg_") ? -score : score;
}
