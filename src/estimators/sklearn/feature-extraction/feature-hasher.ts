// FeatureHasher: named values summed up in columns that the names' hashes tell.

import type { Estimator, InputSpec } from "../../estimator.ts";
import { wrongKind } from "../../inputs.ts";
import type { Samples, Table } from "../../samples.ts";
import type { State } from "../../state.ts";
import { HashedRows, readHashing } from "./hashed-rows.ts";
import { forEachFeature, forEachText, recordsOf } from "./named-values.ts";

/**
 * Rows are records (`input_type` dict and pair) or lists of names (string).
 *
 * @see sklearn/feature_extraction/_hash.py `FeatureHasher.transform`, _hashing_fast.pyx `transform`
 */
export function readFeatureHasher(state: State): Estimator {
  const hashing = readHashing(state);
  const lists = state.option("input_type", ["dict", "pair", "string"], "dict") === "string";
  const inputs: InputSpec = {
    kind: "table",
    width: null,
    names: null,
    allowsMissing: true,
    openRecords: true,
  };
  const rule = { className: state.className, inputs };
  const tableOf = (samples: Samples): Table => {
    if (!lists) return recordsOf(samples, rule);
    if (samples.kind === "table") return samples;
    throw wrongKind(rule, "lists of texts", "other rows");
  };
  return {
    ...state.description(),
    role: "transformer",
    inputs,
    classes: null,
    outputs: 1,
    transformWidth: hashing.columns,
    children: [],
    hints: () => null,
    transform(samples) {
      const table = tableOf(samples);
      const rows = new HashedRows(hashing, rule);
      for (let row = 0; row < table.rows; row++) {
        if (lists) forEachText(table, row, rule, (text) => rows.add(text, 1));
        else forEachFeature(table, row, "=", (name, value) => rows.add(name, value));
        rows.endRow();
      }
      return rows.matrix();
    },
  };
}
