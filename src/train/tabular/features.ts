// The columns that are learned from, chosen among those of the file; and what they become before a model sees them.

import type { Cell, Samples } from "../../estimators/samples.ts";
import { type ColumnGroup, ColumnTransformer } from "../compose/column-transformer.ts";
import { Pipeline } from "../compose/pipeline.ts";
import { TfidfVectorizer } from "../feature-extraction/tfidf.ts";
import { takeNumbers } from "../model-selection/rows.ts";
import { OneHotEncoder } from "../preprocessing/encoders.ts";
import { StandardScaler } from "../preprocessing/scalers.ts";
import { SimpleImputer } from "../preprocessing/simple-imputer.ts";
import type { Trainable } from "../trainable.ts";
import type { NamedSamples } from "../training-data.ts";
import type { Column } from "./column-kind.ts";
import type { TargetColumn } from "./target-column.ts";

/** A column that is not learned from. */
export interface LeftOut {
  readonly name: string;
  readonly reason: string;
}

export interface FeatureChoice {
  readonly features: readonly Column[];
  readonly leftOut: readonly LeftOut[];
  readonly warnings: readonly string[];
}

const learned: ReadonlySet<string> = new Set(["number", "category", "boolean", "text"]);
const mostlyMissing = 0.95;
// With fewer cells, some fold would have none.
const fewestKnown = 10;
const oftenMissing = 0.5;

/** Chooses by kind, and looks for copies of the target and of each other. */
export function chooseFeatures(columns: readonly Column[], target: TargetColumn): FeatureChoice {
  const features: Column[] = [];
  const leftOut: LeftOut[] = [];
  const warnings: string[] = [];
  for (const column of columns) {
    const { name, isChosen, values, missing } = column;
    const reason =
      reasonAgainst(column) ?? (isChosen ? null : copyReason(column, features, target));
    if (reason !== null) {
      leftOut.push({ name, reason });
      continue;
    }
    features.push(column);
    const share = missing / values.length;
    if (share > oftenMissing) {
      warnings.push(`${name}: ${Math.round(100 * share)} % of the cells are missing.`);
    }
    if (leaks(column, target)) {
      warnings.push(
        `${name} tells ${target.name} almost exactly. If it is known only afterwards, leave it out: --drop ${shellWord(name)}.`,
      );
    }
  }
  return { features, leftOut, warnings };
}

function reasonAgainst({ kind, reason, missing, values, isChosen }: Column): string | null {
  if (kind === "date")
    return "dates: scikit-learn has no step of its own for them; add columns such as year or month";
  if (!learned.has(kind)) return reason ?? kind;
  const known = values.length - missing;
  if (missing > mostlyMissing * values.length || (known < fewestKnown && missing > known)) {
    if (!isChosen)
      return `${Math.round((100 * missing) / values.length)} % of the cells are missing`;
  }
  if (kind === "text" && !sharesWords(values)) return "its texts have hardly a word in common";
  return null;
}

const lookedTexts = 5000;
const fewestShared = 5;

/** Whether some words occur in several texts, without which nothing is learned from them. */
function sharesWords(values: Column["values"]): boolean {
  const counts = new Map<string, number>();
  let shared = 0;
  for (let row = 0; row < Math.min(values.length, lookedTexts); row++) {
    const words =
      String(values[row] ?? "")
        .toLowerCase()
        .match(/[\p{L}\p{N}_]{2,}/gu) ?? [];
    for (const word of new Set(words)) {
      const count = (counts.get(word) ?? 0) + 1;
      counts.set(word, count);
      if (count === 2) shared++;
    }
    if (shared >= fewestShared) return true;
  }
  return false;
}

function copyReason(
  column: Column,
  features: readonly Column[],
  target: TargetColumn,
): string | null {
  if (isCopy(column, target))
    return `it is ${target.name} itself in other words; learning from it would be no prediction`;
  const twin = features.find((other) => isTwin(column, other));
  return twin === undefined ? null : `it is the same as ${twin.name}`;
}

function isTwin(a: Column, b: Column): boolean {
  if (a.kind !== b.kind || a.missing !== b.missing || a.distinct !== b.distinct) return false;
  for (let row = 0; row < a.values.length; row++) {
    if (!Object.is(a.values[row], b.values[row])) return false;
  }
  return true;
}

/** Of two columns of numbers: how far one is a straight line of the other, in [0, 1]. */
function correlation(column: Column, target: TargetColumn): number {
  if (!(column.values instanceof Float64Array) || !(target.y instanceof Float64Array)) return 0;
  const [x, y] = [takeNumbers(column.values, target.rows), target.y];
  const known = Array.from(x.keys()).filter((i) => !Number.isNaN(x[i]));
  if (known.length < 10 || known.length < x.length / 2) return 0;
  let [meanX, meanY] = [0, 0];
  for (const i of known) {
    meanX += (x[i] ?? 0) / known.length;
    meanY += (y[i] ?? 0) / known.length;
  }
  let [xx, yy, xy] = [0, 0, 0];
  for (const i of known) {
    const [dx, dy] = [(x[i] ?? 0) - meanX, (y[i] ?? 0) - meanY];
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  return xx === 0 || yy === 0 ? 0 : Math.abs(xy) / Math.sqrt(xx * yy);
}

/** Whether a column is the target, in other units or other words. */
function isCopy(column: Column, target: TargetColumn): boolean {
  if (target.task === "regression") return correlation(column, target) > 1 - 1e-9;
  return target.rows.length >= 20 && labelsByValue(column, target) === "one to one";
}

function leaks(column: Column, target: TargetColumn): boolean {
  if (target.task === "regression") return correlation(column, target) > 0.999;
  return target.rows.length >= 50 && labelsByValue(column, target) !== null;
}

// With more values than this, that each has one label may be chance.
const mostValues = 50;

/** Whether each value of a column goes with a single label. */
function labelsByValue(
  { values, distinct }: Column,
  { rows, y }: TargetColumn,
): "one to one" | "many to one" | null {
  if (distinct > Math.min(mostValues, rows.length / 5)) return null;
  const labels = new Map<Cell, Cell>();
  for (const [i, row] of rows.entries()) {
    const value = values[row] ?? null;
    const label = y[i] ?? null;
    if (!labels.has(value)) labels.set(value, label);
    else if (labels.get(value) !== label) return null;
  }
  return new Set(labels.values()).size === labels.size ? "one to one" : "many to one";
}

/** The rows of the features as samples: a matrix where all are numbers, else a table. */
export function featureSamples(features: readonly Column[], rows: Int32Array): NamedSamples {
  const names = features.map(({ name }) => name);
  return { samples: samplesOf(features, rows), names };
}

function samplesOf(features: readonly Column[], rows: Int32Array): Samples {
  if (features.every(({ values }) => values instanceof Float64Array)) {
    const columns = features.length;
    const data = new Float64Array(rows.length * columns);
    for (const [j, { values }] of features.entries()) {
      for (let i = 0; i < rows.length; i++) {
        data[i * columns + j] = Number(values[rows[i] ?? 0] ?? Number.NaN);
      }
    }
    return { kind: "dense", data, rows: rows.length, columns };
  }
  const columns = features.map(({ name, kind, values }) => {
    if (values instanceof Float64Array) return { name, values: takeNumbers(values, rows) };
    const fill = kind === "text" ? "" : null;
    return { name, values: Array.from(rows, (row) => values[row] ?? fill) };
  });
  return { kind: "table", rows: rows.length, columns };
}

// Where so many cells are missing, that one is missing may tell something.
const tellingShare = 0.05;

/** Whether missing cells are a category of their own; else they become the commonest one. */
export function isOwnCategory({ kind, values, missing }: Column): boolean {
  const isWord = kind === "category" && !(values instanceof Float64Array);
  return isWord && missing >= tellingShare * values.length;
}

/** How features are prepared. */
export interface PreparationOptions {
  /** Whether numbers are centred and scaled: for models that weigh columns by their size. */
  readonly scaled: boolean;
  /** Whether the answer may be sparse. */
  readonly sparse: boolean;
  /** Rows that will be learned from. */
  readonly rows: number;
}

/** The most words of a text column that are looked at: the commonest ones, fewer where each is a column of its own. */
function mostTerms(sparse: boolean): number {
  return sparse ? 5000 : 200;
}

/**
 * What stands before the model in its pipeline; null where numbers go in as they are.
 *
 * Columns with and without missing cells are apart, so that a form asks for what was never missing.
 */
export function preparation(
  features: readonly Column[],
  options: PreparationOptions,
): Trainable | null {
  const groups = groupsOf(features, options);
  const [only] = groups;
  if (groups.length === 1 && only !== undefined && typeof only[2] !== "string") {
    return only[1] === "passthrough" ? null : (only[1] as Trainable);
  }
  return new ColumnTransformer(groups, options.sparse ? {} : { sparseThreshold: 0 });
}

function groupsOf(
  features: readonly Column[],
  { scaled, sparse, rows }: PreparationOptions,
): ColumnGroup[] {
  const groups: ColumnGroup[] = [];
  const add = (
    name: string,
    transformer: () => Trainable | "passthrough",
    wanted: (column: Column) => boolean,
  ): void => {
    const names = features.filter(wanted).map((column) => column.name);
    if (names.length > 0) groups.push([name, transformer(), names]);
  };
  const isNumber = ({ kind }: Column): boolean => kind === "number";
  const isCategory = ({ kind }: Column): boolean => kind === "category" || kind === "boolean";
  const encoder = (): Trainable => new OneHotEncoder({ handleUnknown: "ignore" });
  add(
    "numbers",
    () => (scaled ? new StandardScaler() : "passthrough"),
    (c) => isNumber(c) && c.missing === 0,
  );
  add(
    "numbers_with_gaps",
    () => {
      const fill = new SimpleImputer({ strategy: "mean" });
      return scaled
        ? new Pipeline([
            ["fill", fill],
            ["scale", new StandardScaler()],
          ])
        : fill;
    },
    (c) => isNumber(c) && c.missing > 0,
  );
  add("categories", encoder, (c) => isCategory(c) && c.missing === 0);
  add(
    "categories_with_gaps",
    () => {
      const fill = new SimpleImputer({ strategy: "constant", fillValue: "missing" });
      return new Pipeline([
        ["fill", fill],
        ["encode", encoder()],
      ]);
    },
    (c) => isCategory(c) && c.missing > 0 && isOwnCategory(c),
  );
  add(
    "categories_with_few_gaps",
    () => {
      const fill = new SimpleImputer({ strategy: "most_frequent" });
      return new Pipeline([
        ["fill", fill],
        ["encode", encoder()],
      ]);
    },
    (c) => isCategory(c) && c.missing > 0 && !isOwnCategory(c),
  );
  for (const { name, kind } of features) {
    if (kind !== "text") continue;
    const terms = new TfidfVectorizer({
      minDf: rows >= 200 ? 2 : 1,
      maxFeatures: mostTerms(sparse),
    });
    groups.push([`terms_of_${name.replaceAll("__", "_")}`, terms, name]);
  }
  return groups;
}

/** About how many columns a model sees. @param sparse  whether it learns from sparse ones */
export function preparedWidth(features: readonly Column[], sparse: boolean): number {
  return features.reduce((sum, { kind, distinct, missing }) => {
    if (kind === "number") return sum + 1;
    return (
      sum +
      (kind === "text"
        ? Math.min(mostTerms(sparse), 10 * distinct)
        : distinct + (missing > 0 ? 1 : 0))
    );
  }, 0);
}

function shellWord(name: string): string {
  return /^[\w.-]+$/.test(name) ? name : JSON.stringify(name);
}
