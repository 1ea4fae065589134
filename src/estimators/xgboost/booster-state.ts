// Where a pickle keeps a booster: an object whose `handle` is the booster's own bytes.
// @see xgboost/python-package/xgboost/core.py `Booster.__getstate__`

import { defaultLimits } from "../../limits.ts";
import { latin1Bytes } from "../../objects/array-items.ts";
import { PyByteArray, type PyValue } from "../../objects/values.ts";
import { labelsOf } from "../attribute-values.ts";
import type { InputSpec } from "../estimator.ts";
import type { State } from "../state.ts";
import type { BoosterFile } from "./booster-file.ts";
import { readBoosterFile } from "./buffer.ts";
import { type Objective, objectiveOf } from "./objective.ts";

/** A booster's file, and the Python object that holds it. */
export interface BoosterState {
  readonly state: State;
  readonly file: BoosterFile;
  readonly objective: Objective;
}

/** Bytes that count as one object when a file names them again. */
const bytesPerObject = 64;
/** Stands for every handle that is a text: texts have no identity by which to know one again. */
const allTexts = {};

/**
 * @param state  of a `Booster`
 * @throws ESTIMATOR_INVALID; ESTIMATOR_UNSUPPORTED for an objective that is not known; LIMIT_EXCEEDED
 */
export function readBoosterState(state: State): BoosterState {
  const handle = state.value("handle");
  const bytes = bytesOf(handle);
  if (bytes === null)
    throw state.mismatch("handle", "the bytes of a model", describeHandle(handle));
  const counted = typeof handle === "object" && handle !== null ? handle : allTexts;
  state.charge(counted, Math.ceil(bytes.length / bytesPerObject));
  const fault = (offset: number, reason: string) =>
    state.invalid(`byte ${offset} of its model: ${reason}`);
  const file = readBoosterFile(bytes, fault, defaultLimits);
  const objective = objectiveOf(file.objective);
  if (objective === null) throw state.unsupported(`the objective ${file.objective}`);
  return { state, file, objective };
}

/** Python 2 wrote bytes as text. */
function bytesOf(handle: PyValue): Uint8Array | null {
  if (handle instanceof PyByteArray) return handle.bytes;
  if (handle instanceof Uint8Array) return handle;
  return typeof handle === "string" ? latin1Bytes(handle) : null;
}

function describeHandle(handle: PyValue): string {
  return handle === null ? "None: it was never trained" : "something else";
}

/** What a booster takes. Names that XGBoost made up itself (`f0`, `f1`, …) are none. */
export function boosterInputs({ state, file }: BoosterState): InputSpec {
  const names = file.featureNames.length > 0 ? file.featureNames : heldNames(state);
  const known = names.some((name, i) => name !== `f${i}`) ? names : null;
  if (known !== null && known.length !== file.features) {
    throw state.mismatch("feature_names", `${file.features} names`, `${known.length}`);
  }
  if (known !== null && new Set(known).size !== known.length) {
    throw state.mismatch("feature_names", "different names", "one of them twice");
  }
  const named = file.categories.some((categories) => categories !== null);
  return {
    kind: named ? "table" : "numbers",
    width: file.features,
    names: known,
    allowsMissing: true,
  };
}

/** Until 1.3 only the Python object knew the names. */
function heldNames(state: State): readonly string[] {
  const labels = state.isSet("feature_names")
    ? labelsOf(state.optional("feature_names"))
    : undefined;
  return labels?.values.filter((name) => typeof name === "string") ?? [];
}
