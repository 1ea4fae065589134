// The categories that a model was trained on, which files keep from XGBoost 3.1 on: names or numbers of each
// feature, in the order of their codes.
// @see xgboost/src/data/cat_container.cc `CatContainer::Load`

import type { CategoryNames } from "./booster-file.ts";
import type { Fail, Part } from "./document.ts";

/**
 * One entry per feature; no entries when the model has no categories.
 *
 * @param model  `learner.gradient_booster.model`
 */
export function readCategoryNames(
  model: Part,
  features: number,
  fail: Fail,
): readonly CategoryNames[] {
  if (!model.has("cats")) return [];
  const encodings = model.part("cats").parts("enc");
  if (encodings.length === 0) return [];
  if (encodings.length !== features) {
    throw fail(`categories are given for ${encodings.length} features of ${features}`);
  }
  return encodings.map((encoding) => readNames(encoding, fail));
}

function readNames(encoding: Part, fail: Fail): CategoryNames {
  if (!encoding.has("offsets")) {
    const numbers = Array.from(encoding.numbers("values"));
    return numbers.length === 0 ? null : numbers;
  }
  const offsets = encoding.integers("offsets", null);
  if (offsets.length < 2) return null;
  const bytes = Uint8Array.from(encoding.integers("values", null));
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  return Array.from({ length: offsets.length - 1 }, (_, i) => {
    const start = offsets[i] ?? 0;
    const end = offsets[i + 1] ?? 0;
    if (start < 0 || end < start || end > bytes.length)
      throw fail("its categories are out of range");
    try {
      return decoder.decode(bytes.subarray(start, end));
    } catch {
      throw fail("its categories are not UTF-8 text");
    }
  });
}
