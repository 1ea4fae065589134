// Who is who in a dict, list or tuple of estimators: the one that answers, what prepares the samples, what
// the labels or the target went through.

import type { Estimator } from "../estimators/estimator.ts";
import { saysLabelEncoder, saysTarget, saysTransformer } from "./composite-keys.ts";
import { encoderLabels } from "./composite-labels.ts";
import { canPredict } from "./predict.ts";

/** An estimator of the container. */
export interface Part {
  /** Its key in a dict; null in a list or tuple. */
  readonly key: string | null;
  /** Its key or index, for display. */
  readonly name: string;
  readonly estimator: Estimator;
}

export interface Roles {
  readonly predictor: Part;
  /** In the order of the file. */
  readonly transformers: readonly Part[];
  /** The LabelEncoder of the predictor's labels. */
  readonly labelEncoder: Part | null;
  /** What the regressor's target went through. */
  readonly targetTransformer: Part | null;
  /** LabelEncoders whose key names a column: `gender_encoder`, `le_city`. */
  readonly columnEncoders: readonly Part[];
}

/** The roles of all parts; null where one of them has none, or two have one that only one can have. */
export function rolesOf(parts: readonly Part[]): Roles | null {
  const predictors = parts.filter(({ estimator }) => answersRows(estimator));
  const [predictor] = predictors;
  if (predictor === undefined || predictors.length > 1) return null;
  const others = parts.filter((part) => part !== predictor);
  const encoders = others.filter(({ estimator }) => encoderLabels(estimator) !== null);
  const ofLabels = encoders.filter(({ key }) => key === null || saysLabelEncoder(key));
  const rest = others.filter((part) => !encoders.includes(part));
  const ofTarget = rest.filter(({ key }) => key !== null && saysTarget(key));
  const transformers = rest.filter((part) => !ofTarget.includes(part));
  if (ofLabels.length > 1 || ofTarget.length > 1) return null;
  if (!transformers.every(isPlainTransformer)) return null;
  const unnamed = transformers.filter(({ key }) => key === null);
  if (unnamed.length > 1 || unnamed.some((part) => mayBeOfTarget(part, predictor))) return null;
  return {
    predictor,
    transformers,
    labelEncoder: ofLabels[0] ?? null,
    targetTransformer: ofTarget[0] ?? null,
    columnEncoders: encoders.filter((part) => !ofLabels.includes(part)),
  };
}

/** Whether an estimator answers for rows, where a transformer only prepares them. */
export function answersRows(estimator: Estimator): boolean {
  if (estimator.predict !== undefined) return true;
  return estimator.transform === undefined && canPredict(estimator);
}

/** Without keys a scaler as wide as a regressor's answers may be that of the target. */
function mayBeOfTarget({ estimator }: Part, predictor: Part): boolean {
  const { role, outputs } = predictor.estimator;
  const { kind, width } = estimator.inputs;
  return role === "regressor" && kind === "numbers" && width === outputs;
}

function isPlainTransformer({ key, estimator }: Part): boolean {
  if (estimator.transform === undefined || estimator.inputs.kind === "labels") return false;
  return key === null || saysTransformer(key);
}
