// The plain meaning of a dict, list or tuple that holds an estimator and what belongs to it: a scaler before
// it, the names of its columns, an encoder of its labels. Where there is any doubt there is no such meaning.

import { PicklejarError } from "../errors.ts";
import { scalarNumber } from "../estimators/attribute-values.ts";
import type { Estimator, Labels } from "../estimators/estimator.ts";
import type { PyValue } from "../objects/values.ts";
import { show } from "../text.ts";
import { type ColumnEncoders, type Columns, columnsOf, encodersOf } from "./composite-columns.ts";
import { type Entry, entriesOf } from "./composite-contents.ts";
import { Doubt } from "./composite-doubt.ts";
import { compositeEstimator } from "./composite-estimator.ts";
import { saysClassNames, saysColumnEncoders, saysThreshold } from "./composite-keys.ts";
import {
  classNames,
  encoderLabels,
  numberedClasses,
  takesSeveralLabels,
} from "./composite-labels.ts";
import { checkChain, onlyChain } from "./composite-order.ts";
import { answersRows, type Part, type Roles, rolesOf } from "./composite-roles.ts";
import type { EstimatorRecord } from "./parts.ts";

/** Several things of a file as one estimator, and how that was understood. */
export interface Composite {
  readonly estimator: Estimator;
  /** `scaler (StandardScaler) → model (SVC), labels from classes`. */
  readonly summary: string;
  /** The key of what answers. */
  readonly answers?: string | null;
  /** Keys of what has no part in it; of texts and numbers beside the estimators. */
  readonly unused?: readonly string[];
}

type Read = (record: EstimatorRecord) => Estimator;

/** Several things, and the estimators among them. */
export interface Ingredients {
  /** A dict, list or tuple. */
  readonly value: PyValue;
  readonly records: readonly EstimatorRecord[];
  /** Makes one of the estimators. */
  readonly read: Read;
  /** Keys of the transformers in their order, then of what answers, where somebody told. */
  readonly steps?: readonly string[];
}

/** More estimators than this are a collection, not one model. */
const maxParts = 64;

/**
 * The one model that the things are together; a doubt where the meaning is not plain, null where one estimator
 * stands for itself.
 *
 * @throws what `read` throws, unless several others answer
 */
export function understand(ingredients: Ingredients): Composite | Doubt | null {
  const { value, records, read, steps: told = [] } = ingredients;
  if (records.length === 0) return null;
  if (records.length > maxParts) return new Doubt(`there are ${records.length} estimators`);
  const entries = entriesOf(value);
  if (entries === null) return null;
  const { top, grouped } = recordsByPlace(records);
  if (top.length + grouped.length < records.length) {
    return new Doubt("some of them lie deeper, where nothing says what they are for");
  }
  const parts = readParts(top, read);
  if (parts instanceof Doubt) return parts;
  const steps = told.flatMap((key) => parts.filter((part) => part.key === key));
  const [absent] = told.filter((key) => !steps.some((part) => part.key === key));
  if (absent !== undefined) {
    return new Doubt(
      `the step ${show(absent, 60)} holds no estimator, or one that is a step already`,
    );
  }
  const roles = rolesOf(parts, steps);
  if (roles instanceof Doubt) return roles;
  const { predictor, targetTransformer } = roles;
  const order = steps.length > 0 ? checkChain : onlyChain;
  const chain = order(roles.transformers, predictor);
  if (chain instanceof Doubt) return chain;
  const [first = predictor] = chain;
  const columns = columnsOf(entries, [...chain, predictor]);
  const ofColumns = readParts(grouped, read);
  if (ofColumns instanceof Doubt) return ofColumns;
  const encoders = encodersOf(roles.columnEncoders, ofColumns, columns, first.estimator);
  if (encoders instanceof Doubt) return encoders;
  const labels = meaningOf(roles, encoders, entries);
  if (labels instanceof Doubt) return labels;
  if (!fitsTarget(roles))
    return new Doubt("the answers do not fit what is said to be the target's");
  const understood = { roles, columns, encoders, labels };
  const tellings = tellingsOf(understood, entries);
  if (chain.length === 0 && tellings.length === 0) return null;
  const transformers = chain.map(({ estimator }) => estimator);
  const estimator = compositeEstimator({
    transformers: encoders.step === null ? transformers : [encoders.step, ...transformers],
    predictor: predictor.estimator,
    names: columns?.names ?? null,
    labels: labels?.labels ?? null,
    targetTransformer: targetTransformer?.estimator ?? null,
  });
  const path = [...chain, predictor].map(partText).join(" → ");
  return {
    estimator,
    summary: [path, ...tellings].join(", "),
    answers: predictor.key,
    unused: unusedKeys(understood, entries, chain),
  };
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
function readParts(records: readonly EstimatorRecord[], read: Read): readonly Part[] | Doubt {
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
  if (parts.filter(({ estimator }) => answersRows(estimator)).length > 1) {
    return new Doubt("several of them predict");
  }
  throw failure;
}

interface Meaning {
  readonly labels: Labels;
  /** The key that tells them. */
  readonly source: string;
}

/** What the predictor's numbers mean; null where nothing says so, a doubt where an encoder does not fit. */
function meaningOf(
  { predictor, labelEncoder }: Roles,
  { target }: ColumnEncoders,
  entries: readonly Entry[],
): Meaning | Doubt | null {
  const count = numberedClasses(predictor.estimator);
  const encoder = labelEncoder ?? target;
  if (labelEncoder !== null && target !== null) {
    return new Doubt(
      `${show(labelEncoder.name, 40)} and ${show(target.name, 40)} may both be the labels'`,
    );
  }
  if (encoder !== null) {
    const labels = encoderLabels(encoder.estimator);
    const several = predictor.estimator.outputs > 1;
    const fits =
      labels?.values.length === count && several === takesSeveralLabels(encoder.estimator);
    if (fits) return { labels, source: encoder.name };
    const known = labels?.values.length ?? 0;
    return new Doubt(
      `${show(encoder.name, 40)} knows ${known} labels, but the model does not answer with 0 to ${known - 1}`,
    );
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
function tellingsOf(
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

/** What of a container had no part in its meaning. */
function unusedKeys(
  { roles, columns, encoders, labels }: Understood,
  entries: readonly Entry[],
  chain: readonly Part[],
): readonly string[] {
  const { predictor, targetTransformer, columnEncoders } = roles;
  const used = new Set<string | null>([
    ...[...chain, predictor, ...columnEncoders].map(({ key }) => key),
    targetTransformer?.key ?? null,
    columns?.source ?? null,
    labels?.source ?? null,
  ]);
  return entries.flatMap(({ key }) => {
    if (key === null || used.has(key)) return [];
    return saysColumnEncoders(key) && encoders.step !== null ? [] : [key];
  });
}

/** `scaler (StandardScaler)`. */
function partText({ key, estimator }: Part): string {
  return key === null ? estimator.className : `${show(key, 40)} (${estimator.className})`;
}
