// What a model is asked and what it answers, field by field: which fields are counted, and how.

import type { InputRow, PredictedValue } from "../predict/prediction.ts";
import type { Field, OutputField, Signature } from "../signature/signature.ts";
import { cellsPerField, nameOf, Sketch, type SketchOptions } from "./sketch.ts";

/** Inputs beyond these are not counted: nobody looks through so many. */
export const countedInputs = 100;

const countedOutputs = 12;

/** The sketches of one model's fields. A row of cells holds all of them. */
export class Shapes {
  readonly inputs: readonly Sketch[];
  readonly outputs: readonly Sketch[];
  readonly cells: number;
  readonly #fields: readonly { readonly name: string; readonly position: number }[];
  readonly #outputFields: readonly OutputField[];
  readonly #width: number;

  /** @param keepsValues  whether values that the model does not know itself may be called by their names */
  constructor(signature: Signature, keepsValues: boolean) {
    const inputs = signature.inputs
      .map((field, position) => ({ field, position }))
      .filter(({ field }) => field.unused !== true)
      .slice(0, countedInputs);
    // A row of numbers has no distribution that one picture shows.
    const outputs = signature.outputs.filter(({ kind }) => kind !== "vector");
    this.#outputFields = outputs.slice(0, countedOutputs);
    this.#width = signature.outputs.length;
    this.#fields = inputs.map(({ field, position }) => ({ name: field.name, position }));
    this.inputs = inputs.map(
      ({ field }, i) => new Sketch(inputOptions(field, keepsValues), i * cellsPerField),
    );
    this.outputs = this.#outputFields.map(
      (output, i) => new Sketch(outputOptions(output), (inputs.length + i) * cellsPerField),
    );
    this.cells = (inputs.length + this.outputs.length) * cellsPerField;
  }

  /** @param rows  the rows of cells that an answer counts in */
  add(
    rows: readonly Float64Array[],
    inputs: InputRow | null,
    answer: PredictedValue | undefined,
  ): void {
    if (inputs !== null) this.#addInputs(rows, inputs);
    if (answer === undefined) return;
    const isSeveral = this.#width > 1 && Array.isArray(answer);
    for (let i = 0; i < this.outputs.length; i++) {
      this.outputs[i]?.add(rows, this.#valueOf(i, isSeveral ? answer[i] : answer));
    }
  }

  /** Labels are counted under the names that Python gives them. */
  #valueOf(position: number, value: PredictedValue): unknown {
    const { kind, classes, classNames } = this.#outputFields[position] ?? {};
    if (kind !== "class" || typeof value === "string") return value;
    const index = classes?.indexOf(value as (typeof classes)[number]) ?? -1;
    return classNames?.[index] ?? value;
  }

  #addInputs(rows: readonly Float64Array[], inputs: InputRow): void {
    for (let i = 0; i < this.#fields.length; i++) {
      const field = this.#fields[i];
      if (field === undefined) continue;
      this.inputs[i]?.add(rows, valueIn(inputs, field.name, field.position));
    }
  }
}

const truths: readonly (readonly [string, string])[] = [
  ["True", "true"],
  ["1", "true"],
  ["False", "false"],
  ["0", "false"],
];

function valueIn(row: InputRow, name: string, position: number): unknown {
  if (typeof row === "string") return row;
  if (Array.isArray(row)) return row[position];
  if (row instanceof Map) return row.get(name);
  const record = row as Readonly<Record<string, unknown>>;
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

function inputOptions(field: Field, keepsValues: boolean): SketchOptions {
  const { name, label, unit, kind, usual, choices, choiceLabels } = field;
  const isNumber = kind === "number" || kind === "integer";
  if (isNumber) return { name, label, unit, kind: "number", usual, namesValues: false };
  if (kind === "text") {
    return { name, label, unit: "characters", kind: "length", namesValues: false };
  }
  const values = kind === "boolean" ? (choices ?? [true, false]) : choices;
  const known = values?.map(nameOf);
  const aliases = new Map(choiceLabels?.map((text, i) => [text, known?.[i] ?? text]));
  if (kind === "boolean") for (const [text, name] of truths) aliases.set(text, name);
  return { name, label, unit, kind: "category", known, aliases, namesValues: keepsValues };
}

function outputOptions({
  name,
  label = name,
  unit,
  kind,
  classes,
  classNames,
}: OutputField): SketchOptions {
  if (kind === "number") return { name, label, unit, kind: "number", namesValues: false };
  const known = classNames ?? classes?.map(nameOf);
  const ofVerdict = kind === "anomaly" ? ["1", "-1"] : undefined;
  return { name, label, unit, kind: "category", known: known ?? ofVerdict, namesValues: true };
}
