// The right answer that somebody tells, judged by what the model can answer.

import { type JsonValue, jsonValue } from "../predict/json-value.ts";
import { Fault } from "../signature/issues.ts";
import type { OutputField } from "../signature/signature.ts";
import { nearestName, show } from "../text.ts";

const maxCharacters = 200;

/**
 * @param value  as JSON or a form gives it: numbers may be texts, classes their names or labels; a list where the model answers several values
 * @throws Fault where the model could never have answered so
 */
export function parseRightAnswer(value: unknown, outputs: readonly OutputField[]): JsonValue {
  const [first] = outputs;
  if (first === undefined || outputs.length > 1) {
    if (!Array.isArray(value) || value.length !== outputs.length) {
      throw new Fault("FIELD_KIND", `must be a list of ${outputs.length} values`);
    }
    return outputs.map((output, i) => parseOne(value[i], output));
  }
  return parseOne(value, first);
}

function parseOne(value: unknown, output: OutputField): JsonValue {
  if (value === undefined || value === null || value === "") {
    throw new Fault("FIELD_MISSING", "must say what the right answer is");
  }
  switch (output.kind) {
    case "number":
      return parseNumber(value);
    case "cluster": {
      const number = parseNumber(value);
      if (!Number.isInteger(number)) throw new Fault("FIELD_KIND", "must be a cluster's number");
      return number;
    }
    case "anomaly":
      return parseChoice(value, verdicts);
    case "class":
      return parseClass(value, output);
    case "vector":
      throw new Fault("FIELD_KIND", "cannot be told: this model answers with rows of numbers");
  }
}

function parseNumber(value: unknown): number {
  const text = typeof value === "string" ? value.trim() : value;
  const number = typeof text === "string" && text !== "" ? Number(text) : text;
  if (typeof number === "number" && Number.isFinite(number)) return number;
  throw new Fault("FIELD_KIND", `must be a number${gotText(value)}`);
}

type Choice = readonly [words: readonly string[], value: JsonValue];

const verdicts: readonly Choice[] = [
  [["usual", "1"], 1],
  [["unusual", "-1"], -1],
];

function parseClass(value: unknown, { classes, classNames, labels }: OutputField): JsonValue {
  if (classes === undefined) {
    const isPlain =
      typeof value === "string" || typeof value === "number" || typeof value === "boolean";
    if (isPlain && String(value).length <= maxCharacters) return value;
    throw new Fault("FIELD_KIND", `must be a class of at most ${maxCharacters} characters`);
  }
  const choices = classes.map((known, i): Choice => {
    const name = classNames?.[i] ?? String(known);
    const own = labels?.filter((one) => one.value === name).map(({ label }) => label) ?? [];
    return [[name, String(known), ...own], jsonValue(known)];
  });
  return parseChoice(value, choices);
}

function parseChoice(value: unknown, choices: readonly Choice[]): JsonValue {
  const text = typeof value === "object" ? "" : String(value).trim();
  const found =
    choices.find(([, known]) => known === value) ?? choices.find(([words]) => words.includes(text));
  if (found !== undefined) return found[1];
  const names = choices.map(([[name = ""]]) => name);
  const near = nearestName(text, names);
  const hint = near === null ? "" : `; did you mean ${show(near, 60)}?`;
  const known = names.length <= 8 ? `: ${names.map((name) => show(name, 60)).join(", ")}` : "";
  throw new Fault(
    "FIELD_CHOICE",
    `must be one of the model's answers${known}${gotText(value)}${hint}`,
  );
}

function gotText(value: unknown): string {
  return typeof value === "object" ? "" : `; got ${JSON.stringify(show(String(value), 40))}`;
}
