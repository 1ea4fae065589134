// The columns of several estimators together: their names, and the encoders that some of them have.

import type { Estimator } from "../estimators/estimator.ts";
import { show } from "../text.ts";
import { columnEncoders } from "./column-encoders.ts";
import { distinctTexts, type Entry } from "./composite-contents.ts";
import { Doubt } from "./composite-doubt.ts";
import { saysColumns } from "./composite-keys.ts";
import type { Part } from "./composite-roles.ts";

export interface Columns {
  readonly names: readonly string[];
  /** The key that holds the names; null where an estimator knows them itself. */
  readonly source: string | null;
}

/**
 * The names of the columns that the first estimator takes; null when nobody knows them, or two lists tell
 * different ones.
 *
 * @param chain  the estimators in order
 */
export function columnsOf(entries: readonly Entry[], chain: readonly Part[]): Columns | null {
  const [first, ...later] = chain.map(({ estimator }) => estimator);
  if (first === undefined) return null;
  const { names, width, kind } = first.inputs;
  if (names !== null) return { names, source: null };
  if (width === null || (kind !== "numbers" && kind !== "table")) return null;
  const lists = entries.flatMap(({ key, value }): readonly Columns[] => {
    const texts = key === null || saysColumns(key) ? distinctTexts(value) : null;
    return texts?.length === width ? [{ names: texts, source: key ?? "a list of names" }] : [];
  });
  const [list, ...others] = lists;
  if (list !== undefined) {
    const agree = others.every(({ names }) => names.every((name, j) => name === list.names[j]));
    return agree ? list : null;
  }
  // Scalers leave columns in their places: what comes after them may know the names.
  if (!chain.slice(0, -1).every(({ estimator }) => estimator.className.endsWith("Scaler"))) {
    return null;
  }
  const known = later.find(({ inputs }) => inputs.names?.length === width)?.inputs.names;
  return known ? { names: known, source: null } : null;
}

export interface ColumnEncoders {
  /** The step that encodes; null where no column has an encoder. */
  readonly step: Estimator | null;
  /** Names of the encoded columns, for display. */
  readonly names: string;
  /** The encoder that is of no column, and so of the target. */
  readonly target: Part | null;
}

/**
 * Encoders by their columns: those of a dict under the column's name, others under a key such as
 * `gender_encoder`. A doubt where one of them is of nothing that is known.
 */
export function encodersOf(
  keyed: readonly Part[],
  grouped: readonly Part[],
  columns: Columns | null,
  first: Estimator,
): ColumnEncoders | Doubt {
  if (keyed.length + grouped.length === 0) return { step: null, names: "", target: null };
  const names = columns?.names ?? [];
  const { kind, width } = first.inputs;
  if (kind !== "numbers" || width !== names.length) {
    return new Doubt("nobody knows the columns' names, which encoders need");
  }
  const encoders = new Map<string, Estimator>();
  const targets: Part[] = [];
  for (const part of grouped) {
    if (names.includes(part.name)) encoders.set(part.name, part.estimator);
    else targets.push(part);
  }
  for (const part of keyed) {
    const column = columnIn(part.name, names);
    if (column === undefined || encoders.has(column)) {
      return new Doubt(`${show(part.name, 40)} is the encoder of no column`);
    }
    encoders.set(column, part.estimator);
  }
  const [target = null] = targets;
  if (targets.length > 1) {
    const [first, second] = targets.map(({ name }) => show(name, 40));
    return new Doubt(`${first} and ${second} are encoders of no column`);
  }
  const encoded = [...encoders.keys()].map((name) => show(name, 40)).join(", ");
  const step = columnEncoders(encoders, names);
  if (step !== null || encoders.size === 0) return { step, names: encoded, target };
  return new Doubt(`an encoder of ${encoded} is no LabelEncoder`);
}

/** `gender_encoder`, `le_gender` → the column `Gender`. */
function columnIn(key: string, names: readonly string[]): string | undefined {
  const affix = "(?:le|enc|encoder|label_?encoder)";
  const plain = key.replace(new RegExp(`^${affix}_|_${affix}$`, "i"), "").toLowerCase();
  const found = names.filter((name) => name.toLowerCase() === plain);
  return found.length === 1 ? found[0] : undefined;
}
