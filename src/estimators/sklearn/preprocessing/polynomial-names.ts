// The names of a polynomial's terms: `1`, `a`, `b`, `a^2`, `a b`, `b^2`.

import { type Polynomial, termBlocks } from "./polynomial-terms.ts";

/** A power of each feature of a term, by rising feature. */
type Powers = readonly { readonly feature: number; readonly power: number }[];

/**
 * @param answered  number of terms that are answered: the bias and the last ones
 * @see sklearn/preprocessing/_polynomial.py `PolynomialFeatures.get_feature_names_out`
 */
export function termNames(
  polynomial: Polynomial,
  names: readonly string[],
  answered: number,
): readonly string[] {
  const { maxDegree, includeBias } = polynomial;
  const bias = includeBias ? 1 : 0;
  const terms: Powers[] = includeBias ? [[]] : [];
  if (maxDegree > 0) for (const feature of names.keys()) terms.push([{ feature, power: 1 }]);
  for (const { feature, from, to, at } of termBlocks(polynomial)) {
    for (let k = from; k < to; k++) terms[at + k - from] = times(feature, terms[k] ?? []);
  }
  const kept = [...terms.slice(0, bias), ...terms.slice(terms.length - answered + bias)];
  return kept.map((term) => termName(term, names));
}

/** A feature that comes before the others, or is the first of them. */
function times(feature: number, [first, ...others]: Powers): Powers {
  if (first?.feature === feature) return [{ feature, power: first.power + 1 }, ...others];
  const factor = { feature, power: 1 };
  return first === undefined ? [factor] : [factor, first, ...others];
}

function termName(term: Powers, names: readonly string[]): string {
  if (term.length === 0) return "1";
  return term
    .map(({ feature, power }) => `${names[feature] ?? ""}${power === 1 ? "" : `^${power}`}`)
    .join(" ");
}
