// Which field each entry of a configuration is about, and what the field's name is then.

import type { InputSpec } from "../estimators/estimator.ts";
import { show } from "../text.ts";
import type { ConfigPath, ConfigProblems } from "./config-problems.ts";
import { configuredField } from "./configured-field.ts";
import type { FieldConfig, FieldsConfig } from "./field-config.ts";
import { unnamedField } from "./infer.ts";
import { readableLabel } from "./labels.ts";
import type { Field, Signature } from "./signature.ts";

/** An entry about one field. */
interface Entry {
  readonly position: number;
  readonly config: FieldConfig;
  /** The name that the entry's key gives; null where it only says which field is meant. */
  readonly key: string | null;
  readonly path: ConfigPath;
}

type Known = Pick<Signature, "inputs" | "named">;

/** The fields with what is said about them; what is wrong is noted. */
export function configuredFields(
  signature: Known,
  spec: InputSpec,
  config: FieldsConfig,
  problems: ConfigProblems,
): Known {
  const known = withOpenFields(signature, spec, config, problems);
  const entries = Array.isArray(config)
    ? listedEntries(known, config, problems)
    : namedEntries(known, config as Readonly<Record<string, FieldConfig>>, problems);
  const inputs = [...known.inputs];
  const named = new Set<number>();
  for (const { position, config, key, path } of entries) {
    const field = inputs[position];
    if (field === undefined) continue;
    const name = config.name ?? key;
    if (name !== null) named.add(position);
    const renamed = name === null ? field : { ...field, name, ...readableLabel(name) };
    inputs[position] = configuredField(renamed, spec, config, { path, problems });
  }
  checkNames(inputs, entries, problems);
  const isNamed = known.inputs.length > 0 && named.size === known.inputs.length;
  return { inputs, named: known.named || isNamed };
}

/** A model that takes any width has no fields: then the entries make them, of numbers unless they say otherwise. */
function withOpenFields(
  signature: Known,
  { kind, openRecords, allowsMissing }: InputSpec,
  config: FieldsConfig,
  problems: ConfigProblems,
): Known {
  if (signature.inputs.length > 0) return signature;
  if (openRecords === true || (kind !== "numbers" && kind !== "table")) {
    problems.add(
      ["fields"],
      "CONFIG_VALUE",
      "cannot be told: the model takes records of any fields",
    );
    return signature;
  }
  const count = Array.isArray(config) ? config.length : Object.keys(config).length;
  const field = { kind: "number", nullable: allowsMissing, example: 0 } as const;
  const inputs = Array.from({ length: count }, (_, i) => ({ ...field, ...unnamedField(i) }));
  return { ...signature, inputs };
}

function listedEntries(
  { inputs }: Known,
  config: readonly FieldConfig[],
  problems: ConfigProblems,
): Entry[] {
  if (config.length !== inputs.length) {
    const message = `has ${config.length} entries; the model has ${countOf(inputs.length)}`;
    problems.add(["fields"], "CONFIG_VALUE", message);
    return [];
  }
  return config.map((entry, position) => {
    return { position, config: entry, key: null, path: ["fields", position] };
  });
}

function namedEntries(
  { inputs, named }: Known,
  config: Readonly<Record<string, FieldConfig>>,
  problems: ConfigProblems,
): Entry[] {
  const positions = new Map(inputs.map(({ name }, i) => [name, i]));
  const pairs = Object.entries(config);
  const isOwn = named || pairs.some(([key]) => positions.has(key));
  if (!isOwn) return orderedEntries(inputs, pairs, problems);
  return pairs.flatMap(([key, entry]): Entry[] => {
    const path = ["fields", key];
    const position = positions.get(key);
    if (position !== undefined) return [{ position, config: entry, key: null, path }];
    problems.addKey(path, [...positions.keys()], "field of the model");
    return [];
  });
}

/** Names for a model that knows none: the order of the keys is that of training. */
function orderedEntries(
  inputs: readonly Field[],
  pairs: readonly (readonly [string, FieldConfig])[],
  problems: ConfigProblems,
): Entry[] {
  if (pairs.length === 0) return [];
  if (pairs.length !== inputs.length) {
    const advice = `name all ${inputs.length} in the order of training, or use ${namesOf(inputs)}`;
    const message = `names ${countOf(pairs.length)}, but the model, which knows no names, has ${inputs.length}: ${advice}`;
    problems.add(["fields"], "CONFIG_VALUE", message);
    return [];
  }
  if (pairs.some(([key]) => /^\d+$/.test(key))) {
    const message = "has whole numbers for names, whose order JavaScript does not keep: use a list";
    problems.add(["fields"], "CONFIG_VALUE", message);
    return [];
  }
  return pairs.map(([key, config], position) => {
    return { position, config, key, path: ["fields", key] };
  });
}

function checkNames(
  inputs: readonly Field[],
  entries: readonly Entry[],
  problems: ConfigProblems,
): void {
  const counts = new Map<string, number>();
  for (const { name } of inputs) counts.set(name, (counts.get(name) ?? 0) + 1);
  for (const { position, config, path } of entries) {
    const name = inputs[position]?.name;
    if (name === undefined || (counts.get(name) ?? 0) < 2) continue;
    const at = config.name === undefined ? path : [...path, "name"];
    problems.add(at, "CONFIG_VALUE", `is called ${show(name, 60)}, as another field is`);
  }
}

function countOf(fields: number): string {
  return `${fields} field${fields === 1 ? "" : "s"}`;
}

function namesOf(inputs: readonly Field[]): string {
  const names = inputs.slice(0, 3).map(({ name }) => show(name, 40));
  return names.join(", ") + (inputs.length > names.length ? ", …" : "");
}
