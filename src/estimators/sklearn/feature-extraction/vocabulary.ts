// The vocabulary of a vectorizer: each term's column.

import { PySet, type PyValue } from "../../../objects/values.ts";
import { describe, scalarNumber, scalarText, sequence } from "../../attribute-values.ts";
import type { InputHint, InputSpec } from "../../estimator.ts";
import { numbers } from "../../inputs.ts";
import type { ListResult, Samples } from "../../samples.ts";
import { sparseRows } from "../../sparse-rows.ts";
import type { State } from "../../state.ts";

/** Every term with its own column, from 0 to the number of terms. */
export type Vocabulary = ReadonlyMap<string, number>;

/**
 * `vocabulary_`, else the vocabulary that was given and needs no `fit`.
 *
 * @throws ESTIMATOR_INVALID when it is empty or its columns are not 0, 1, 2, …, each once
 * @see sklearn/feature_extraction/text.py `_validate_vocabulary`, `_check_vocabulary`
 */
export function readVocabulary(state: State): Vocabulary {
  const given = !state.has("vocabulary_") && state.isSet("vocabulary");
  const name = given ? "vocabulary" : "vocabulary_";
  const value = state.value(name);
  if (value instanceof Map) {
    state.charge(value, value.size);
    return checked(state, name, value);
  }
  const terms = given ? termList(value) : undefined;
  if (terms === undefined) throw state.mismatch(name, "a dict of terms", describe(value));
  return checked(state, name, new Map(terms.map((term, i) => [term, i])), terms.length);
}

/**
 * The terms of which each row has any, in the order of the columns.
 *
 * @see sklearn/feature_extraction/text.py `CountVectorizer.inverse_transform`
 */
export function termsOf(state: State, vocabulary: Vocabulary): (samples: Samples) => ListResult {
  const inputs: InputSpec = {
    kind: "numbers",
    width: vocabulary.size,
    names: null,
    allowsMissing: false,
  };
  const rule = { className: state.className, inputs };
  let terms: string[] | undefined;
  return (samples) => {
    const x = numbers(samples, rule);
    const counts = sparseRows(x);
    terms ??= termsInOrder(vocabulary);
    const rows: string[][] = [];
    for (let row = 0; row < counts.rows; row++) {
      const found: string[] = [];
      for (let i = counts.indptr[row] ?? 0; i < (counts.indptr[row + 1] ?? 0); i++) {
        if (counts.values[i] !== 0) found.push(terms[counts.indices[i] ?? 0] ?? "");
      }
      rows.push(found);
    }
    return { kind: "lists", type: "str", rows };
  };
}

/** The terms in the order of their columns. */
export function termsInOrder(vocabulary: Vocabulary): string[] {
  return [...vocabulary].sort((a, b) => a[1] - b[1]).map(([term]) => term);
}

/**
 * An example of a text: the first words of the vocabulary, which are the first that were met in training.
 * Null where features are characters.
 */
export function exampleText(state: State, vocabulary: Vocabulary): readonly InputHint[] | null {
  const analyzer = scalarText(state.optional("analyzer") ?? "word");
  if (analyzer === undefined) return null;
  const words: string[] = [];
  let longest = "";
  for (const term of vocabulary.keys()) {
    if (words.length === exampleWords) break;
    if (term.length > longestWord) continue;
    if (analyzer === "word" && !term.includes(" ")) words.push(term);
    else if (term.trim().length > longest.length) longest = term.trim();
  }
  const typical = words.length > 0 ? words.join(" ") : longest;
  return typical === "" ? null : [{ typical }];
}

const exampleWords = 6;
const longestWord = 30;

/** Terms without columns: a list's in its order, a set's in the order of the alphabet. */
function termList(value: PyValue): readonly PyValue[] | undefined {
  return value instanceof PySet ? value.items.toSorted(byCodePoints) : sequence(value);
}

function byCodePoints(a: PyValue, b: PyValue): number {
  return Buffer.compare(utf8(a), utf8(b));
}

function utf8(term: PyValue): Buffer {
  return Buffer.from(scalarText(term) ?? "");
}

/** @param size  number of terms, equal ones counted each */
function checked(
  state: State,
  name: string,
  entries: ReadonlyMap<PyValue, PyValue>,
  size = entries.size,
): Vocabulary {
  if (size === 0) throw state.mismatch(name, "terms", "empty");
  if (entries.size === size && isVocabulary(entries)) return entries;
  const vocabulary = plainTerms(state, name, entries);
  if (vocabulary.size < size) throw state.mismatch(name, "different terms", "some of them twice");
  const taken = new Uint8Array(size);
  for (const column of vocabulary.values()) {
    if (taken[column] !== 0) {
      throw state.mismatch(name, `a column of its own under ${size} for each term`, String(column));
    }
    taken[column] = 1;
  }
  return vocabulary;
}

/** Whether terms and columns are what they nearly always are, so that no copy is needed. */
function isVocabulary(entries: ReadonlyMap<PyValue, PyValue>): entries is Vocabulary {
  const taken = new Uint8Array(entries.size);
  let isPlain = true;
  // A hundred thousand terms are no rarity: destructuring each of them would take a while.
  entries.forEach((column, term) => {
    if (typeof term !== "string" || typeof column !== "number" || taken[column] !== 0) {
      isPlain = false;
    } else {
      taken[column] = 1;
    }
  });
  return isPlain;
}

function plainTerms(
  state: State,
  name: string,
  entries: ReadonlyMap<PyValue, PyValue>,
): Vocabulary {
  const vocabulary = new Map<string, number>();
  for (const [term, place] of entries) {
    const text = scalarText(term);
    const column = scalarNumber(place);
    if (text === undefined) throw state.mismatch(name, "texts as terms", describe(term));
    if (column === undefined) throw state.mismatch(name, "numbers of columns", describe(place));
    vocabulary.set(text, column);
  }
  return vocabulary;
}
