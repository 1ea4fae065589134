// One field for the columns that `pandas.get_dummies` made of it: `town` for `town_Köln` and `town_Ulm`, of which the
// model gets 1 in one and 0 in the others.

import type { Estimator, InputHint, InputSpec } from "../estimators/estimator.ts";
import type { NumberRule } from "../estimators/inputs.ts";
import { floatMatrix } from "../estimators/results.ts";
import type { Cell } from "../estimators/samples.ts";
import { sampleCount } from "../estimators/samples.ts";
import { columnsOf } from "../estimators/table-columns.ts";
import { ConfigProblems } from "../signature/config-problems.ts";
import type { DummiesConfig, FieldsConfig } from "../signature/field-config.ts";
import { fieldsShape } from "../signature/field-shapes.ts";
import { soundParts } from "../signature/sound-parts.ts";
import { show } from "../text.ts";
import { compositeEstimator } from "./composite-estimator.ts";

/** A field that stands for several columns. */
interface Group {
  readonly name: string;
  /** By category: its column, counted from 0; null for the one that has none. */
  readonly columns: ReadonlyMap<Cell, number | null>;
}

/** What the model is asked: one of its columns, or a group of them. */
type Asked = number | Group;

/**
 * The estimator asked by fields of which some stand for several of its columns; itself where the config tells of none.
 *
 * @throws CONFIG_INVALID when the columns are not there
 */
export function withDummies(estimator: Estimator, fields: FieldsConfig | undefined): Estimator {
  const told = fields === undefined ? [] : dummiesIn(fields);
  if (told.length === 0) return estimator;
  const problems = new ConfigProblems();
  const { names, kind } = estimator.inputs;
  if (names === null || kind !== "numbers") {
    for (const [name] of told) {
      const message = "needs a model of numbers that knows its columns' names";
      problems.add(["fields", name, "dummies"], "CONFIG_VALUE", message);
    }
  }
  const groups = told.map(([name, dummies]) => groupOf(name, dummies, names ?? [], problems));
  checkOverlap(groups, names ?? [], problems);
  problems.check();
  return askedByFields(estimator, names ?? [], groups);
}

function dummiesIn(fields: FieldsConfig): readonly (readonly [string, DummiesConfig])[] {
  const problems = new ConfigProblems();
  const shapes = new ConfigProblems();
  fieldsShape(fields, ["fields"], shapes);
  // What has the wrong shape is told with everything else that is wrong, when the signature is configured.
  const { fields: sound = {} } = soundParts({ fields }, shapes.issues);
  const told = Object.entries(sound).flatMap(([name, { dummies }]) =>
    dummies === undefined ? [] : [[name, dummies] as const],
  );
  const [first] = told;
  if (Array.isArray(sound) && first !== undefined) {
    const path = ["fields", Number(first[0]), "dummies"];
    problems.add(path, "CONFIG_VALUE", "needs fields by name, not a list of them");
    problems.check();
  }
  return told;
}

function groupOf(
  name: string,
  dummies: DummiesConfig,
  names: readonly string[],
  problems: ConfigProblems,
): Group {
  const { prefix = "", base } = typeof dummies === "string" ? { prefix: dummies } : dummies;
  const found = names.flatMap((column, i) =>
    column.startsWith(prefix) ? [[column.slice(prefix.length), i] as const] : [],
  );
  const path = ["fields", name, "dummies"];
  if (prefix === "") problems.add(path, "CONFIG_KIND", "must say the columns' prefix");
  else if (found.length === 0 && names.length > 0) {
    problems.add(
      path,
      "CONFIG_VALUE",
      `stands for no column: none begins with ${show(prefix, 60)}`,
    );
  }
  if (base !== undefined && found.some(([category]) => category === base)) {
    problems.add([...path, "base"], "CONFIG_VALUE", "has a column of its own");
  }
  const all = [...(base === undefined ? [] : [[base, null] as const]), ...found];
  const areNumbers = all.every(([category]) => String(Number(category)) === category);
  const columns = new Map<Cell, number | null>(
    all.map(([category, column]) => [areNumbers ? Number(category) : category, column]),
  );
  return { name, columns };
}

/** No column belongs to two fields, and no field is called as a column that is asked by itself. */
function checkOverlap(
  groups: readonly Group[],
  names: readonly string[],
  problems: ConfigProblems,
): void {
  const owner = new Map<number, string>();
  for (const { name, columns } of groups) {
    const path = ["fields", name, "dummies"];
    for (const column of columns.values()) {
      if (column === null) continue;
      const other = owner.get(column);
      if (other !== undefined) {
        const shown = `${show(names[column] ?? "", 60)}, as ${show(other, 60)} does`;
        problems.add(path, "CONFIG_VALUE", `stands for ${shown}`);
      }
      owner.set(column, name);
    }
  }
  for (const { name } of groups) {
    const position = names.indexOf(name);
    if (position < 0 || owner.has(position)) continue;
    problems.add(["fields", name], "CONFIG_VALUE", "is also a column that is asked by itself");
  }
}

function askedByFields(
  estimator: Estimator,
  names: readonly string[],
  groups: readonly Group[],
): Estimator {
  const asked = askedOf(names, groups);
  const asNames = asked.map((one) => (typeof one === "number" ? (names[one] ?? "") : one.name));
  const { allowsMissing } = estimator.inputs;
  const inputs: InputSpec = { kind: "table", width: asked.length, names: asNames, allowsMissing };
  const rule: NumberRule = { className: estimator.className, inputs };
  const step: Estimator = {
    className: "get_dummies",
    path: "pandas.get_dummies",
    role: "transformer",
    writtenBy: estimator.writtenBy,
    params: new Map(),
    inputs,
    classes: null,
    outputs: 1,
    transformWidth: names.length,
    children: [],
    hints: () => hintsOf(asked, estimator.hints()),
    transform(samples) {
      const rows = sampleCount(samples);
      const data = new Float64Array(rows * names.length);
      for (const [j, values] of columnsOf(samples, rule).entries()) {
        const one = asked[j] ?? 0;
        for (let row = 0; row < rows; row++) {
          const value = values[row] ?? null;
          const at = typeof one === "number" ? one : (one.columns.get(value) ?? null);
          if (at === null) continue;
          data[row * names.length + at] = typeof one === "number" ? numberOf(value) : 1;
        }
      }
      return floatMatrix(data, rows, names.length);
    },
  };
  const parts = { predictor: estimator, names: asNames, labels: null, targetTransformer: null };
  return compositeEstimator({ ...parts, transformers: [step] });
}

/** In the order of the model's columns, each group where its first column stands. */
function askedOf(names: readonly string[], groups: readonly Group[]): readonly Asked[] {
  const groupAt = new Map<number, Group>();
  for (const group of groups) {
    for (const column of group.columns.values()) if (column !== null) groupAt.set(column, group);
  }
  const asked = new Set<Asked>(names.map((_, column) => groupAt.get(column) ?? column));
  return [...asked];
}

/** What the model knows of its columns; of a group, its categories. */
function hintsOf(
  asked: readonly Asked[],
  known: readonly InputHint[] | null,
): readonly InputHint[] {
  return asked.map((one) =>
    typeof one === "number"
      ? (known?.[one] ?? {})
      : { choices: [...one.columns.keys()], missing: false },
  );
}

function numberOf(value: Cell): number {
  return value === null ? Number.NaN : Number(value);
}
