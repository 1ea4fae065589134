// What histogram gradient boosting makes of its samples before the trees: nothing, or since 1.4, where features
// are categories, their numbers first and then the other features.

import { sequence } from "../../attribute-values.ts";
import type { Estimator, InputHint, InputSpec } from "../../estimator.ts";
import { denseMatrix, denseNumbers, type NumberRule, wrongKind } from "../../inputs.ts";
import { answerNumbers } from "../../members.ts";
import { type Matrix, type Samples, sampleCount } from "../../samples.ts";
import type { State } from "../../state.ts";
import { versionAtLeast } from "../../version.ts";
import { readSelection, readTrainingColumns, type Selection } from "../compose/column-selection.ts";
import { partSamples, trainingColumns } from "../compose/part-samples.ts";

export interface HistInputs {
  readonly inputs: InputSpec;
  /** Columns of `prepare`. */
  readonly features: number;
  /** For each feature of the samples, its column in `prepare`. */
  readonly order: Int32Array;
  /** What the encoder of categories knows, by feature of the samples; null without one. */
  hints(): readonly (InputHint | undefined)[] | null;
  /** @throws INPUT_KIND, INPUT_WIDTH; INPUT_NOT_FINITE in 0.21 only */
  prepare(samples: Samples): Matrix;
}

/**
 * @param known  the number of features that the file tells elsewhere, or null
 * @see sklearn/ensemble/_hist_gradient_boosting/gradient_boosting.py `_preprocess_X`
 */
export function readHistInputs(state: State, known: number | null): HistInputs {
  if (state.isSet("_preprocessor")) return encodedInputs(state);
  const missing = versionAtLeast(state.writtenBy, "0.22");
  const inputs = state.numberInputs(known, { missing });
  const features = inputs.width;
  if (features === null) throw state.invalid("it does not say how many features it takes");
  const rule: NumberRule = { className: state.className, inputs };
  return {
    inputs,
    features,
    order: Int32Array.from({ length: features }, (_, j) => j),
    hints: () => null,
    prepare(samples) {
      refuseSparse(samples, rule);
      // Infinite numbers are taken as well as missing ones.
      return missing ? denseMatrix(samples, rule) : denseNumbers(samples, rule);
    },
  };
}

function refuseSparse(samples: Samples, rule: NumberRule): void {
  if (samples.kind === "sparse") throw wrongKind(rule, "dense rows", "sparse rows");
}

function encodedInputs(state: State): HistInputs {
  const transformer = state.member("_preprocessor", state.value("_preprocessor"));
  const table = readTrainingColumns(transformer);
  state.width(table.width);
  const inputs: InputSpec = { kind: "table", ...table, allowsMissing: true };
  const rule: NumberRule = { className: state.className, inputs };
  const { encoder, categories, others } = readParts(transformer, table);
  const order = new Int32Array(table.width);
  const prepared = [...categories.columns, ...others];
  for (const [column, feature] of prepared.entries()) order[feature] = column;
  const used = new Set(prepared);
  return {
    inputs,
    features: table.width,
    order,
    hints() {
      const hints: (InputHint | undefined)[] = new Array(table.width).fill(undefined);
      for (const [k, feature] of categories.columns.entries())
        hints[feature] = encoder.hints()?.[k];
      return hints;
    },
    prepare(samples) {
      refuseSparse(samples, rule);
      const rows = sampleCount(samples);
      const columns = trainingColumns(samples, used, rule);
      const given = partSamples(columns, rows, { ...categories, estimator: encoder }, rule);
      const codes = numbersOf(encoder, given);
      const data = new Float64Array(rows * table.width);
      const plain = denseMatrix(
        {
          kind: "table",
          rows,
          columns: others.map((feature) => ({ name: null, values: columns[feature] ?? [] })),
        },
        { className: state.className, inputs: { ...inputs, width: others.length, names: null } },
      );
      const encoded = categories.columns.length;
      for (let row = 0; row < rows; row++) {
        data.set(codes.subarray(row * encoded, (row + 1) * encoded), row * table.width);
        const rest = plain.data.subarray(row * others.length, (row + 1) * others.length);
        data.set(rest, row * table.width + encoded);
      }
      return { kind: "dense", data, rows, columns: table.width };
    },
  };
}

function numbersOf(encoder: Estimator, samples: Samples): Float64Array {
  const answer = encoder.transform?.(samples);
  return answer?.kind === "array" ? answerNumbers(answer) : new Float64Array(0);
}

interface Parts {
  readonly encoder: Estimator;
  readonly categories: Selection;
  /** The other features in their order. */
  readonly others: readonly number[];
}

/** The first part encodes the columns of categories; the second checks the others and leaves them. */
function readParts(transformer: State, table: ReturnType<typeof readTrainingColumns>): Parts {
  const place = "transformers_[0]";
  const [encoding] = transformer.list("transformers_");
  const [, value = null, columns = null] = sequence(encoding) ?? [];
  const encoder = transformer.estimatorAt(place, value);
  const categories = readSelection(transformer, place, columns, table);
  const width = categories.columns.length;
  if (encoder.className !== "OrdinalEncoder" || encoder.inputs.width !== width) {
    throw transformer.mismatch(place, `an encoder of ${width} columns`, encoder.className);
  }
  const chosen = new Set(categories.columns);
  if (chosen.size !== width) throw transformer.mismatch(place, "columns", "repeated columns");
  const others = Array.from({ length: table.width }, (_, j) => j).filter((j) => !chosen.has(j));
  return { encoder, categories, others };
}
