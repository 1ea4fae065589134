// Names of pandas under the modules of all versions: exact lists. From 3.0 on the public ones: `pandas.Index`.

import { pathsOf } from "./records.ts";

const numericIndexes = ["Float64Index", "Int64Index", "UInt64Index"];

/** Indexes: `pandas.core.indexes` from 0.20 on, `pandas.indexes` and `pandas.tseries` in 0.18, `pandas.core.index` before. */
export const indexClasses: ReadonlySet<string> = new Set([
  ...pathsOf(
    ["pandas.core.indexes", "pandas.indexes"],
    [
      "base.Index",
      "category.CategoricalIndex",
      "multi.MultiIndex",
      "range.RangeIndex",
      ...numericIndexes.map((name) => `numeric.${name}`),
    ],
  ),
  ...pathsOf(
    ["pandas.core.indexes"],
    [
      "datetimes.DatetimeIndex",
      "interval.IntervalIndex",
      "numeric.NumericIndex",
      "period.PeriodIndex",
      "timedeltas.TimedeltaIndex",
    ],
  ),
  ...pathsOf(
    ["pandas.core.index"],
    ["CategoricalIndex", "Index", "MultiIndex", "RangeIndex", ...numericIndexes],
  ),
  "pandas.tseries.index.DatetimeIndex",
  "pandas.tseries.period.PeriodIndex",
  "pandas.tseries.tdi.TimedeltaIndex",
  ...pathsOf(
    ["pandas"],
    [
      "CategoricalIndex",
      "DatetimeIndex",
      "Index",
      "IntervalIndex",
      "MultiIndex",
      "PeriodIndex",
      "RangeIndex",
      "TimedeltaIndex",
    ],
  ),
]);

export const indexHelpers: readonly string[] = [
  ...pathsOf(
    ["pandas.core.indexes.base", "pandas.indexes.base", "pandas.core.index"],
    ["_new_Index"],
  ),
  ...pathsOf(["pandas.core.indexes.datetimes", "pandas.tseries.index"], ["_new_DatetimeIndex"]),
  ...pathsOf(["pandas.core.indexes.period", "pandas.tseries.period"], ["_new_PeriodIndex"]),
  "pandas.core.indexes.interval._new_IntervalIndex",
];

export const frameClasses: ReadonlySet<string> = new Set([
  "pandas.core.frame.DataFrame",
  "pandas.core.series.Series",
  "pandas.DataFrame",
  "pandas.Series",
]);

export const managerClasses: ReadonlySet<string> = new Set(
  pathsOf(
    ["pandas.core.internals.managers", "pandas.core.internals"],
    ["BlockManager", "SingleBlockManager"],
  ),
);

export const blockHelpers: readonly string[] = [
  "pandas._libs.internals._unpickle_block",
  "pandas.core.internals.blocks.new_block",
];

/** Arrays that are a numpy array with a dtype, and pickled by Cython from pandas 1.3 on. */
export const ndarrayBackedClasses: ReadonlySet<string> = new Set([
  ...pathsOf(
    ["pandas.core.arrays"],
    [
      "categorical.Categorical",
      "datetimes.DatetimeArray",
      "numpy_.NumpyExtensionArray",
      "numpy_.PandasArray",
      "period.PeriodArray",
      "string_.StringArray",
      "string_.StringArrayNumpySemantics",
      "timedeltas.TimedeltaArray",
    ],
  ),
  ...pathsOf(
    ["pandas.arrays"],
    ["DatetimeArray", "NumpyExtensionArray", "PeriodArray", "StringArray", "TimedeltaArray"],
  ),
  "pandas.Categorical",
]);

export const arrayClasses: ReadonlySet<string> = new Set([
  ...ndarrayBackedClasses,
  ...pathsOf(
    ["pandas.core.arrays"],
    [
      "boolean.BooleanArray",
      "floating.FloatingArray",
      "integer.IntegerArray",
      "interval.IntervalArray",
      "sparse.array.SparseArray",
    ],
  ),
  "pandas.core.categorical.Categorical",
  ...pathsOf(
    ["pandas.arrays"],
    ["BooleanArray", "FloatingArray", "IntegerArray", "IntervalArray", "SparseArray"],
  ),
]);

/** Text in Arrow's own format. */
export const unreadArrays: readonly string[] = pathsOf(
  ["pandas.core.arrays.string_arrow", "pandas.core.arrays.arrow.array", "pandas.arrays"],
  ["ArrowStringArray", "ArrowStringArrayNumpySemantics", "ArrowExtensionArray"],
);

const integers = ["Int8", "Int16", "Int32", "Int64", "UInt8", "UInt16", "UInt32", "UInt64"];

const parametrized = [
  "CategoricalDtype",
  "DatetimeTZDtype",
  "IntervalDtype",
  "PeriodDtype",
  "SparseDtype",
];

export const dtypeClasses: readonly string[] = [
  ...pathsOf(["pandas.core.dtypes.dtypes", "pandas.types.dtypes", "pandas"], parametrized),
  ...pathsOf(
    ["pandas.core.arrays.integer", "pandas"],
    integers.map((name) => `${name}Dtype`),
  ),
  ...pathsOf(["pandas"], ["BooleanDtype", "Float32Dtype", "Float64Dtype", "StringDtype"]),
  ...pathsOf(
    ["pandas.core.arrays"],
    [
      "boolean.BooleanDtype",
      "floating.Float32Dtype",
      "floating.Float64Dtype",
      "sparse.dtype.SparseDtype",
      "string_.StringDtype",
    ],
  ),
];

const tslibs = "pandas._libs.tslibs";

export const timeHelpers: readonly string[] = [
  `${tslibs}.nattype.__nat_unpickle`,
  `${tslibs}.nattype._nat_unpickle`,
  `${tslibs}.timedeltas._timedelta_unpickle`,
  `${tslibs}.timestamps._unpickle_timestamp`,
];

export const timeClasses: readonly string[] = [
  `${tslibs}.timedeltas.Timedelta`,
  `${tslibs}.timestamps.Timestamp`,
  ...pathsOf(["pandas._libs.tslib", "pandas.tslib"], ["Timestamp", "Timedelta"]),
  "pandas._libs.interval.Interval",
  "pandas.Interval",
];

export const offsetClasses: readonly string[] = pathsOf(
  [`${tslibs}.offsets`, "pandas.tseries.offsets"],
  ["Day", "Hour", "Minute", "Second", "Milli", "Micro", "Nano"],
);

/** Functions that models mention as parameters. */
export const mentionedFunctions: readonly string[] = [
  "pandas.core.dtypes.missing.isna",
  "pandas.core.tools.numeric.to_numeric",
  "pandas.isna",
  "pandas.to_numeric",
];
