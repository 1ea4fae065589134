// The columns that answers add to a table: one per output, and one per class where probabilities are asked for.

import type { OutputField, Signature } from "../../signature/signature.ts";
import type { LabelProbability, PredictedValue, Prediction } from "../prediction.ts";
import { cellWriter } from "./cell-text.ts";

export interface AnswerColumn {
  readonly name: string;
  /** The name it would have, were it not taken. */
  readonly wanted: string;
  readonly kind: "value" | "probability";
  /** Which output it belongs to, and which of its classes or numbers it holds; null = the whole value. */
  readonly output: number;
  readonly part: number | null;
  /** The answer's value in this column; NaN for a probability that there is not. */
  value(prediction: Prediction): PredictedValue;
  /** The same as a cell. */
  cell(prediction: Prediction): string;
  /** Whether numbers stand there as JSON writes them, and nothing for those that are not finite. */
  readonly isNumeric: boolean;
}

export interface ColumnOptions {
  readonly probabilities: boolean;
  readonly delimiter: string;
  /** The columns that are there already: a new one never takes the name of an old one. */
  readonly taken: readonly string[];
}

// A row of more numbers than this stays in one cell, as JSON.
const maxSpread = 1000;

/**
 * The columns of the answers.
 *
 * @param first  an answer of the model, which tells whether a row of numbers is spread over columns; null = there is none
 */
export function answerColumns(
  { outputs }: Signature,
  first: Prediction | null,
  options: ColumnOptions,
): readonly AnswerColumn[] {
  const values = outputs.flatMap((output, i) => {
    const answerIn =
      outputs.length === 1 ? whole : (prediction: Prediction) => itemOf(prediction, i);
    return valueColumns(output, i, answerIn, first, options.delimiter);
  });
  const shares = options.probabilities ? probabilityColumns(outputs, first) : [];
  const taken = new Set(options.taken);
  return [...values, ...shares].map((column) => {
    const name = freeName(column.name, taken);
    taken.add(name);
    return { ...column, name };
  });
}

/** What a column's name was, or is in a file from elsewhere, that has its number instead: `prediction_1`. */
export function numberedName(
  { outputs }: Signature,
  { output, part }: AnswerColumn,
): string | null {
  const name = outputs[output]?.name;
  return name === undefined || part === null ? null : `${name}_${part + 1}`;
}

/** `prediction`, or where there is such a column already `prediction_2`, `prediction_3`, … */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  let number = 2;
  while (taken.has(`${name}_${number}`)) number++;
  return `${name}_${number}`;
}

type AnswerIn = (prediction: Prediction) => PredictedValue;

function whole({ prediction }: Prediction): PredictedValue {
  return prediction;
}

function itemOf({ prediction }: Prediction, i: number): PredictedValue {
  return Array.isArray(prediction) ? (prediction[i] ?? null) : null;
}

function valueColumns(
  output: OutputField,
  position: number,
  answerIn: AnswerIn,
  first: Prediction | null,
  delimiter: string,
): AnswerColumn[] {
  const write = cellWriter(output, delimiter);
  const column = (name: string, part: number | null, value: AnswerIn): AnswerColumn => ({
    name,
    wanted: name,
    kind: "value",
    output: position,
    part,
    value,
    cell: (prediction) => write(value(prediction)),
    // Labels have names of their own.
    isNumeric: (output.classes ?? []).length === 0,
  });
  const { name, kind, width = 0, names } = output;
  const example = kind === "vector" && first !== null ? answerIn(first) : null;
  const isSpread =
    Array.isArray(example) &&
    example.length === width &&
    width <= maxSpread &&
    example.every((item) => !Array.isArray(item));
  if (!isSpread) return [column(name, null, answerIn)];
  return Array.from({ length: width }, (_, i) =>
    column(`${name}_${names?.[i] ?? i + 1}`, i, (prediction) => {
      const value = answerIn(prediction);
      return Array.isArray(value) ? (value[i] ?? null) : null;
    }),
  );
}

/** `probability_setosa`; of several outputs `probability_1_yes`. */
function probabilityColumns(
  outputs: readonly OutputField[],
  first: Prediction | null,
): AnswerColumn[] {
  const isSingle = first === null ? outputs.length === 1 : first.outputProbabilities === undefined;
  return outputs.flatMap(({ classNames = [] }, output) =>
    classNames.map((label, i): AnswerColumn => {
      const value = (prediction: Prediction): number =>
        listOf(prediction, output)?.[i]?.probability ?? Number.NaN;
      const name = isSingle ? `probability_${label}` : `probability_${output + 1}_${label}`;
      return {
        name,
        wanted: name,
        kind: "probability",
        output,
        part: i,
        value,
        cell: (prediction) => {
          const share = value(prediction);
          return Number.isFinite(share) ? String(share) : "";
        },
        isNumeric: true,
      };
    }),
  );
}

function listOf(prediction: Prediction, output: number): readonly LabelProbability[] | undefined {
  return prediction.probabilities ?? prediction.outputProbabilities?.[output];
}
