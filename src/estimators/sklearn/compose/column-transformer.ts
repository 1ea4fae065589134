// ColumnTransformer: each part transforms its own columns; the answers stand side by side.

import { PyTuple, type PyValue } from "../../../objects/values.ts";
import { describe, scalarNumber, scalarText, sequence } from "../../attribute-values.ts";
import type { Estimator, InputHint, InputSpec } from "../../estimator.ts";
import type { NumberRule } from "../../inputs.ts";
import { type KeptColumns, keptSideBySide } from "../../kept-columns.ts";
import { inputNames, type OutputNames } from "../../output-names.ts";
import { sampleCount } from "../../samples.ts";
import type { State } from "../../state.ts";
import { columnsAnswer } from "../../table-columns.ts";
import { columnScorer } from "./column-scorer.ts";
import {
  readSelection,
  readTrainingColumns,
  type Selection,
  type TrainingColumns,
} from "./column-selection.ts";
import { columnWriter } from "./column-writer.ts";
import { partSamples, trainingColumns } from "./part-samples.ts";
import { readNamePrefix } from "./prefixed-names.ts";
import { answersSideBySide } from "./side-by-side.ts";
import { singleParts } from "./single-parts.ts";

interface Part extends Selection {
  readonly name: string;
  /** null passes the columns through. */
  readonly estimator: Estimator | null;
  /** Factor of all its answers. */
  readonly weight: number;
}

/** @see sklearn/compose/_column_transformer.py `ColumnTransformer.transform` */
export function readColumnTransformer(state: State): Estimator {
  const table = readTrainingColumns(state);
  const parts = readParts(state, table);
  const used = new Set(parts.flatMap(({ columns }) => columns));
  const inputs: InputSpec = {
    // A column that no part takes may hold anything.
    kind: used.size === table.width && takesNumbersOnly(parts) ? "numbers" : "table",
    width: table.width,
    names: table.names,
    allowsMissing: parts.some(({ estimator }) => estimator?.inputs.allowsMissing ?? true),
  };
  const rule: NumberRule = { className: state.className, inputs };
  const width = widthOf(parts);
  const kept = width === null ? undefined : keptColumns(parts);
  const outputNames = namesOf(state, parts, rule);
  const sparse = state.boolean("sparse_output_", false);
  const single = singleParts(
    parts.map((part) => ({ ...part, width: partWidth(part) })),
    { tableWidth: table.width, givesSparse: sparse },
  );
  const write = sparse ? null : columnWriter(parts, partWidth);
  const score = columnScorer(parts, partWidth);
  return {
    ...state.description(),
    role: "transformer",
    inputs,
    classes: null,
    outputs: 1,
    ...(width !== null && { transformWidth: width }),
    ...(kept !== undefined && { keepsColumns: kept }),
    ...(outputNames && { outputNames }),
    children: parts.flatMap(({ name, estimator }) =>
      estimator === null ? [] : [{ name, estimator }],
    ),
    hints: () => columnHints(parts, table.width),
    ...(single && { single }),
    ...(score && {
      scoresOf: (samples, map) =>
        score(trainingColumns(samples, used, rule), sampleCount(samples), map),
    }),
    transform(samples) {
      const rows = sampleCount(samples);
      const columns = trainingColumns(samples, used, rule);
      const written = write?.(columns, rows) ?? null;
      if (written !== null) return written;
      const answers = parts.map((part) => {
        const given = partSamples(columns, rows, part, rule);
        const answer =
          part.estimator?.transform?.(given) ??
          columnsAnswer(
            part.columns.map((j) => columns[j] ?? []),
            rows,
          );
        return { answer, weight: part.weight };
      });
      return answersSideBySide(answers, rows, { sparse, rule });
    },
  };
}

/**
 * Undefined where a part has no names.
 *
 * @see sklearn/compose/_column_transformer.py `ColumnTransformer.get_feature_names_out`
 */
function namesOf(state: State, parts: readonly Part[], rule: NumberRule): OutputNames | undefined {
  const prefix = readNamePrefix(state);
  const known = parts.every(({ estimator }) => estimator === null || estimator.outputNames);
  if (prefix === undefined || !known) return undefined;
  return (given) => {
    const all = inputNames(given, rule);
    return parts.flatMap(({ name, estimator, columns }) => {
      const own = columns.map((column) => all[column] ?? "");
      const names = estimator?.outputNames?.(own) ?? own;
      return names.map((column) => prefix(name, column));
    });
  };
}

function readParts(state: State, table: TrainingColumns): readonly Part[] {
  const weights = state.optional("transformer_weights") ?? null;
  return state.list("transformers_").flatMap((entry, i): readonly Part[] => {
    const place = `transformers_[${i}]`;
    const [label, value, spec] = entry instanceof PyTuple ? entry.items : (sequence(entry) ?? []);
    const name = scalarText(label);
    if (name === undefined || value === undefined || spec === undefined) {
      throw state.mismatch(place, "a name, a transformer and columns", describe(entry));
    }
    if (value === "drop") return [];
    const selection = readSelection(state, place, selected(state, name, spec), table);
    if (selection.columns.length === 0) return [];
    const estimator = value === "passthrough" ? null : state.estimatorAt(place, value);
    if (estimator !== null) checkPart(state, place, estimator, selection);
    const weight = weights instanceof Map ? (scalarNumber(weights.get(name)) ?? 1) : 1;
    return [{ ...selection, name, estimator, weight }];
  });
}

/** What the file says is selected: since 1.0 it keeps positions beside whatever the user wrote. */
function selected(state: State, name: string, spec: PyValue): PyValue {
  const positions = state.optional("_transformer_to_input_indices");
  const found = positions instanceof Map ? positions.get(name) : undefined;
  const [first] = sequence(found) ?? [];
  const isScalar = scalarText(spec) !== undefined || typeof spec === "number";
  if (found === undefined) return spec;
  return isScalar && first !== undefined ? first : found;
}

function checkPart(
  state: State,
  place: string,
  estimator: Estimator,
  { columns }: Selection,
): void {
  if (estimator.transform === undefined) {
    throw state.mismatch(place, "a transformer", `a ${estimator.className}`);
  }
  const { width } = estimator.inputs;
  if (width !== null && width !== columns.length) {
    throw state.mismatch(place, `for ${columns.length} columns`, `for ${width}`);
  }
}

/** What passes through may be text, for a later step. */
function takesNumbersOnly(parts: readonly Part[]): boolean {
  return parts.length > 0 && parts.every(({ estimator }) => estimator?.inputs.kind === "numbers");
}

function widthOf(parts: readonly Part[]): number | null {
  let total = 0;
  for (const part of parts) {
    const width = partWidth(part);
    if (width === undefined) return null;
    total += width;
  }
  return total;
}

function partWidth({ estimator, columns }: Part): number | undefined {
  return estimator === null ? columns.length : estimator.transformWidth;
}

function keptColumns(parts: readonly Part[]): KeptColumns {
  return keptSideBySide(
    parts.map((part) => ({
      // A factor changes every column of the answer.
      keeps: part.weight !== 1 ? undefined : part.estimator === null || part.estimator.keepsColumns,
      width: partWidth(part) ?? 0,
      columns: part.columns,
    })),
  );
}

/** What the parts know of their columns; the first part that takes a column knows best. */
function columnHints(parts: readonly Part[], width: number): readonly InputHint[] {
  const merged = new Array<InputHint | undefined>(width).fill(undefined);
  for (const { estimator, columns } of parts) {
    const hints = estimator?.hints() ?? null;
    const known = estimator === null ? {} : kindHint(estimator.inputs);
    for (const [k, column] of columns.entries()) {
      merged[column] = { ...known, ...hints?.[k], ...merged[column] };
    }
  }
  return merged.map((hint) => hint ?? { unused: true });
}

/** What is known of a column by what takes it alone: a vectorizer takes texts. */
function kindHint({ kind, allowsMissing: missing }: InputSpec): InputHint {
  return kind === "texts" ? { missing, typical: "" } : { missing };
}
