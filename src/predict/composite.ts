// The plain meaning of a dict, list or tuple that holds an estimator and what belongs to it: a scaler before
// it, the names of its columns, an encoder of its labels. Where there is any doubt there is no such meaning.

import { PicklejarError } from "../errors.ts";
import { scalarNumber } from "../estimators/attribute-values.ts";
import type { Estimator, Labels } from "../estimators/estimator.ts";
import type { PyValue } from "../objects/values.ts";
import { show } from "../text.ts";
import { type ColumnEncoders, type Columns, columnsOf, encodersOf } from "./composite-columns.ts";
import { type Entry, entriesOf } from "./composite-contents.ts";
import { compositeEstimator } from "./composite-estimator.ts";
import { saysClassNames, saysColumnEncoders, saysThreshold } from "./composite-keys.ts";
import {
  classNames,
  encoderLabels,
  numberedClasses,
  takesSeveralLabels,
} from "./composite-labels.ts";
import { onlyChain } from "./composite-order.ts";
import { answersRows, type Part, type Roles, rolesOf } from "./composite-roles.ts";
import type { EstimatorRecord } from "./parts.ts";

/** Several things of a file as one estimator, and how that was understood. */
export interface Composite {
  readonly estimator: Estimator;
  /** `scaler (StandardScaler) → model (SVC), labels from classes`. */
  readonly summary: string;
}

type Read = (record: EstimatorRecord) => Estimator;

/** More estimators than this are a collection, not one model. */
const maxParts = 64;

/**
 * @param value    a dict, list or tuple
 * @param records  the estimators in it
 * @param read     makes one of them
 * @returns        null where the meaning is not plain, or where one estimator stands for itself
 * @throws what `read` throws, unless several others answer
 */
export function understand(
  value: PyValue,
  records: readonly EstimatorRecord[],
  read: Read,
): Composite | null {
  if (records.length === 0 || records.length > maxParts) return null;
  const entries = entriesOf(value);
  if (entries === null) return null;
  const { top, grouped } = recordsByPlace(records);
  if (top.length + grouped.length < records.length) return null;
  const parts = readParts(top, read);
  const roles = parts && rolesOf(parts);
  const chain = roles && onlyChain(roles.transformers, roles.predictor);
  if (!roles || !chain) return null;
  const { predictor, targetTransformer } = roles;
  const [first = predictor] = chain;
  const columns = columnsOf(entries, [...chain, predictor]);
  const ofColumns = grouped.length === 0 ? [] : readParts(grouped, read);
  if (ofColumns === null) return null;
  const encoders = encodersOf(roles.columnEncoders, ofColumns, columns, first.estimator);
  if (encoders === null) return null;
  const labels = meaningOf(roles, encoders, entries);
  if (labels === undefined || !fitsTarget(roles)) return null;
  const told = tellings({ roles, columns, encoders, labels }, entries);
  if (chain.length === 0 && told.length === 0) return null;
  const steps = chain.map(({ estimator }) => estimator);
  const estimator = compositeEstimator({
    transformers: encoders.step === null ? steps : [encoders.step, ...steps],
    predictor: predictor.estimator,
    names: columns?.names ?? null,
    labels: labels?.labels ?? null,
    targetTransformer: targetTransformer?.estimator ?? null,
  });
  const order = [...chain, predictor].map(partText).join(" → ");
  return { estimator, summary: [order, ...told].join(", ") };
}

interface PlacedRecords {
  /** Directly in the container. */
  readonly top: readonly EstimatorRecord[];
  /** In a dict of the container that holds an encoder for each column. */
  readonly grouped: readonly EstimatorRecord[];
}

function recordsByPlace(records: readonly EstimatorRecord[]): PlacedRecords {
  const grouped = records.filter(({ path }) => {
    const [group, column] = path;
    const isNamed = typeof group === "string" && typeof column === "string";
    return path.length === 2 && isNamed && saysColumnEncoders(group);
  });
  return { top: records.filter(({ path }) => path.length === 1), grouped };
}

/** @throws what `read` throws, unless two other parts answer: then it would not matter */
function readParts(records: readonly EstimatorRecord[], read: Read): readonly Part[] | null {
  const parts: Part[] = [];
  let failure: PicklejarError | null = null;
  for (const record of records) {
    const last = record.path.at(-1) ?? "";
    const key = typeof last === "string" ? last : null;
    try {
      parts.push({ key, name: String(last), estimator: read(record) });
    } catch (error) {
      if (!(error instanceof PicklejarError)) throw error;
      failure ??= error;
    }
  }
  if (failure === null) return parts;
  if (parts.filter(({ estimator }) => answersRows(estimator)).length > 1) return null;
  throw failure;
}

interface Meaning {
  readonly labels: Labels;
  /** The key that tells them. */
  readonly source: string;
}

/** What the predictor's numbers mean; null where nothing says so, undefined where an encoder does not fit. */
function meaningOf(
  { predictor, labelEncoder }: Roles,
  { target }: ColumnEncoders,
  entries: readonly Entry[],
): Meaning | null | undefined {
  const count = numberedClasses(predictor.estimator);
  const encoder = labelEncoder ?? target;
  if (labelEncoder !== null && target !== null) return undefined;
  if (encoder !== null) {
    const labels = encoderLabels(encoder.estimator);
    const several = predictor.estimator.outputs > 1;
    const fits =
      labels?.values.length === count && several === takesSeveralLabels(encoder.estimator);
    return fits ? { labels, source: encoder.name } : undefined;
  }
  if (count === null) return null;
  for (const { key, value } of entries) {
    const labels = key !== null && saysClassNames(key) ? classNames(value, count) : null;
    if (labels !== null) return { labels, source: key ?? "" };
  }
  return null;
}

/** Whether answers of the predictor can go back through what is said to be the target's. */
function fitsTarget({ predictor, targetTransformer }: Roles): boolean {
  if (targetTransformer === null) return true;
  const { inverseTransform, transformWidth, inputs } = targetTransformer.estimator;
  const { role, outputs } = predictor.estimator;
  const width = transformWidth ?? inputs.width;
  return role === "regressor" && inverseTransform !== undefined && width === outputs;
}

interface Understood {
  readonly roles: Roles;
  readonly columns: Columns | null;
  readonly encoders: ColumnEncoders;
  readonly labels: Meaning | null;
}

/** What else was understood, and what was left out, in words. */
function tellings(
  { roles, columns, encoders, labels }: Understood,
  entries: readonly Entry[],
): readonly string[] {
  const { targetTransformer } = roles;
  const source = columns?.source ?? null;
  const threshold = entries.find(({ key, value }) => {
    return key !== null && saysThreshold(key) && scalarNumber(value) !== undefined;
  });
  return [
    encoders.step && `categories of ${encoders.names} as numbers`,
    source && `columns from ${show(source, 40)}`,
    labels && `labels from ${show(labels.source, 40)}`,
    targetTransformer && `back through ${partText(targetTransformer)}`,
    threshold && `without its ${show(threshold.key ?? "", 40)}`,
  ].filter((telling) => typeof telling === "string");
}

/** `scaler (StandardScaler)`. */
function partText({ key, estimator }: Part): string {
  return key === null ? estimator.className : `${show(key, 40)} (${estimator.className})`;
}
