// DictVectorizer: records as rows of numbers, with a column of its own for each text that a key can have.

import type { Estimator, InputHint } from "../../estimator.ts";
import { numbers } from "../../inputs.ts";
import { floatMatrix } from "../../results.ts";
import type { RecordResult, Samples, SparseMatrix } from "../../samples.ts";
import { SparseRows, sparseRows } from "../../sparse-rows.ts";
import type { State } from "../../state.ts";
import { forEachFeature, recordsOf } from "./named-values.ts";
import { readNumberKind } from "./number-kind.ts";
import { readVocabulary, termsInOrder, type Vocabulary } from "./vocabulary.ts";

/** @see sklearn/feature_extraction/_dict_vectorizer.py `DictVectorizer.transform` */
export function readDictVectorizer(state: State): Estimator {
  const vocabulary = readVocabulary(state);
  const separator = state.text("separator", "=");
  const sparse = state.boolean("sparse", true);
  const { store } = readNumberKind(state, "f8");
  const fields = fieldsOf(vocabulary.keys(), separator);
  const rule = {
    className: state.className,
    inputs: {
      kind: "table",
      width: fields.size,
      names: [...fields.keys()],
      allowsMissing: true,
      openRecords: true,
    },
  } as const;
  return {
    ...state.description(),
    role: "transformer",
    inputs: rule.inputs,
    classes: null,
    outputs: 1,
    transformWidth: vocabulary.size,
    children: [],
    hints: () => [...fields.values()],
    outputNames: () => termsInOrder(vocabulary),
    inverseTransform: (samples) => recordsBack(samples, { vocabulary, className: state.className }),
    transform(samples) {
      const table = recordsOf(samples, rule);
      const rows = new SparseRows();
      const found = new Map<number, number>();
      for (let row = 0; row < table.rows; row++) {
        forEachFeature(table, row, separator, (feature, value) => {
          const column = vocabulary.get(feature);
          if (column !== undefined)
            found.set(column, store((found.get(column) ?? 0) + store(value)));
        });
        for (const column of Int32Array.from(found.keys()).sort()) {
          rows.add(column, found.get(column) ?? 0);
        }
        found.clear();
        rows.endRow();
      }
      const matrix = rows.matrix(vocabulary.size);
      return sparse ? matrix : denseRows(matrix);
    },
  };
}

/**
 * Everything but zeros by its name: `city=London` with 1.
 *
 * @see sklearn/feature_extraction/_dict_vectorizer.py `DictVectorizer.inverse_transform`
 */
function recordsBack(
  samples: Samples,
  { vocabulary, className }: { readonly vocabulary: Vocabulary; readonly className: string },
): RecordResult {
  const names = termsInOrder(vocabulary);
  const inputs = {
    kind: "numbers",
    width: names.length,
    names: null,
    allowsMissing: false,
  } as const;
  const { rows, indptr, indices, values } = sparseRows(numbers(samples, { className, inputs }));
  return {
    kind: "records",
    rows: Array.from({ length: rows }, (_, row) => {
      const record = new Map<string, number>();
      for (let i = indptr[row] ?? 0; i < (indptr[row + 1] ?? 0); i++) {
        const value = values[i] ?? 0;
        if (value !== 0) record.set(names[indices[i] ?? 0] ?? "", value);
      }
      return record;
    }),
  };
}

/** The keys that records had in training, with the texts that each can have. */
function fieldsOf(features: Iterable<string>, separator: string): ReadonlyMap<string, InputHint> {
  const choices = new Map<string, string[]>();
  for (const feature of features) {
    const at = separator === "" ? -1 : feature.indexOf(separator);
    const name = at < 0 ? feature : feature.slice(0, at);
    const texts = choices.get(name) ?? [];
    if (at >= 0) texts.push(feature.slice(at + separator.length));
    choices.set(name, texts);
  }
  const hint = (texts: string[]): InputHint =>
    texts.length > 0 ? { choices: texts.sort(), open: true } : {};
  return new Map([...choices].map(([name, texts]) => [name, hint(texts)]));
}

function denseRows({ rows, columns, indptr, indices, values }: SparseMatrix) {
  const data = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let i = indptr[row] ?? 0; i < (indptr[row + 1] ?? 0); i++) {
      data[row * columns + (indices[i] ?? 0)] = values[i] ?? 0;
    }
  }
  return floatMatrix(data, rows, columns);
}
