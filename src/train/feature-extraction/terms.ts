// The terms of texts to learn from: how often each occurs, and which of them are kept.

import type { Analyzer } from "../../estimators/sklearn/feature-extraction/analyzer.ts";
import { byCodePoint } from "../columns.ts";

/** Terms in the order in which they were met first. */
export interface TermCounts {
  readonly terms: readonly string[];
  /** In how many texts each occurs. */
  readonly documents: readonly number[];
  /** How often it occurs in all. */
  readonly occurrences: readonly number[];
}

/** What of a term's frequency decides whether it is kept. */
export interface TermLimits {
  /** Texts that it must be in at least and at most. */
  readonly least: number;
  readonly most: number;
  /** How many terms are kept, the commonest ones; null = all. */
  readonly features: number | null;
}

/** Counts all terms, or those that were asked for. */
export function countTerms(
  texts: readonly string[],
  analyze: Analyzer,
  asked: readonly string[] | null,
): TermCounts {
  const codes = new Map((asked ?? []).map((term, i) => [term, i]));
  const documents = [...codes].map(() => 0);
  const occurrences = [...documents];
  const seen = documents.map(() => -1);
  let row = 0;
  const take = (term: string): void => {
    let code = codes.get(term);
    if (code === undefined) {
      if (asked !== null) return;
      code = codes.size;
      codes.set(term, code);
    }
    occurrences[code] = (occurrences[code] ?? 0) + 1;
    if (seen[code] === row) return;
    seen[code] = row;
    documents[code] = (documents[code] ?? 0) + 1;
  };
  for (const text of texts) {
    analyze(text, take);
    row++;
  }
  return { terms: [...codes.keys()], documents, occurrences };
}

/** Terms that are kept with their columns, in the order of the texts, and those that are not. */
export interface TermChoice {
  readonly vocabulary: ReadonlyMap<string, number>;
  /** In how many texts the term of each column occurs. */
  readonly documents: Float64Array;
  readonly removed: readonly string[];
}

/**
 * Columns in alphabetical order. Of terms that are equally common, the first in the alphabet is kept; scikit-learn's
 * choice among them is left to the machine's sorting.
 *
 * @see sklearn/feature_extraction/text.py `CountVectorizer._limit_features`, `_sort_features`
 */
export function chosenTerms(
  { terms, documents, occurrences }: TermCounts,
  { least, most, features }: TermLimits,
  binary: boolean,
): TermChoice {
  const frequencies = binary ? documents : occurrences;
  let kept = terms.flatMap((_, code) => {
    const count = documents[code] ?? 0;
    return count >= least && count <= most ? [code] : [];
  });
  kept.sort((a, b) => byCodePoint(terms[a] ?? "", terms[b] ?? ""));
  if (features !== null && kept.length > features) {
    const columns = kept.map((_, column) => column);
    const commonest = columns.sort((a, b) => {
      return (frequencies[kept[b] ?? 0] ?? 0) - (frequencies[kept[a] ?? 0] ?? 0) || a - b;
    });
    const chosen = new Set(commonest.slice(0, features));
    kept = kept.filter((_, column) => chosen.has(column));
  }
  const columnOf = new Map(kept.map((code, column) => [code, column]));
  const vocabulary = new Map<string, number>();
  const removed: string[] = [];
  for (const [code, term] of terms.entries()) {
    const column = columnOf.get(code);
    if (column === undefined) removed.push(term);
    else vocabulary.set(term, column);
  }
  return {
    vocabulary,
    documents: Float64Array.from(kept, (code) => documents[code] ?? 0),
    removed,
  };
}
