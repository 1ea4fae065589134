// A value judged against the choices of its field: text, whole and broken numbers, booleans, each its own kind.

import { CategoryIndex } from "../estimators/category-index.ts";
import type { Cell } from "../estimators/samples.ts";
import { show } from "../text.ts";
import { parseDecimal } from "./decimal.ts";
import { kindFault, notFinite, quote, readMissing, readOther, type ValueReader } from "./faults.ts";
import { Fault, type Findings } from "./issues.ts";
import { numberAdvice } from "./number-advice.ts";
import type { Field } from "./signature.ts";

const shownChoices = 8;

/** The choices of a field, looked up by kind: "5" and 5 are different choices. */
interface Choices {
  readonly field: Field;
  readonly texts: ReadonlySet<string>;
  readonly numbers: CategoryIndex;
  /** Integers beyond 2^53, by their digits. */
  readonly large: ReadonlyMap<string, bigint>;
  readonly booleans: ReadonlySet<boolean>;
  /** As texts: the values, and the labels where people read others; for "did you mean". */
  readonly names: readonly string[];
}

/** Prepares the judging of a category's values: exact, since a model knows `Centre` and not `centre`. */
export function readChoice(field: Field): ValueReader {
  const choices = indexChoices(field);
  return (value, row, findings) => {
    const known = findChoice(choices, value);
    if (known !== undefined) return known;
    if (typeof value === "string") return readUnknownText(choices, value, row, findings);
    if (typeof value === "number") return readUnknownNumber(choices, value, row, findings);
    if (typeof value === "boolean" || typeof value === "bigint") {
      return notAChoice(choices, String(value), "");
    }
    return readOther(field, "one value", value);
  };
}

function indexChoices(field: Field): Choices {
  const all = field.choices ?? [];
  return {
    field,
    texts: new Set(all.filter((choice) => typeof choice === "string")),
    numbers: new CategoryIndex(all.filter((choice) => typeof choice === "number")),
    large: new Map(
      all.filter((choice) => typeof choice === "bigint").map((choice) => [String(choice), choice]),
    ),
    booleans: new Set(all.filter((choice) => typeof choice === "boolean")),
    names: [...new Set([...(field.choiceLabels ?? []), ...all.map(String)])],
  };
}

function findChoice(choices: Choices, value: unknown): Cell | undefined {
  if (typeof value === "number") return isNumberOf(choices, value) ? value : undefined;
  if (typeof value === "boolean") return choices.booleans.has(value) ? value : undefined;
  if (typeof value === "bigint") {
    const small = Number(value);
    if (BigInt(small) === value && isNumberOf(choices, small)) return small;
    return choices.large.get(String(value));
  }
  if (typeof value !== "string") return undefined;
  if (choices.texts.has(value)) return value;
  const number = parseDecimal(value);
  if (number !== null && isNumberOf(choices, number)) return number;
  if (choices.large.size > 0) {
    const large = choices.large.get(value.trim().replace(/^\+/, ""));
    if (large !== undefined) return large;
  }
  if (choices.booleans.size === 0) return undefined;
  const truth = value.trim().toLowerCase() === "true";
  const isTruth = truth || value.trim().toLowerCase() === "false";
  return isTruth && choices.booleans.has(truth) ? truth : undefined;
}

function isNumberOf({ numbers }: Choices, value: number): boolean {
  return numbers.numberOf(value) >= 0;
}

function readUnknownText(
  choices: Choices,
  text: string,
  row: number,
  findings: Findings,
): Cell | Fault {
  const { field } = choices;
  const trimmed = text.trim();
  if (trimmed === "" || (field.nullable && trimmed.toLowerCase() === "nan")) {
    return readMissing(field);
  }
  if (field.open === true) {
    const number = parseDecimal(text);
    const isNumeric = choices.numbers.numberCount > 0 && choices.texts.size === 0;
    if (!isNumeric) return warnUnseen(choices, text, row, findings);
    if (number !== null && Number.isFinite(number)) {
      return warnUnseen(choices, number, row, findings);
    }
    return kindFault(field, "a number", quote(text));
  }
  const isWorded = choices.texts.size > 0 || field.choiceLabels !== undefined;
  const suggestion = isWorded ? findings.suggestion(text, choices.names) : "";
  const advice = suggestion === "" && choices.texts.size === 0 ? numberAdvice(text) : suggestion;
  return notAChoice(choices, quote(text), advice);
}

function readUnknownNumber(
  choices: Choices,
  number: number,
  row: number,
  findings: Findings,
): Cell | Fault {
  const { field } = choices;
  if (Number.isNaN(number)) return field.nullable ? null : notFinite(field, "NaN");
  if (!Number.isFinite(number)) return notFinite(field, "infinity");
  if (choices.large.size > 0 && !Number.isSafeInteger(number)) {
    const got = `${number}, which may have lost its last digits; send it as a text`;
    return kindFault(field, "one of its choices exactly", got);
  }
  if (field.open === true && choices.numbers.numberCount > 0) {
    return warnUnseen(choices, number, row, findings);
  }
  const text = String(number);
  const advice = choices.texts.has(text) ? `; did you mean the text "${text}"?` : "";
  return notAChoice(choices, text, advice);
}

function warnUnseen(choices: Choices, value: Cell, row: number, findings: Findings): Cell {
  const { label } = choices.field;
  const isText = typeof value === "string";
  const shown = isText ? quote(value) : String(value);
  const advice = isText ? findings.suggestion(value, choices.names) : "";
  findings.warn(row, `${label} = ${shown} did not occur in the training data${advice || "."}`);
  return value;
}

function notAChoice(choices: Choices, got: string, advice: string): Fault {
  const { field } = choices;
  const all = field.choices ?? [];
  const some = all.slice(0, shownChoices).map((_, i) => choiceWords(field, i));
  const list = some.join(", ") + (all.length > some.length ? `, … (${all.length} in all)` : "");
  const end = advice === "" ? "." : advice;
  return new Fault("FIELD_CHOICE", `${field.label} must be one of ${list}; got ${got}${end}`);
}

/** A choice as messages name it: its value, with its label where that is another: `0 (woman)`. */
export function choiceWords({ choices, choiceLabels }: Field, position: number): string {
  const value = show(String(choices?.[position]), 40);
  const label = show(choiceLabels?.[position] ?? value, 40);
  return label === value ? value : `${value} (${label})`;
}
