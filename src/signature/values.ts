// One value of a request judged against its field: the same rules for JSON, forms, query strings and CSV.

import { choiceWords, readChoice } from "./choices.ts";
import { isInfinity, isMissingNumber, parseDecimal } from "./decimal.ts";
import {
  type Judged,
  kindFault,
  notFinite,
  quote,
  readMissing,
  readOther,
  type ValueReader,
} from "./faults.ts";
import { Fault } from "./issues.ts";
import { numberAdvice } from "./number-advice.ts";
import { restrictedReader } from "./restrictions.ts";
import type { Field } from "./signature.ts";

/** Prepares what judging the field's values needs. */
export function valueReader(field: Field): ValueReader {
  return restrictedReader(field, plainReader(field));
}

function plainReader(field: Field): ValueReader {
  if (field.unused === true) return () => null;
  switch (field.kind) {
    case "number":
    case "integer":
      return (value) => readNumber(field, value);
    case "text":
      return (value) => readText(field, value);
    case "boolean":
      return (value) => readBoolean(field, value);
    case "category":
      return readChoice(field);
  }
}

/**
 * Finite numbers, and texts that are plain decimals. Whether the field looks whole is only a guess from
 * training data, so 2.5 is never refused.
 */
function readNumber(field: Field, value: unknown): Judged {
  if (typeof value === "bigint") value = Number(value);
  if (typeof value === "string") {
    const number = parseDecimal(value);
    if (number === null) return readOddNumber(field, value);
    if (Number.isFinite(number)) return number;
    return new Fault("FIELD_NOT_FINITE", `${field.label} is too large: got ${quote(value)}.`);
  }
  if (typeof value === "number") {
    if (Number.isFinite(value)) return value;
    if (Number.isNaN(value)) return field.nullable ? null : notFinite(field, "NaN");
    return notFinite(field, value > 0 ? "infinity or a larger number than there are" : "-infinity");
  }
  if (typeof value === "boolean") return readTruth(field, value);
  return readOther(field, "a number", value);
}

/** scikit-learn counts true as 1, silently. Here only where the model was trained on nothing but 0 and 1. */
function readTruth(field: Field, value: boolean): Judged {
  const number = value ? 1 : 0;
  if (field.kind === "integer" && field.usual?.low === 0 && field.usual.high === 1) return number;
  return kindFault(field, "a number", `${value}; send ${number} if that is meant`);
}

function readOddNumber(field: Field, text: string): Judged {
  if (text.trim() === "") return readMissing(field);
  if (isMissingNumber(text)) {
    return field.nullable ? null : notFinite(field, `${quote(text)}; the model needs a value`);
  }
  if (isInfinity(text)) return notFinite(field, quote(text) + suchAs(field));
  const word = text.trim();
  // As pandas writes and reads them.
  if (/^(True|TRUE|true)$/.test(word)) return readTruth(field, true);
  if (/^(False|FALSE|false)$/.test(word)) return readTruth(field, false);
  return kindFault(field, "a number", quote(text) + (numberAdvice(text) || suchAs(field)));
}

function suchAs({ example, usual }: Field): string {
  // An example without a usual range is but a guess.
  const isKnown = typeof example === "number" && usual !== undefined;
  return `; write a number such as ${isKnown ? example : 12.5}`;
}

function readText(field: Field, value: unknown): Judged {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "bigint" || typeof value === "boolean") {
    if (Number.isNaN(value)) return readMissing(field);
    return kindFault(field, "a text", `${value}; send "${value}" if that is meant`);
  }
  return readOther(field, "a text", value);
}

/** true and false, 1 and 0, and the words of forms. */
function readBoolean(field: Field, value: unknown): Judged {
  if (typeof value === "boolean") return value;
  if (value === 1 || value === 0) return value === 1;
  if (typeof value === "string") {
    const word = value.trim().toLowerCase();
    if (["true", "yes", "on", "1"].includes(word)) return true;
    if (["false", "no", "off", "0"].includes(word)) return false;
    if (word === "" || (field.nullable && isMissingNumber(word))) return readMissing(field);
    return kindFault(field, truthWords(field), `${quote(value)}; yes, no, 1 and 0 are taken too`);
  }
  if (Number.isNaN(value)) return readMissing(field);
  if (typeof value === "number" || typeof value === "bigint") {
    return kindFault(field, truthWords(field), String(value));
  }
  return readOther(field, truthWords(field), value);
}

function truthWords(field: Field): string {
  const { choices, choiceLabels } = field;
  if (choices === undefined || choiceLabels === undefined) return "true or false";
  return choices.map((_, i) => choiceWords(field, i)).join(" or ");
}
