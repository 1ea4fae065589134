// What an app does with records before they reach the model, and with answers before they reach the client. Hooks
// are part of the model then: the page, forms and JSON all go through them.

import { PicklejarError } from "../errors.ts";
import type {
  InputRow,
  Model,
  PredictedValue,
  Prediction,
  PredictOptions,
} from "../predict/prediction.ts";
import { Fault, Findings } from "../signature/issues.ts";
import { valueReader } from "../signature/values.ts";

/** One record by the fields' names. */
export type HookRecord = Record<string, unknown>;

/** The app's own code around the model. */
export interface Hooks<Input extends object = HookRecord, Output = PredictedValue> {
  /**
   * Changes a record before the model judges it: fields that were computed, units that were converted. What it gives
   * must be what the model asks; nothing = the record as it was given, changed or not. Numbers of forms are numbers
   * already where the model asks numbers.
   */
  readonly before?: (record: Input) => HookRecord | undefined | Promise<HookRecord | undefined>;
  /** Changes an answer; nothing = the answer as it was given. */
  readonly after?: (
    prediction: HookedPrediction<Output>,
    record: HookRecord,
  ) => HookedPrediction | undefined | Promise<HookedPrediction | undefined>;
}

/** An answer as hooks see it. */
export interface HookedPrediction<Output = PredictedValue> extends Omit<Prediction, "prediction"> {
  readonly prediction: Output;
}

/** The model with the app's code around it. It answers asynchronously only. */
export function hookedModel(model: Model, { before, after }: Hooks): Model {
  const { signature } = model;
  const readers = signature.inputs.map((field) => ({ name: field.name, read: valueReader(field) }));

  /** The row by the fields' names, values as the fields have them where they can be read. */
  const recordOf = (row: InputRow): HookRecord | null => {
    const entries = entriesOf(row, readers);
    if (entries === null) return null;
    const values = new Map(entries);
    for (const { name, read } of readers) {
      const value = values.get(name);
      const judged = value === undefined ? undefined : read(value, 0, new Findings(false));
      if (judged !== undefined && !(judged instanceof Fault)) values.set(name, judged);
    }
    return Object.fromEntries(values);
  };

  return {
    name: model.name,
    sha256: model.sha256,
    bytes: model.bytes,
    signature,
    summary: model.summary,
    writtenBy: model.writtenBy,
    libraries: model.libraries ?? [],
    ...(model.document === undefined ? {} : { document: model.document }),
    scoring: model.scoring,
    async predict(rows: readonly InputRow[], options?: PredictOptions): Promise<Prediction[]> {
      if (options?.maxRows !== undefined && rows.length > options.maxRows) {
        throw new PicklejarError("INPUT_ROWS", { limit: options.maxRows, got: rows.length });
      }
      const asked: InputRow[] = [];
      for (const row of rows) {
        const record = before === undefined ? null : recordOf(row);
        // What is no record is the model's to refuse.
        asked.push(record === null ? row : withoutGaps((await before?.(record)) ?? record));
      }
      const predictions = await model.predict(asked, options);
      if (after === undefined) return predictions;
      const answers: Prediction[] = [];
      for (const [i, prediction] of predictions.entries()) {
        const record = recordOf(asked[i] ?? []) ?? {};
        answers.push((await after(prediction, record)) ?? prediction);
      }
      return answers;
    },
    predictSync(): never {
      throw new PicklejarError("USAGE", {
        reason: "A model with hooks answers asynchronously.",
        advice: "Use `await model.predict(rows)`.",
      });
    },
  };
}

/** A field that a hook sets to undefined is not there. */
function withoutGaps(record: HookRecord): HookRecord {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}

function entriesOf(
  row: InputRow,
  fields: readonly { readonly name: string }[],
): Iterable<readonly [string, unknown]> | null {
  if (row instanceof Map) return row;
  if (typeof row === "string") {
    const [only] = fields;
    return only === undefined || fields.length > 1 ? null : [[only.name, row]];
  }
  if (!Array.isArray(row)) return row === null ? null : Object.entries(row);
  const values: readonly unknown[] = row;
  // Of another length it is wrong; the model says so.
  if (values.length !== fields.length) return null;
  return fields.map(({ name }, i) => [name, values[i]] as const);
}
