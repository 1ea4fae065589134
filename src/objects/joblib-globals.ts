// joblib's arrays: a small wrapper object in the pickle, and right after it the raw bytes of the array.

import type { BuilderTable, PayloadHeader, PayloadSource } from "./builders.ts";
import { Dtype, dimensions } from "./dtype.ts";
import { NdArray, shapeSize } from "./ndarray.ts";
import { arrayClasses } from "./numpy-names.ts";
import {
  emptyRecord,
  forbidden,
  invalidArray,
  invalidObject,
  isNamed,
  mergedTables,
  pathsOf,
  record,
  tableOf,
} from "./records.ts";
import type { PyGlobal, PyValue } from "./values.ts";

/**
 * joblib's `NumpyArrayWrapper`: after BUILD come the array's bytes, or for an array of objects an inner pickle.
 *
 * @see joblib/numpy_pickle.py `NumpyArrayWrapper.read_array` (1.5.3)
 */
export class JoblibArray implements PayloadHeader {
  readonly kind = "joblib-array";
  readonly global: PyGlobal;
  readonly offset: number;
  #parts: { shape: readonly number[]; dtype: Dtype; fortran: boolean; aligned: boolean } | null =
    null;

  constructor(global: PyGlobal, offset: number) {
    this.global = global;
    this.offset = offset;
  }

  /** @throws OBJECT_INVALID when class, shape, order or dtype are not those of an array */
  setState(state: PyValue, offset: number): void {
    const made = { global: this.global, offset };
    if (!(state instanceof Map)) throw invalidObject(made, "its state is not a dict");
    if (!isNamed(state.get("subclass"), arrayClasses)) {
      throw invalidObject(made, "it holds something else than an array");
    }
    const shape = dimensions(state.get("shape"));
    const dtype = state.get("dtype");
    const order = state.get("order");
    // Written from joblib 1.2 on; without it the bytes begin at once.
    const alignment = state.get("numpy_array_alignment_bytes") ?? null;
    if (shape === null || !(dtype instanceof Dtype) || (order !== "C" && order !== "F")) {
      throw invalidObject(made, "it lacks the shape, the order or the dtype of its array");
    }
    if (alignment !== null && (typeof alignment !== "number" || alignment < 1 || alignment > 255)) {
      throw invalidObject(made, "its alignment is impossible");
    }
    this.#parts = { shape, dtype, fortran: order === "F", aligned: alignment !== null };
  }

  /** @throws ARRAY_INVALID when the file ends before the array does */
  readPayload(source: PayloadSource): NdArray {
    if (this.#parts === null) throw invalidArray(this.offset, "its description is missing");
    const { shape, dtype, fortran, aligned } = this.#parts;
    const offset = source.position;
    if (dtype.hasObjects) return this.#readObjects(source, shape);
    const length = shapeSize(shape, dtype, offset) * dtype.itemSize;
    const begin = offset + (aligned ? 1 + (source.bytes[offset] ?? 0) : 0);
    const end = begin + length;
    if (end > source.bytes.length) {
      const left = Math.max(0, source.bytes.length - begin);
      throw invalidArray(offset, `it takes ${length} bytes and the file has ${left} more`);
    }
    source.position = end;
    const data = source.bytes.subarray(begin, end);
    return NdArray.from({ dtype, shape, data, fortran, offset: begin });
  }

  /** The elements as a pickle of the whole array, whatever the wrapper says of its shape. */
  #readObjects(source: PayloadSource, shape: readonly number[]): NdArray {
    const offset = source.position;
    const array = source.readPickle();
    if (!(array instanceof NdArray) || array.objects === null) {
      throw invalidArray(offset, "its elements are not an array of objects");
    }
    if (array.shape.length !== shape.length || array.shape.some((n, i) => n !== shape[i])) {
      throw invalidArray(offset, "its elements have another shape");
    }
    return array;
  }
}

const packages = ["joblib", "sklearn.externals.joblib"];

/** Builders for joblib's wrappers, of joblib itself and of the copy in scikit-learn before 0.23. */
export const joblibGlobals: BuilderTable = mergedTables(
  tableOf(pathsOf(packages, ["numpy_pickle.NumpyArrayWrapper"]), (call) => {
    if (call.args.length > 0 || call.kwargs !== null) {
      throw forbidden(call, "joblib makes it without arguments");
    }
    return new JoblibArray(call.global, call.offset);
  }),
  tableOf(
    pathsOf(packages, [
      "numpy_pickle.NDArrayWrapper",
      "numpy_pickle.ZNDArrayWrapper",
      "numpy_pickle_compat.NDArrayWrapper",
      "numpy_pickle_compat.ZNDArrayWrapper",
    ]),
    (call) => {
      const advice = "load it with its Python and save it again in one file";
      throw invalidObject(call, `joblib before 0.10 put the arrays into other files; ${advice}`);
    },
  ),
  tableOf(pathsOf(packages, ["memory.Memory", "memory.MemorizedFunc"]), record),
  tableOf(pathsOf(packages, ["_store_backends.FileSystemStoreBackend"]), emptyRecord),
);
