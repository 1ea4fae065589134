// The names of a OneHotEncoder's columns: `colour_blue`, `colour_red`, `colour_infrequent_sklearn`.

import { PyGlobal, PyObject } from "../../../objects/values.ts";
import { elementTexts } from "../../element-texts.ts";
import type { NumberRule } from "../../inputs.ts";
import { inputNames, type OutputNames } from "../../output-names.ts";
import type { State } from "../../state.ts";
import type { HotColumn } from "./one-hot-columns.ts";

/**
 * Undefined where a function of one's own makes the names.
 *
 * @see sklearn/preprocessing/_encoders.py `OneHotEncoder.get_feature_names_out`
 */
export function oneHotNames(
  state: State,
  columns: readonly HotColumn[],
  rule: NumberRule,
): OutputNames | undefined {
  const combiner = state.optional("feature_name_combiner");
  if (combiner instanceof PyGlobal || combiner instanceof PyObject) return undefined;
  const categories = state.list("categories_").map(elementTexts);
  return (given) => {
    const names = inputNames(given, rule);
    return columns.flatMap((column, i) => {
      const texts = columnTexts(column, categories[i]?.() ?? []);
      return texts.map((text) => `${names[i] ?? ""}_${text}`);
    });
  };
}

function columnTexts(column: HotColumn, categories: readonly string[]): readonly string[] {
  const { width, places, groups, rareGroup } = column;
  const texts = new Array<string>(width).fill("");
  for (const [category, place] of places.entries()) {
    const isRare = groups !== null && groups[category] === rareGroup;
    if (place >= 0) texts[place] = isRare ? "infrequent_sklearn" : (categories[category] ?? "");
  }
  return texts;
}
