// A booster's bytes in the object that a pickle would hold them in.

import { PyByteArray, PyGlobal, PyObject } from "../../../src/objects/values.ts";

export function boosterOf(bytes: Uint8Array): PyObject {
  const booster = new PyObject(new PyGlobal("xgboost.core", "Booster", 0), [], 0);
  booster.state = new Map([["handle", new PyByteArray(bytes)]]);
  return booster;
}
