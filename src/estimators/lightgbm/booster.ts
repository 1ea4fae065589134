// A LightGBM booster as a pickle holds it, or as a file of its own: asked as `Booster.predict` asks it.
// @see lightgbm/python-package/lightgbm/basic.py `Booster.__getstate__`, `Booster.predict`

import { PyByteArray, type PyValue } from "../../objects/values.ts";
import { labelsOf, scalarNumber } from "../attribute-values.ts";
import { encodeCategories } from "../category-codes.ts";
import type { Estimator, InputSpec } from "../estimator.ts";
import { denseMatrix, type NumberRule } from "../inputs.ts";
import { floatMatrix, floatVector } from "../results.ts";
import type { ArrayResult, Samples } from "../samples.ts";
import type { State } from "../state.ts";
import { lightHints } from "./hints.ts";
import { type CategoryNames, type LightModel, readLightModel } from "./light-model.ts";
import { packLightTrees } from "./light-sums.ts";

/** A booster with the samples' checks before it. */
export interface LightBooster {
  readonly model: LightModel;
  /** n × outputs: probabilities, means, scores, whatever the objective says. */
  predict(samples: Samples): Float64Array;
  /** The parts of an estimator that do not depend on what it predicts. */
  readonly common: Pick<
    Estimator,
    "className" | "path" | "writtenBy" | "library" | "params" | "inputs" | "children" | "hints"
  >;
}

/** Characters that count as one object when a file names them again. */
const charactersPerObject = 64;
const allTexts = {};

/**
 * @param held   the state of the Booster
 * @param asked  the state of what asks it: the Booster itself, or a wrapper
 * @throws ESTIMATOR_INVALID; ESTIMATOR_UNSUPPORTED for an objective or format that is not known; LIMIT_EXCEEDED
 */
export function readLightBooster(held: State, asked: State = held): LightBooster {
  const name = held.isSet("_handle") ? "_handle" : "handle";
  const handle = held.value(name);
  const text = textOf(handle, held);
  if (text === null) throw held.mismatch(name, "the text of a model", "something else");
  const counted = typeof handle === "object" && handle !== null ? handle : allTexts;
  held.charge(counted, Math.ceil(text.length / charactersPerObject));
  const model = readLightModel({
    text,
    categories: heldCategories(held),
    fail: (reason) => held.invalid(reason),
    spend: (bytes) => held.spend({}, bytes),
    unsupported: (what) => held.unsupported(what),
  });
  const inputs: InputSpec = {
    kind: model.categories.length > 0 ? "table" : "numbers",
    width: model.features,
    names: model.names,
    allowsMissing: true,
  };
  const rule: NumberRule = { className: asked.className, inputs, allowsInfinite: true };
  const iterations = iterationsOf(held, model);
  const trees = model.trees.slice(0, iterations * model.outputs);
  const addTrees = packLightTrees(trees, model.outputs, held.memory);
  return {
    model,
    predict(samples) {
      const matrix = denseMatrix(
        encodeCategories(samples, model.categories, rule, "missing"),
        rule,
      );
      const sums = new Float64Array(matrix.rows * model.outputs);
      addTrees(matrix, sums);
      if (model.isAverage)
        for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] ?? 0) / iterations;
      return model.objective.transform(sums, model.outputs);
    },
    common: {
      ...asked.description(),
      library: { name: "lightgbm", version: model.version },
      params: parametersOf(asked),
      inputs,
      children: [],
      hints: () => lightHints(model),
    },
  };
}

/** The lists of a DataFrame's categories that the Python object keeps; null where it keeps none that can be used. */
function heldCategories(state: State): readonly CategoryNames[] | null {
  if (!state.isSet("pandas_categorical")) return null;
  const lists = state.list("pandas_categorical").map((list) => {
    const names = labelsOf(list)?.values.filter(
      (name) => name !== null && typeof name !== "bigint",
    );
    return names ?? null;
  });
  return lists.includes(null) ? null : lists;
}

/** Python 2 wrote texts of bytes; a file of its own is bytes. */
function textOf(handle: PyValue, state: State): string | null {
  if (typeof handle === "string") return handle;
  const bytes = handle instanceof PyByteArray ? handle.bytes : handle;
  if (!(bytes instanceof Uint8Array)) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw state.invalid("its text is not UTF-8");
  }
}

/** How many iterations early stopping left in use. */
function iterationsOf(held: State, { trees, outputs }: LightModel): number {
  const all = trees.length / outputs;
  const best = scalarNumber(held.optional("best_iteration")) ?? 0;
  return best > 0 ? Math.min(Math.floor(best), all) : all;
}

/** What objects keep beside their parameters. */
const noParameters = ["best_iteration", "best_score", "handle", "name_valid_sets"];

function parametersOf(state: State): ReadonlyMap<string, PyValue> {
  const params = new Map(state.description().params);
  for (const name of [...noParameters, "pandas_categorical", "network", "train_set_version"]) {
    params.delete(name);
  }
  return params;
}

/** n numbers, or n × columns. */
export function answerOf(values: Float64Array, columns: number): ArrayResult {
  return columns === 1
    ? floatVector(values)
    : floatMatrix(values, values.length / columns, columns);
}
