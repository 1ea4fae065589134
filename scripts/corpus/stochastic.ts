// Answers that draw random numbers: what was given must come back, what was missing may be anything.

import { type CorpusPart, plainCell } from "./cases.ts";
import type { Answer } from "./compare.ts";

/**
 * The expected answers with our own numbers in every cell that was missing in the input. Everything else is left,
 * so that shapes and known cells are still compared.
 */
export function withoutDraws(expected: unknown, { input }: CorpusPart, answer: Answer): unknown {
  if (!Array.isArray(expected) || !("kind" in answer) || answer.kind !== "array") return expected;
  const { data, shape } = answer;
  const [, width = 1] = shape;
  return expected.map((row: unknown, i) => {
    const given = input.rows[i];
    if (!Array.isArray(row) || !Array.isArray(given)) return row;
    return row.map((cell: unknown, j) => {
      const isDrawn = j < given.length && (given[j] === null || Number.isNaN(plainCell(given[j])));
      return isDrawn ? data[i * width + j] : cell;
    });
  });
}
