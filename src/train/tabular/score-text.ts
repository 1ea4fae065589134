// Scores in words, the same on the terminal and in the card.

import { readable } from "./column-text.ts";
import { baseline } from "./families.ts";
import { metricTitle, shownScore } from "./metrics.ts";
import type { TrainedTable } from "./train-table.ts";
import { summarize, type Trial } from "./trials.ts";

/** `0.912 ± 0.031`, or – where there is no score. */
export function scoreText(metric: string, scores: readonly number[]): string {
  if (scores.length === 0) return "–";
  const { mean, deviation } = summarize(scores);
  const shown = digits(metric, shownScore(metric, mean));
  return Number.isNaN(deviation) ? shown : `${shown} ± ${digits(metric, deviation)}`;
}

/** Shares have three decimals, errors the digits that count. */
export function digits(metric: string, value: number): string {
  if (Number.isNaN(value)) return "–";
  const isShare = !metric.startsWith("neg_") || metric === "neg_log_loss";
  return isShare ? value.toFixed(3).replace(/^-(?=0\.0*$)/, "") : readable(value);
}

/** Rows of the table of scores: the names of its columns, then a family each. */
export function scoreRows({ trials, metrics }: TrainedTable): readonly (readonly string[])[] {
  return [
    ["model", ...metrics.told.map(metricTitle)],
    ...trials.map(({ family, scores, skipped }) => [
      family.name,
      ...(skipped === null
        ? metrics.told.map((metric) => scoreText(metric, scores.get(metric) ?? []))
        : [`not tried: ${skipped}`]),
    ]),
  ];
}

/** Why this family was chosen. */
export function choiceText({ chosen, metrics, trials }: TrainedTable): string {
  const { trial, best } = chosen;
  const title = metricTitle(metrics.deciding);
  const others = trials.filter(
    (one: Trial) => one.skipped === null && one.family.name !== baseline,
  );
  if (others.length === 1) return `${trial.family.name} was the only model tried`;
  if (trial !== best) {
    return `${trial.family.name} is the simplest within one standard error of the best ${title} (${best.family.name})`;
  }
  const simplest = others[0] === trial;
  return `${trial.family.name} has the best ${title}${simplest ? "" : ", and none simpler comes within one standard error"}`;
}

/** What a person must be told of a model that has learned nothing, or seems to have; null where it has. */
export function doubtText({ chosen, heldOut }: TrainedTable): string | null {
  if (!chosen.beatsBaseline) {
    return "The model is hardly better than the baseline: these columns say little about the target.";
  }
  if (heldOut === null || heldOut.beatsBaseline) return null;
  return "On the rows held out the model is no better than the baseline: what the folds show may be luck.";
}
