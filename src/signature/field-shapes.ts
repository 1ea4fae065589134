// The shapes of what is said about fields, answers and examples.

import {
  aCell,
  aFullText,
  aList,
  aNumber,
  anObject,
  aRecord,
  aText,
  isPlainObject,
  listOr,
  type Shape,
  shaped,
  textOr,
} from "./config-shapes.ts";
import type { FieldKind } from "./signature.ts";

const kinds: readonly FieldKind[] = ["number", "integer", "category", "boolean", "text"];

const choice: Shape = (value, path, problems) =>
  (isPlainObject(value) ? labelledChoice : aCell)(value, path, problems);

const labelledChoice = anObject(
  new Map([
    ["value", aCell],
    ["label", aFullText],
  ]),
  "choice",
);

const range = shaped(
  (value) => Array.isArray(value) && value.length === 2 && value.every(Number.isFinite),
  "two numbers, the lowest and the highest",
);

const aKind = shaped((value) => kinds.some((kind) => kind === value), `one of ${kinds.join(", ")}`);

const dummies = anObject(
  new Map([
    ["prefix", aFullText],
    ["base", aFullText],
  ]),
  "property of dummies",
);

const field = anObject(
  new Map([
    ["name", aFullText],
    ["label", aFullText],
    ["unit", aText],
    ["help", aText],
    ["kind", aKind],
    ["min", aNumber],
    ["max", aNumber],
    ["usual", range],
    ["step", aNumber],
    ["choices", listOr(aList(choice, "a list"), aRecord(aFullText, "labels by value"))],
    ["dummies", textOr(dummies)],
    ["default", aCell],
    ["example", aCell],
  ]),
  "property of a field",
);

/** `FieldsConfig`. */
export const fieldsShape: Shape = listOr(
  aList(field, "a list of fields"),
  aRecord(field, "fields by name, or a list of them"),
);

const answer = anObject(
  new Map([
    ["name", aFullText],
    ["label", aFullText],
    ["unit", aText],
    ["decimals", aNumber],
    ["text", aFullText],
    ["labels", aRecord(aFullText, "labels by class")],
  ]),
  "property of an answer",
);

/** `AnswerConfig`, or a list of such. */
export const answerShape: Shape = listOr(aList(answer, "a list of answers"), answer);

const example = aRecord(aCell, "a record: values by name");

/** `ExamplesConfig`. */
export const examplesShape: Shape = listOr(
  aList(example, "a list of records"),
  aRecord(example, "a list of records, or records by title"),
);
