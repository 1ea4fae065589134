// What of a configuration has the right shape: it is judged against the model although the rest is wrong, so that all
// problems are told at once, and none that only follows from another.

import type { Issue } from "../errors.ts";
import { isPlainObject } from "./config-shapes.ts";
import type { AnswerConfig, ExamplesConfig, FieldConfig, FieldsConfig } from "./field-config.ts";

/** What is said about the inputs and the answer of a model. */
export interface SignatureConfig {
  readonly fields?: FieldsConfig;
  readonly answer?: AnswerConfig | readonly AnswerConfig[];
  readonly examples?: ExamplesConfig;
}

/** @param issues  of the configuration's shape, with paths from its root */
export function soundParts(config: SignatureConfig, issues: readonly Issue[]): SignatureConfig {
  const { fields, answer, examples } = config;
  const of = (part: string): readonly Issue[] => issues.filter(({ path }) => path[0] === part);
  const sound = {
    fields: soundFields(fields, of("fields")),
    answer: soundAnswer(answer, of("answer")),
    // Records are judged by the fields.
    examples: [...of("fields"), ...of("examples")].length === 0 ? examples : undefined,
  };
  return {
    ...(sound.fields && { fields: sound.fields }),
    ...(sound.answer && { answer: sound.answer }),
    ...(sound.examples && { examples: sound.examples }),
  };
}

function soundFields(
  fields: FieldsConfig | undefined,
  issues: readonly Issue[],
): FieldsConfig | undefined {
  if (issues.length === 0) return fields;
  if (fields === undefined || issues.some(({ path }) => path.length === 1)) return undefined;
  if (Array.isArray(fields)) {
    return fields.map((entry: unknown, i) => soundField(entry, below(issues, 1, i)));
  }
  const entries = Object.entries(fields).flatMap(([name, entry]: [string, unknown]) => {
    const amiss = below(issues, 1, name);
    // Without its columns the name is none that the model knows.
    if (amiss.some(({ path }) => path[2] === "dummies")) return [];
    return [[name, soundField(entry, amiss)] as const];
  });
  return Object.fromEntries(entries);
}

/** What other properties are judged by: where one of them is wrong, all of these stay unjudged. */
const judging: readonly unknown[] = ["kind", "choices", "default", "example"];

function soundField(entry: unknown, issues: readonly Issue[]): FieldConfig {
  const left: FieldConfig = without(entry, issues);
  // A misspelt key may be one of them.
  const isDoubtful = issues.some(
    ({ path, code }) => judging.includes(path[2]) || code === "CONFIG_KEY",
  );
  if (!isDoubtful) return left;
  const { kind: _, choices: __, default: ___, example: ____, ...rest } = left;
  return rest;
}

function soundAnswer(
  answer: SignatureConfig["answer"],
  issues: readonly Issue[],
): SignatureConfig["answer"] {
  if (issues.length === 0) return answer;
  if (answer === undefined || issues.some(({ path }) => path.length === 1)) return undefined;
  if (!Array.isArray(answer)) return without(answer, issues, 1);
  return answer.map((entry: unknown, i) => without(entry, below(issues, 1, i)));
}

/** The entry without what is wrong in it; nothing where it is no object. @param depth  of its keys in paths */
function without<T extends object>(entry: unknown, issues: readonly Issue[], depth = 2): T {
  const object = isPlainObject(entry) ? entry : {};
  const wrong = new Set<unknown>(issues.map(({ path }) => path[depth]));
  return Object.fromEntries(Object.entries(object).filter(([key]) => !wrong.has(key))) as T;
}

function below(issues: readonly Issue[], depth: number, key: string | number): readonly Issue[] {
  return issues.filter(({ path }) => path[depth] === key);
}
