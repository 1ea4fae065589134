import { describe, expect, it } from "vitest";
import { NdArray } from "../../src/objects/ndarray.ts";
import { PyObject, PySlice, PyTuple, type PyValue } from "../../src/objects/values.ts";
import { call, named } from "./calls.ts";
import { errorOf } from "./errors-of.ts";

const index = named("pandas.core.indexes.base.Index");
const system = named("os.system");
const categorical = named("pandas.core.arrays.categorical.Categorical");
const backed = "pandas._libs.arrays.__pyx_unpickle_NDArrayBacked";

describe("pandasGlobals", () => {
  it.each([
    ["pandas.core.indexes.base", "pandas.core.indexes.base.Index"],
    ["pandas.indexes.base", "pandas.indexes.base.Index"],
    ["pandas.core.index", "pandas.core.index.Int64Index"],
  ])("%s._new_Index makes a record of its class", (module, path) => {
    const parts = new Map();
    const value = call(`${module}._new_Index`, [named(path), parts]);
    expect(value instanceof PyObject && [value.global.path, value.args]).toEqual([path, [parts]]);
  });

  it.each<[string, PyValue[], string]>([
    ["pandas.core.indexes.base._new_Index", [system, new Map()], "PICKLE_FORBIDDEN_CALL"],
    ["pandas.core.indexes.base._new_Index", [index, []], "PICKLE_FORBIDDEN_CALL"],
    ["pandas.core.indexes.base._new_Index", [index], "PICKLE_FORBIDDEN_CALL"],
    ["pandas.core.frame.DataFrame", [new Map()], "PICKLE_FORBIDDEN_CALL"],
    ["pandas._libs.internals._unpickle_block", [system, new PySlice(0, 1, 1), 2], "OBJECT_INVALID"],
    ["pandas._libs.internals._unpickle_block", [new NdArray(0), null, 2], "OBJECT_INVALID"],
    ["pandas.core.internals.managers.BlockManager", [system], "OBJECT_INVALID"],
    ["pandas.core.internals.managers.BlockManager", [new PyTuple([])], "OBJECT_INVALID"],
    [backed, [system, 1, null], "PICKLE_FORBIDDEN_CALL"],
    [backed, [categorical, "1", null], "PICKLE_FORBIDDEN_CALL"],
    [backed, [categorical, 1, "x"], "OBJECT_INVALID"],
    ["pandas.core.arrays.string_.StringDtype", [system], "PICKLE_FORBIDDEN_CALL"],
    ["pandas._libs.tslibs.timestamps.Timestamp", [system], "PICKLE_FORBIDDEN_CALL"],
    ["pandas._libs.tslibs.timestamps._unpickle_timestamp", [[1]], "PICKLE_FORBIDDEN_CALL"],
    ["pandas.core.arrays.string_arrow.ArrowStringArray", [], "OBJECT_INVALID"],
  ])("%s refuses other arguments (%#)", (path, args, code) => {
    expect(errorOf(() => call(path, args)).code).toBe(code);
  });

  it("keeps the state that a Cython helper is given", () => {
    const state = new PyTuple([]);
    const value = call(backed, [categorical, 1, state]);
    expect(value instanceof PyObject && [value.global, value.state]).toEqual([categorical, state]);
  });
});
