// What people say the right answer was, held against what the model had answered: how often it was right, how far off.

import { type JsonValue, jsonValue } from "../predict/json-value.ts";
import type { OutputField } from "../signature/signature.ts";
import { show } from "../text.ts";

/** One judgement of an answer. */
export interface Feedback {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The id of the request that was answered. */
  readonly id: string;
  /** The row of many, counted from 0; null where one was asked. */
  readonly row: number | null;
  /** The right answer; a list where the model answers several values. */
  readonly answer: JsonValue;
  /** What the model had answered; undefined where that is not known any more. */
  readonly prediction: JsonValue | undefined;
  readonly note: string | null;
}

/** Judgements that are held: the newest ones, the last one for each answer. */
export const heldFeedback = 1000;

export class FeedbackList {
  readonly #list = new Map<string, Feedback>();

  add(feedback: Feedback): void {
    const key = `${feedback.id}/${feedback.row ?? ""}`;
    this.#list.delete(key);
    this.#list.set(key, feedback);
    const [oldest] = this.#list.keys();
    if (this.#list.size > heldFeedback && oldest !== undefined) this.#list.delete(oldest);
  }

  /** @param from  milliseconds since 1970 */
  since(from: number): Feedback[] {
    return [...this.#list.values()].filter(({ at }) => at >= from);
  }
}

/** How one output fares by feedback. */
export type FeedbackScore =
  | {
      readonly kind: "classes";
      readonly output: string;
      readonly count: number;
      readonly right: number;
      /** Names of the classes that occur, the most frequent ones. */
      readonly classes: readonly string[];
      /** Counts by right class and by predicted class, in the order of `classes`. */
      readonly confusion: readonly (readonly number[])[];
    }
  | {
      readonly kind: "numbers";
      readonly output: string;
      readonly unit: string | undefined;
      readonly count: number;
      /** Mean absolute error. */
      readonly mae: number;
      /** Mean of prediction − right answer. */
      readonly bias: number;
    };

const shownClasses = 8;

/** One score for each output that any feedback with its prediction is about. */
export function feedbackScores(
  list: readonly Feedback[],
  outputs: readonly OutputField[],
): FeedbackScore[] {
  return outputs.flatMap((output, i) => {
    const pairs = list.flatMap(({ answer, prediction }) => {
      if (prediction === undefined) return [];
      const isSeveral = outputs.length > 1;
      return [{ right: part(answer, isSeveral, i), given: part(prediction, isSeveral, i) }];
    });
    if (pairs.length === 0 || output.kind === "vector") return [];
    return [output.kind === "number" ? numberScore(pairs, output) : classScore(pairs, output)];
  });
}

interface Pair {
  readonly right: JsonValue;
  readonly given: JsonValue;
}

function part(value: JsonValue, isSeveral: boolean, position: number): JsonValue {
  return isSeveral && Array.isArray(value) ? (value[position] ?? null) : value;
}

function numberScore(pairs: readonly Pair[], { name, label, unit }: OutputField): FeedbackScore {
  const errors = pairs
    .map(({ right, given }) => Number(given) - Number(right))
    .filter(Number.isFinite);
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);
  return {
    kind: "numbers",
    output: label ?? name,
    unit,
    count: errors.length,
    mae: mean(errors.map(Math.abs)),
    bias: mean(errors),
  };
}

function classScore(pairs: readonly Pair[], output: OutputField): FeedbackScore {
  const named = pairs.map(({ right, given }) => ({
    right: className(right, output),
    given: className(given, output),
  }));
  const counts = new Map<string, number>();
  for (const name of named.flatMap(({ right, given }) => [right, given])) {
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const frequent = [...counts].sort((a, b) => b[1] - a[1]).slice(0, shownClasses);
  const classes = frequent.map(([name]) => name).sort();
  const confusion = classes.map((right) =>
    classes.map(
      (given) => named.filter((one) => one.right === right && one.given === given).length,
    ),
  );
  return {
    kind: "classes",
    output: output.label ?? output.name,
    count: named.length,
    right: named.filter(({ right, given }) => right === given).length,
    classes,
    confusion,
  };
}

/** A label as Python names it. */
function className(value: JsonValue, { classes, classNames }: OutputField): string {
  const position = classes?.findIndex((known) => jsonValue(known) === value) ?? -1;
  return show(classNames?.[position] ?? String(value), 60);
}
