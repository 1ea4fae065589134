// Model files that other libraries write by themselves, as the records that pickles of the same models hold: what a
// Booster's pickle keeps as bytes is its library's own file.

import type { ModelFormat } from "../bytes/file-head.ts";
import type { DecodedPickle } from "./pickle-machine.ts";
import { PyByteArray, PyGlobal, PyObject, type PyValue } from "./values.ts";

/** How a record says that it was a file of its own, which no pickle's state does. */
export const savedBy = "_saved_by";
export const saveModel = "save_model";

type BoosterFormat = Exclude<ModelFormat, "skops" | "onnx">;

const boosters: Readonly<Record<BoosterFormat, readonly [module: string, name: string]>> = {
  xgboost: ["xgboost.core", "Booster"],
  lightgbm: ["lightgbm.basic", "Booster"],
};

/** What a booster's own file holds; its contents are judged when the estimator is made. */
export function readBoosterFile(
  bytes: Uint8Array,
  format: BoosterFormat,
): Omit<DecodedPickle, "protocol"> & { readonly protocol: null } {
  const [module, name] = boosters[format];
  const booster = new PyObject(new PyGlobal(module, name, 0), [], 0);
  booster.state = new Map<PyValue, PyValue>([
    ["handle", new PyByteArray(bytes)],
    [savedBy, saveModel],
  ]);
  return { value: booster, protocol: null, length: bytes.length, names: [], refusals: [] };
}
