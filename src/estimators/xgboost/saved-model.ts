// What XGBoost's scikit-learn classes note in a model file that they save: which class it was, and, until 1.5, the
// labels of its classes.
// @see xgboost/python-package/xgboost/sklearn.py `XGBModel.save_model`, `XGBClassifier.load_model`

import { decodeJson, type JsonValue } from "../../bytes/json.ts";
import { defaultLimits } from "../../limits.ts";
import type { Labels } from "../estimator.ts";
import type { Cell } from "../samples.ts";
import type { BoosterFile } from "./booster-file.ts";

export interface SavedModel {
  /** `XGBClassifier`; null where the file does not tell, as a Booster's own. */
  readonly className: string | null;
  /** null where the classes are 0 to k − 1. */
  readonly labels: Labels | null;
}

/** By what versions until 1.5 noted as `type`, and those from 1.6 on as `_estimator_type`. */
const classNames: ReadonlyMap<JsonValue | undefined, string> = new Map([
  ...["XGBClassifier", "XGBRFClassifier", "XGBRegressor", "XGBRFRegressor", "XGBRanker"].map(
    (name) => [name, name] as const,
  ),
  ["classifier", "XGBClassifier"],
  ["regressor", "XGBRegressor"],
  ["ranker", "XGBRanker"],
]);

/** What the file's attribute `scikit_learn` says; nothing where it says nothing that can be used. */
export function readSavedModel({ attributes }: BoosterFile): SavedModel {
  const noted = parsed(attributes.get("scikit_learn"));
  const encoder = noted?.get("_le");
  const classes = encoder instanceof Map ? encoder.get("classes_") : undefined;
  const className =
    classNames.get(noted?.get("type")) ?? classNames.get(noted?.get("_estimator_type")) ?? null;
  return { className, labels: labelsOf(classes) };
}

function parsed(text: string | undefined): ReadonlyMap<string, JsonValue> | null {
  if (text === undefined) return null;
  const fault = (_: number, reason: string): Error => new Error(reason);
  try {
    const value = decodeJson(new TextEncoder().encode(text), { fault, limits: defaultLimits });
    return value instanceof Map ? value : null;
  } catch {
    return null;
  }
}

function labelsOf(value: JsonValue | undefined): Labels | null {
  if (!Array.isArray(value) || value.length === 0) return null;
  const values = value.filter((label): label is Cell & (string | number) =>
    ["string", "number"].includes(typeof label),
  );
  if (values.length !== value.length) return null;
  if (values.every((label) => typeof label === "string")) return { type: "str", values };
  const whole = values.every((label) => Number.isInteger(label));
  return { type: whole ? "int" : "float", values };
}

/** Whether a model for this objective answers with classes where nobody says what it is. */
export function isClassification(objective: string): boolean {
  return /^(?:gpu:)?(?:binary|multi):/.test(objective);
}
