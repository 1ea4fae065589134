// What `picklejar train` says at its end: for people, and as JSON.

import { show } from "../text.ts";
import type { Column } from "../train/tabular/column-kind.ts";
import { cleaningTexts, contentText, counted, missingText } from "../train/tabular/column-text.ts";
import { metricTitle, shownScore } from "../train/tabular/metrics.ts";
import { choiceText, digits, doubtText, scoreRows } from "../train/tabular/score-text.ts";
import type { RawTable } from "../train/tabular/table-builder.ts";
import { labelText } from "../train/tabular/target-column.ts";
import type { TrainedTable } from "../train/tabular/train-table.ts";
import { summarize } from "../train/tabular/trials.ts";
import { tableLines, wrapLines } from "./layout.ts";
import { paint } from "./output.ts";
import { widthOf } from "./terminal.ts";
import type { TrainedFiles } from "./train-options.ts";

const stream = process.stdout;

export function renderTrained(trained: TrainedTable, table: RawTable, files: TrainedFiles): string {
  const lines = [
    ...dataLines(trained, table),
    "",
    ...tableLines(columnRows(trained.choice.features), widthOf(stream)),
    ...trained.choice.leftOut.map(({ name, reason }) =>
      paint("dim", `  ${show(name, 40)}: not used, ${reason}`, stream),
    ),
    ...trained.choice.warnings.map((text) => `${paint("yellow", "!", stream)} ${text}`),
    "",
    ...scoreLines(trained),
    "",
    ...resultLines(trained),
    "",
    ...tableLines(
      [
        [files.model, "the model, for Picklejar and scikit-learn"],
        [files.card, "what it was learned from, how well, and what to mind"],
        [files.reference, "what the data looked like, to notice when it changes"],
      ],
      widthOf(stream),
    ),
    "",
    `${paint("dim", "→", stream)} picklejar serve ${files.model}`,
  ];
  return `${wrapLines(lines.join("\n"), widthOf(stream), "  ")}\n`;
}

function dataLines({ target, columns }: TrainedTable, table: RawTable): readonly string[] {
  const what =
    target.task === "regression"
      ? "a regression"
      : `a classification of ${counted(target.labels?.length ?? 0, "label")}`;
  const why = target.reason === null ? "" : ` (${target.reason})`;
  const lines = [
    `${show(table.name)}: ${counted(table.rows, "row")}, ${counted(columns.length + 1, "column")}. ${show(target.name)}: ${what}${why}`,
  ];
  const note = (text: string): void => {
    lines.push(`${paint("yellow", "!", stream)} ${text}`);
  };
  if (table.skipped !== null) {
    const { count, line, reason } = table.skipped;
    note(`${counted(count, "line")} left out; the first is line ${line}: ${reason}.`);
  }
  if (target.missing > 0)
    note(`${counted(target.missing, "row")} without ${show(target.name)} left out.`);
  if (target.rare.length > 0) {
    const named = target.rare.slice(0, 5).map(({ label, rows }) => `${labelText(label)} (${rows})`);
    note(
      `Labels of too few rows left out: ${named.join(", ")}${target.rare.length > 5 ? ", …" : ""}.`,
    );
  }
  for (const text of cleaningTexts(target.cleanings)) note(`${show(target.name)}: ${text}.`);
  return lines;
}

function columnRows(features: readonly Column[]): readonly (readonly string[])[] {
  return features.map((column) => {
    const notes = [contentText(column), missingText(column), ...cleaningTexts(column.cleanings)];
    return [show(column.name, 40), column.kind, notes.filter((text) => text !== null).join("; ")];
  });
}

/** The table of scores; why a family was not tried is no column, and stands beneath. */
function scoreLines(trained: TrainedTable): readonly string[] {
  const skipped = trained.trials.filter(({ skipped: reason }) => reason !== null);
  const names = new Set<string>(skipped.map(({ family }) => family.name));
  const rows = scoreRows(trained).filter(([name = ""]) => !names.has(name));
  return [
    ...tableLines(rows, widthOf(stream)),
    ...skipped.map(({ family, skipped: reason }) => {
      return paint("dim", `  ${family.name}: not tried, ${reason}`, stream);
    }),
  ];
}

function resultLines(trained: TrainedTable): readonly string[] {
  const { heldOut, metrics, target, importances } = trained;
  const lines = [
    `${paint("green", "✔", stream)} ${choiceText(trained)}; it has learned from all ${counted(target.rows.length, "row")}.`,
  ];
  if (heldOut !== null) {
    const scores = [...heldOut.scores].map(
      ([name, score]) => `${metricTitle(name)} ${digits(name, shownScore(name, score))}`,
    );
    lines.push(`  On ${counted(heldOut.rows, "row")} held out before: ${scores.join(", ")}.`);
  } else lines.push("  There were too few rows to hold some out: the scores are rough.");
  const counting = importances.filter(({ loss, deviation }) => loss > deviation).slice(0, 5);
  if (counting.length > 0) {
    const names = counting.map(({ name }) => show(name, 40));
    lines.push(`  What counts most for ${metricTitle(metrics.deciding)}: ${names.join(", ")}.`);
  }
  const doubt = doubtText(trained);
  if (doubt !== null) lines.push(`${paint("yellow", "!", stream)} ${doubt}`);
  return lines;
}

/** Everything for programs. Scores as scikit-learn's scorers give them: greater is better. */
export function trainedJson(
  trained: TrainedTable,
  table: RawTable,
  files: TrainedFiles,
  sklearn: string,
): unknown {
  const { target, choice, metrics, trials, chosen, heldOut, importances } = trained;
  return {
    files,
    sklearn,
    rows: table.rows,
    skipped: table.skipped,
    target: {
      name: target.name,
      task: target.task,
      rows: target.rows.length,
      missing: target.missing,
      labels: target.labels,
      rare: target.rare,
      cleanings: target.cleanings,
    },
    columns: choice.features.map(({ name, kind, missing, distinct, cleanings }) => {
      return { name, kind, missing, distinct, cleanings };
    }),
    leftOut: choice.leftOut,
    warnings: choice.warnings,
    metric: metrics.deciding,
    trials: trials.map(({ family, scores, fitTime, skipped }) => ({
      model: family.name,
      skipped,
      fitSeconds: fitTime,
      scores: Object.fromEntries(
        [...scores].map(([name, folds]) => {
          const { mean, deviation } = summarize(folds);
          return [name, { mean, deviation, folds }];
        }),
      ),
    })),
    chosen: chosen.trial.family.name,
    beatsBaseline: chosen.beatsBaseline,
    heldOut: heldOut && {
      rows: heldOut.rows,
      scores: Object.fromEntries(heldOut.scores),
      beatsBaseline: heldOut.beatsBaseline,
    },
    importances,
  };
}
