// The columns that are learned from, chosen among those of the file.

import type { Cell } from "../../estimators/samples.ts";
import { takeNumbers } from "../model-selection/rows.ts";
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

function shellWord(name: string): string {
  return /^[\w.-]+$/.test(name) ? name : JSON.stringify(name);
}
