// Texts from samples: as they are, or the only column of a table.

import type { InputSpec } from "../../estimator.ts";
import { type NumberRule, wrongKind } from "../../inputs.ts";
import type { Cell, Samples } from "../../samples.ts";

/** What a vectorizer takes. */
export const textInputs: InputSpec = {
  kind: "texts",
  width: 1,
  names: null,
  allowsMissing: false,
};

/** @throws INPUT_KIND for numbers, missing values and tables of several columns */
export function textsOf(samples: Samples, rule: NumberRule): readonly string[] {
  if (samples.kind === "texts") return samples.values;
  const cells = cellsOf(samples, rule);
  const texts: string[] = [];
  for (const [row, cell] of cells.entries()) {
    if (typeof cell !== "string") throw wrongKind(rule, "texts", `${String(cell)} as row ${row}`);
    texts.push(cell);
  }
  return texts;
}

function cellsOf(samples: Exclude<Samples, { kind: "texts" }>, rule: NumberRule): readonly Cell[] {
  switch (samples.kind) {
    case "labels":
      return samples.values;
    case "table": {
      const [column, ...others] = samples.columns;
      if (column !== undefined && others.length === 0) return Array.from(column.values);
      throw wrongKind(rule, "one column of texts", `${samples.columns.length} columns`);
    }
    case "dense":
    case "sparse":
      throw wrongKind(rule, "texts", "rows of numbers");
  }
}
