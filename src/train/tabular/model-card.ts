// The model card: what was learned from what, how well, and what to mind, as Markdown for whoever answers for the model.

import { show } from "../../text.ts";
import { Pipeline } from "../compose/pipeline.ts";
import { cleaningTexts, contentText, counted, missingText, readable } from "./column-text.ts";
import { metricTitle, shownScore } from "./metrics.ts";
import { choiceText, digits, doubtText, scoreRows } from "./score-text.ts";
import type { RawTable } from "./table-builder.ts";
import { labelText } from "./target-column.ts";
import type { TrainedTable } from "./train-table.ts";

/** What a card tells besides what was learned. */
export interface CardContext {
  readonly table: Pick<RawTable, "name" | "rows" | "skipped">;
  /** Names of the files, as they lie beside the card. */
  readonly modelFile: string;
  readonly referenceFile: string;
  /** The version of scikit-learn that the file is written for. */
  readonly sklearn: string;
  /** The command that made it. */
  readonly command: string;
  /** Picklejar's own. */
  readonly version: string;
}

/** The card's text. It names no moment: the same data and options give the same card. */
export function renderModelCard(trained: TrainedTable, context: CardContext): string {
  const sections = [
    heading(trained, context),
    dataSection(trained, context),
    columnSection(trained),
    scoreSection(trained),
    importanceSection(trained),
    limitSection(trained),
    useSection(trained, context),
  ];
  return `${sections.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

type Lines = readonly string[];

function heading({ target, model, chosen }: TrainedTable, context: CardContext): Lines {
  const last = model instanceof Pipeline ? model.last : model;
  const what =
    target.task === "regression" ? "a number" : `one of ${target.labels?.length ?? 0} labels`;
  return [
    `# ${code(context.modelFile)}: predicts ${code(target.name)}`,
    "",
    `Answers with ${what}. Model: ${chosen.trial.family.name} (${last.className}), written for scikit-learn ${context.sklearn}.`,
    `Made with Picklejar ${context.version}: ${code(context.command)}`,
  ];
}

function dataSection({ target }: TrainedTable, { table }: CardContext): Lines {
  const lines = [
    "## Data",
    "",
    `- ${code(table.name)}: ${counted(table.rows, "row")}, of which ${counted(target.rows.length, "row")} were learned from.`,
    `- A ${target.task}${target.reason === null ? ", as it was told" : `, since ${code(target.name)}: ${target.reason}`}.`,
  ];
  if (table.skipped !== null) {
    const { count, line, reason } = table.skipped;
    lines.push(`- ${counted(count, "line")} left out; the first is line ${line}: ${reason}.`);
  }
  if (target.missing > 0) {
    lines.push(`- ${counted(target.missing, "row")} without ${code(target.name)} left out.`);
  }
  if (target.rare.length > 0) {
    const rows = target.rare.reduce((sum, { rows: own }) => sum + own, 0);
    const labels = counted(target.rare.length, "label");
    lines.push(
      `- ${counted(rows, "row")} of ${labels} left out that too few rows have; the model never answers with them.`,
    );
  }
  for (const text of cleaningTexts(target.cleanings, "unquoted"))
    lines.push(`- ${code(target.name)}: ${text}.`);
  if (target.labels !== null) {
    lines.push("", "| label | rows |", "|---|--:|");
    for (const { label, rows } of target.labels)
      lines.push(`| ${cell(labelText(label))} | ${rows} |`);
  }
  return lines;
}

function columnSection({ choice }: TrainedTable): Lines {
  const lines = ["## Columns", "", "| column | kind | holds | changed |", "|---|---|---|---|"];
  for (const column of choice.features) {
    const changed = [missingText(column), ...cleaningTexts(column.cleanings, "unquoted")].filter(
      (text) => text !== null,
    );
    lines.push(
      `| ${cell(column.name)} | ${column.kind} | ${cell(contentText(column))} | ${cell(changed.join("; "))} |`,
    );
  }
  if (choice.leftOut.length > 0) lines.push("", "Not learned from:", "");
  for (const { name, reason } of choice.leftOut) lines.push(`- ${code(name)}: ${reason}.`);
  if (choice.features.some(({ cleanings }) => cleanings.some(({ form }) => form !== null))) {
    lines.push(
      "",
      "The model knows only numbers: where the file had other spellings, requests must hold plain numbers.",
    );
  }
  return lines;
}

function scoreSection(trained: TrainedTable): Lines {
  const { metrics, heldOut, trials } = trained;
  const [head = [], ...rows] = scoreRows(trained);
  const folds = Math.max(...trials.map(({ scores }) => scores.get(metrics.deciding)?.length ?? 0));
  const lines = [
    "## Scores",
    "",
    `Mean ± standard deviation over ${folds} folds, each scored by a model that has not seen it. The baseline answers always the same.`,
    "",
    `| ${head.join(" | ")} |`,
    `|---${"|---".repeat(head.length - 1)}|`,
    ...rows.map((row) => {
      const cells = row.map(cell);
      return `| ${[...cells, ...new Array<string>(head.length - cells.length).fill("")].join(" | ")} |`;
    }),
    "",
    `Chosen by ${metricTitle(metrics.deciding)}${metrics.reason === null ? "" : ` (${metrics.reason})`}: ${choiceText(trained)}.`,
  ];
  if (heldOut !== null) {
    const scores = [...heldOut.scores].map(
      ([name, score]) => `${metricTitle(name)} ${digits(name, shownScore(name, score))}`,
    );
    lines.push(
      "",
      `On ${counted(heldOut.rows, "row")} held out from all of this: ${scores.join(", ")}.`,
    );
  } else
    lines.push("", "There were too few rows to hold some out: the folds are all that is known.");
  const doubt = doubtText(trained);
  if (doubt !== null) lines.push("", `**${doubt}**`);
  return lines;
}

function importanceSection({ importances, metrics, heldOut }: TrainedTable): Lines {
  const title = metricTitle(metrics.deciding);
  const where = heldOut === null ? "the rows it has learned from" : "the rows held out";
  const lines = [
    "## What counts",
    "",
    `How much worse ${title} is on ${where} when the values of a column are shuffled (mean ± standard deviation of five times).`,
    "",
    `| column | loss of ${title} |`,
    "|---|--:|",
  ];
  for (const { name, loss, deviation } of importances) {
    lines.push(`| ${cell(name)} | ${readable(loss)} ± ${readable(deviation)} |`);
  }
  return lines;
}

function limitSection({ choice, target }: TrainedTable): Lines {
  const lines = [
    "## Limits",
    "",
    "- It knows what these rows show, and repeats what is wrong or unfair in them.",
    "- Outside of the ranges and categories above its answers are guesses; an unknown category counts as none.",
    "- What counts is no cause: to change a column in the world need not change the target.",
  ];
  if (target.rows.length < 100) lines.push("- It has learned from few rows: the scores are rough.");
  if (choice.features.some(({ kind }) => kind === "text")) {
    lines.push("- Of texts it knows single words. A missing text must be given as an empty one.");
  }
  for (const warning of choice.warnings) lines.push(`- ${warning}`);
  return lines;
}

function useSection({ choice }: TrainedTable, context: CardContext): Lines {
  const names = choice.features.map(({ name }) => name);
  const file = JSON.stringify(context.modelFile);
  return [
    "## Use",
    "",
    `    npx picklejar serve ${context.modelFile}`,
    "",
    `In Python, with scikit-learn ${context.sklearn}:`,
    "",
    "```python",
    "import pickle",
    "import pandas",
    "",
    `model = pickle.load(open(${file}, "rb"))`,
    `columns = ${JSON.stringify(names)}`,
    "# By itself pandas reads some numbers wrong in the last digit.",
    'rows = pandas.read_csv("rows.csv", float_precision="round_trip")',
    "model.predict(rows[columns])",
    "```",
    "",
    `${code(context.referenceFile)} holds what the data looked like, column by column, to notice when requests begin to differ:`,
    "ranges and common categories, no rows.",
  ];
}

function code(text: string): string {
  return `\`${show(text, 300).replaceAll("`", "'")}\``;
}

/** A text as a cell of a Markdown table. */
function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll(/[\r\n]+/g, " ");
}
