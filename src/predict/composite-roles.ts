// Who is who in a dict, list or tuple of estimators: the one that answers, what prepares the samples, what
// the labels or the target went through.

import type { Estimator } from "../estimators/estimator.ts";
import { show } from "../text.ts";
import { Doubt } from "./composite-doubt.ts";
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

/**
 * The roles of all parts; a doubt where one of them has none, or two have one that only one can have.
 *
 * @param steps  those whose order is told: transformers, then the predictor; none where nothing is told
 */
export function rolesOf(parts: readonly Part[], steps: readonly Part[] = []): Roles | Doubt {
  const told = steps.at(-1);
  const predictors = told ? [told] : parts.filter(({ estimator }) => answersRows(estimator));
  const [predictor] = predictors;
  if (predictor === undefined) return new Doubt("none of them predicts");
  if (predictors.length > 1) return new Doubt(`${namesOf(predictors)} predict`);
  const others = parts.filter((part) => !steps.includes(part) && part !== predictor);
  const encoders = others.filter(({ estimator }) => encoderLabels(estimator) !== null);
  const ofLabels = encoders.filter(({ key }) => key === null || saysLabelEncoder(key));
  const rest = others.filter((part) => !encoders.includes(part));
  const ofTarget = rest.filter(({ key }) => key !== null && saysTarget(key));
  const transformers = rest.filter((part) => !ofTarget.includes(part));
  if (ofLabels.length > 1) return new Doubt(`${namesOf(ofLabels)} may be the labels'`);
  if (ofTarget.length > 1) return new Doubt(`${namesOf(ofTarget)} may be the target's`);
  const odd = transformers.find((part) => steps.length > 0 || !isPlainTransformer(part));
  if (odd !== undefined) return new Doubt(oddPart(odd, steps.length > 0));
  const unnamed = transformers.filter(({ key }) => key === null);
  if (unnamed.length > 1 || unnamed.some((part) => mayBeOfTarget(part, predictor))) {
    return new Doubt("nothing says what the transformers belong to");
  }
  return {
    predictor,
    transformers: steps.length > 0 ? steps.slice(0, -1) : transformers,
    labelEncoder: ofLabels[0] ?? null,
    targetTransformer: ofTarget[0] ?? null,
    columnEncoders: encoders.filter((part) => !ofLabels.includes(part)),
  };
}

function namesOf(parts: readonly Part[]): string {
  const names = parts.slice(0, 8).map(({ name }) => show(name, 40));
  const all = parts.length > names.length ? "…" : names.pop();
  return `${parts.length === 2 ? "both " : ""}${names.join(", ")} and ${all}`;
}

function oddPart({ name, estimator }: Part, isBesideSteps: boolean): string {
  const what = `${show(name, 40)} (${estimator.className})`;
  if (estimator.transform === undefined || estimator.inputs.kind === "labels") {
    return `nothing says what ${what} is for`;
  }
  return isBesideSteps
    ? `${what} transforms samples, but is none of the steps`
    : `${show(name, 40)} is no word for a transformer, such as scaler, vectorizer or preprocessor`;
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
