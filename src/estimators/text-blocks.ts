// Many texts answered some at a time: what vectorizers make of a few stays in the processor's cache until the last
// step has read it, and never fills the memory.

import type { Answers } from "./delegation.ts";
import type { ArrayResult, Cell, Samples } from "./samples.ts";

const blockTexts = 256;

/** Fewer features than these take little room. */
const leastFeatures = 1024;

type RowAnswer = ArrayResult | readonly ArrayResult[];

/**
 * The same answers; those with something to say of each row by itself are asked block by block.
 *
 * @param features  that texts become before the last step; null when not known
 */
export function inTextBlocks(answers: Answers, features: number | null): Answers {
  if (features === null || features < leastFeatures) return answers;
  const { predict, predictProba, predictLogProba, decisionFunction } = answers;
  return {
    ...answers,
    ...(predict && { predict: byBlocks(predict, joined) }),
    ...(predictProba && { predictProba: byBlocks(predictProba, joinedAnswers) }),
    ...(predictLogProba && { predictLogProba: byBlocks(predictLogProba, joinedAnswers) }),
    ...(decisionFunction && { decisionFunction: byBlocks(decisionFunction, joined) }),
  };
}

function byBlocks<T>(
  method: (samples: Samples) => T,
  join: (parts: readonly T[]) => T,
): (samples: Samples) => T {
  return (samples) => {
    if (samples.kind !== "texts" || samples.values.length <= blockTexts) return method(samples);
    const parts: T[] = [];
    for (let from = 0; from < samples.values.length; from += blockTexts) {
      const values = samples.values.slice(from, from + blockTexts);
      parts.push(method({ kind: "texts", values }));
    }
    return join(parts);
  };
}

function joinedAnswers(parts: readonly RowAnswer[]): RowAnswer {
  const [first] = parts;
  if (first === undefined || "kind" in first) return joined(parts.flat());
  return first.map((_, output) =>
    joined(parts.flatMap((part) => ("kind" in part ? [] : (part[output] ?? [])))),
  );
}

/** Answers one below the other. */
function joined(parts: readonly ArrayResult[]): ArrayResult {
  const [first] = parts;
  const rows = parts.reduce((sum, { shape }) => sum + (shape[0] ?? 0), 0);
  const data = parts.map((part) => part.data);
  return {
    kind: "array",
    shape: [rows, ...(first?.shape.slice(1) ?? [])],
    type: first?.type ?? "object",
    data: data.every(isTyped) ? numbersOf(data) : cellsOf(data),
  };
}

function isTyped(data: ArrayResult["data"]): data is Float64Array {
  return data instanceof Float64Array;
}

function numbersOf(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  for (const part of parts) {
    all.set(part, end);
    end += part.length;
  }
  return all;
}

function cellsOf(parts: readonly ArrayResult["data"][]): readonly Cell[] {
  const all: Cell[] = [];
  for (const part of parts) for (const cell of part) all.push(cell);
  return all;
}
