// The transformer inside a fitted object that knows categories: since 1.4 it encodes them before the trees.

import { elements, NdArray } from "../../objects/ndarray.ts";
import { PyFloat, PyObject, PySlice, PyTuple, type PyValue } from "../../objects/values.ts";
import { type Dialect, since, sklearnVersion } from "../dialect.ts";
import { defaultParameters, pythonClass } from "../parameters.ts";
import { OrdinalEncoder } from "../preprocessing/encoders.ts";
import {
  boolArray,
  nameArray,
  objectArray,
  pyFloat,
  pyGlobal,
  pyObject,
  pyTuple,
} from "../python.ts";
import type { TrainingData } from "../training-data.ts";

/** Columns of categories as they were given, and where they are. */
export interface CategoryColumns {
  /** Only the columns of categories. */
  readonly data: TrainingData;
  /** Their positions, ascending. */
  readonly chosen: readonly number[];
  readonly others: readonly number[];
  readonly names: readonly string[] | null;
}

/** `_preprocessor`. @see sklearn/ensemble/_hist_gradient_boosting/gradient_boosting.py `_preprocess_X` */
export function categoryPreprocessor(columns: CategoryColumns, dialect: Dialect): PyObject {
  const { chosen, others, names, data } = columns;
  const width = chosen.length + others.length;
  const flags = Array.from({ length: width }, (_, j) => chosen.includes(j));
  const opposite = flags.map((flag) => !flag);
  const encoder = new OrdinalEncoder({
    handleUnknown: "use_encoded_value",
    unknownValue: Number.NaN,
  });
  encoder.fitSamples(data);
  const parts = (encoded: PyObject, checked: PyObject): PyValue[] => [
    pyTuple("encoder", withOutput(encoded), boolArray(flags)),
    pyTuple("numerical", withOutput(checked), boolArray(opposite)),
  ];
  const otherNames = names === null ? null : others.map((j) => names[j] ?? "");
  const python = pythonClass("compose.ColumnTransformer");
  const isLatest = since(dialect, "1.9");
  // Which columns are left over: none. 1.9 keeps a flag for each.
  const left = isLatest ? flags.map(() => false) : [];
  const remainder = new PyTuple(["remainder", "drop", left]);
  const encoded = withMissing(encoder.toPython(dialect));
  const fitted = parts(encoded, numberCheck(dialect, others.length, otherNames));
  return pyObject(python.module, python.name, [
    ...defaultParameters(python, dialect),
    ["transformers", parts(encoder.toUnfittedPython(dialect), numberCheck(dialect, null, null))],
    ["_sklearn_output_config", defaultOutput()],
    ...(names === null ? [] : [["feature_names_in_", nameArray(names)] as const]),
    ["n_features_in_", width],
    ["_columns", [boolArray(flags), boolArray(opposite)]],
    [
      "_transformer_to_input_indices",
      new Map<PyValue, PyValue>([
        ["encoder", [...chosen]],
        ["numerical", [...others]],
        ["remainder", []],
      ]),
    ],
    ["_remainder", remainder],
    ["sparse_output_", false],
    ["transformers_", isLatest ? [...fitted, remainder] : fitted],
    [
      "output_indices_",
      new Map<PyValue, PyValue>([
        ["encoder", new PySlice(0, chosen.length, null)],
        ["numerical", new PySlice(chosen.length, width, null)],
        ["remainder", new PySlice(0, 0, null)],
      ]),
    ],
    ["_sklearn_version", sklearnVersion(dialect)],
  ]);
}

/** A transformer that checks numbers and leaves them as they are. @param width  null: before it is fitted */
function numberCheck(
  dialect: Dialect,
  width: number | null,
  names: readonly string[] | null,
): PyObject {
  const python = pythonClass("preprocessing.FunctionTransformer");
  return pyObject(python.module, python.name, [
    ...defaultParameters(python, dialect),
    ["func", arrayCheck(dialect)],
    ...(width === null ? [] : [["n_features_in_", width] as const]),
    ...(names === null ? [] : [["feature_names_in_", nameArray(names)] as const]),
    ["_sklearn_version", sklearnVersion(dialect)],
  ]);
}

/** `partial(check_array, dtype=[float64], ensure_all_finite=False)`. @see CPython `partial.__reduce__` */
function arrayCheck(dialect: Dialect): PyObject {
  const check = pyGlobal("sklearn.utils.validation", "check_array");
  const partial = new PyObject(pyGlobal("functools", "partial"), [check], 0);
  partial.made = "call";
  const finite = since(dialect, "1.9") ? "ensure_all_finite" : "force_all_finite";
  const keywords = new Map<PyValue, PyValue>([
    ["dtype", [pyGlobal("numpy", "float64")]],
    [finite, false],
  ]);
  partial.state = pyTuple(check, new PyTuple([]), keywords, null);
  return partial;
}

/**
 * The encoder as it is where missing texts are NaN, as pandas reads them: a missing value is no category.
 *
 * @see sklearn/preprocessing/_encoders.py `OrdinalEncoder.fit`: NaN alone becomes `encoded_missing_value`
 */
function withMissing(encoder: PyObject): PyObject {
  const { state } = encoder;
  const categories = state instanceof Map ? state.get("categories_") : null;
  if (!(state instanceof Map) || !Array.isArray(categories)) return encoder;
  const missing = new Map<PyValue, PyValue>();
  const marked = categories.map((own: PyValue, j) => {
    if (!(own instanceof NdArray)) return own;
    const values = [...elements(own)];
    const last = values.at(-1);
    if (last === null) values[values.length - 1] = pyFloat(Number.NaN);
    const isMissing = last === null || (last instanceof PyFloat && Number.isNaN(last.value));
    if (isMissing) missing.set(j, values.length - 1);
    return last === null ? objectArray(values) : own;
  });
  state.set("categories_", marked);
  state.set("_missing_indices", missing);
  return encoder;
}

/** `set_output(transform="default")`. */
function withOutput(transformer: PyObject): PyObject {
  if (transformer.state instanceof Map) {
    transformer.state.set("_sklearn_output_config", defaultOutput());
  }
  return transformer;
}

function defaultOutput(): PyValue {
  return new Map<PyValue, PyValue>([["transform", "default"]]);
}
