// Which categories histogram gradient boosting has seen in training, by feature.

import { NdArray } from "../../../objects/ndarray.ts";
import { describe } from "../../attribute-values.ts";
import type { State } from "../../state.ts";
import { versionAtLeast } from "../../version.ts";
import { asByte, type KnownCategories } from "./hist-sums.ts";
import { setWords } from "./hist-tree.ts";

export interface Categories extends KnownCategories {
  /** Features whose values are categories. */
  readonly features: ReadonlySet<number>;
  /** Their categories as training gave them; undefined for numbers. */
  readonly choices: readonly (readonly number[] | undefined)[];
}

/**
 * @param features  columns that the trees see
 * @see sklearn/ensemble/_hist_gradient_boosting/binning.py `_BinMapper.make_known_categories_bitsets`
 */
export function readCategories(state: State, features: number): Categories {
  const starts = new Int32Array(features).fill(-1);
  const choices: (readonly number[] | undefined)[] = new Array(features).fill(undefined);
  const negativeIsMissing = versionAtLeast(state.writtenBy, "1.2");
  const none = { starts, choices, negativeIsMissing };
  if (!state.isSet("_bin_mapper"))
    return { ...none, features: new Set(), sets: new Uint32Array(0) };
  const mapper = state.member("_bin_mapper", state.value("_bin_mapper"));
  const mask = mapper.isSet("is_categorical_") ? readMask(mapper, features) : [];
  const columns = mask.flatMap((isCategorical, feature) => (isCategorical ? [feature] : []));
  const sets = new Uint32Array(columns.length * setWords);
  const lists = columns.length > 0 ? mapper.list("bin_thresholds_") : [];
  for (const [k, feature] of columns.entries()) {
    const start = k * setWords;
    const values = lists[feature];
    const place = `bin_thresholds_[${feature}]`;
    if (!(values instanceof NdArray)) throw mapper.mismatch(place, "categories", describe(values));
    const seen = Array.from(values.numbers());
    for (const value of seen) {
      const category = asByte(value);
      const word = start + (category >> 5);
      sets[word] = ((sets[word] ?? 0) | (1 << (category & 31))) >>> 0;
    }
    starts[feature] = start;
    choices[feature] = seen;
  }
  return { ...none, features: new Set(columns), sets };
}

/** One flag per column. */
function readMask(mapper: State, features: number): readonly boolean[] {
  const { data } = mapper.rawFloat64("is_categorical_", [features]);
  return Array.from(data, (flag) => flag !== 0);
}
