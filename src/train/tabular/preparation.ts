// What the columns that are learned from become before a model sees them.

import type { Samples } from "../../estimators/samples.ts";
import { type ColumnGroup, ColumnTransformer } from "../compose/column-transformer.ts";
import { Pipeline } from "../compose/pipeline.ts";
import { TfidfVectorizer } from "../feature-extraction/tfidf.ts";
import { takeNumbers } from "../model-selection/rows.ts";
import { OneHotEncoder } from "../preprocessing/encoders.ts";
import { StandardScaler } from "../preprocessing/scalers.ts";
import { SimpleImputer } from "../preprocessing/simple-imputer.ts";
import type { Trainable } from "../trainable.ts";
import type { NamedSamples } from "../training-data.ts";
import { type Column, tellingShare } from "./column-kind.ts";

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
