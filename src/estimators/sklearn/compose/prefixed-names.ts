// Names of columns that stand side by side: each with the name of the part that it comes from, unless told otherwise.

import { scalarBoolean } from "../../attribute-values.ts";
import type { State } from "../../state.ts";

/** From the name of a part and of one of its columns to the name in the whole. */
export type NamePrefix = (part: string, column: string) => string;

/**
 * `verbose_feature_names_out`: true for `part__column`, false for `column`, or a text that says how. Undefined
 * for a function of one's own.
 *
 * @see sklearn/compose/_column_transformer.py `_add_prefix_for_feature_names_out`
 */
export function readNamePrefix(state: State): NamePrefix | undefined {
  const value = state.optional("verbose_feature_names_out") ?? true;
  if (typeof value === "string") {
    return (part, column) =>
      value.replace(/\{(feature_name|transformer_name)\}/g, (_, field: string) =>
        field === "feature_name" ? column : part,
      );
  }
  const verbose = scalarBoolean(value);
  if (verbose === undefined) return undefined;
  return verbose ? (part, column) => `${part}__${column}` : (_, column) => column;
}
