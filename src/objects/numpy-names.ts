// Names of numpy that a pickle may mention, or that numpy's own helpers may be handed: exact lists.

import { pathsOf } from "./records.ts";

function words(text: string): string[] {
  return text.trim().split(/\s+/);
}

/** Classes that `_reconstruct` may make. All are read as plain arrays. */
export const arrayClasses: ReadonlySet<string> = new Set([
  "numpy.ndarray",
  "numpy.matrix",
  "numpy.matrixlib.defmatrix.matrix",
  "numpy.core.defmatrix.matrix",
  "numpy.memmap",
  "numpy.core.memmap.memmap",
  "numpy._core.memmap.memmap",
  "numpy.recarray",
  "numpy.rec.recarray",
  "numpy.core.records.recarray",
  "numpy.chararray",
  "numpy.char.chararray",
  "numpy.core.defchararray.chararray",
  "pandas.core.base.FrozenNDArray",
  "pandas.core.indexes.frozen.FrozenNDArray",
]);

/** Classes that `_mareconstruct` may make; scikit-learn 0.18 to 0.20 had its own. */
export const maskedClasses: ReadonlySet<string> = new Set([
  "numpy.ma.core.MaskedArray",
  "numpy.ma.MaskedArray",
  "sklearn.utils.fixes.MaskedArray",
]);

/** Scalar types that stand for a plain record of bytes in `dtype(type, False, True)`. */
export const recordTypes: ReadonlySet<string> = new Set([
  "numpy.record",
  "numpy.rec.record",
  "numpy.core.records.record",
  "numpy.void",
]);

/** Scalar types, as parameters such as `dtype=numpy.float64` name them. */
export const scalarTypes: ReadonlySet<string> = new Set(
  pathsOf(
    ["numpy"],
    words(`
    bool bool8 bool_ byte bytes0 bytes_ cdouble cfloat character clongdouble clongfloat complex128
    complex192 complex256 complex64 complex_ complexfloating csingle datetime64 double flexible float128
    float16 float32 float64 float96 float_ floating generic half inexact int0 int16 int32 int64 int8 int_
    intc integer intp long longcomplex longdouble longfloat longlong number object0 object_ record short
    signedinteger single singlecomplex str0 str_ string_ timedelta64 ubyte uint uint0 uint16 uint32
    uint64 uint8 uintc uintp ulong ulonglong unicode_ unsignedinteger ushort void void0`),
  ),
);

/** Classes of dtypes, as numpy 1.25 and later name them. */
export const dtypeClasses: readonly string[] = pathsOf(
  ["numpy.dtypes"],
  words(`
    BoolDType ByteDType BytesDType CLongDoubleDType Complex128DType Complex64DType DateTime64DType
    Float16DType Float32DType Float64DType Int16DType Int32DType Int64DType Int8DType IntDType LongDType
    LongDoubleDType LongLongDType ObjectDType ShortDType StrDType TimeDelta64DType UByteDType
    UInt16DType UInt32DType UInt64DType UInt8DType UIntDType ULongDType ULongLongDType UShortDType
    VoidDType`),
);

/** Functions that numpy before 1.20 names by `_ufunc_reconstruct(module, name)`. */
export const universalFunctions: ReadonlySet<string> = new Set([
  ...pathsOf(
    ["numpy", "numpy.core._multiarray_umath", "numpy.core.umath"],
    words(`
      absolute add arccos arccosh arcsin arcsinh arctan arctan2 arctanh bitwise_and bitwise_or
      bitwise_xor cbrt ceil conjugate copysign cos cosh deg2rad degrees divmod equal exp exp2 expm1
      fabs float_power floor floor_divide fmax fmin fmod gcd greater greater_equal heaviside hypot
      invert isfinite isinf isnan lcm ldexp left_shift less less_equal log log10 log1p log2 logaddexp
      logaddexp2 logical_and logical_not logical_or logical_xor matmul maximum minimum multiply
      negative nextafter not_equal positive power rad2deg radians reciprocal remainder right_shift
      rint sign signbit sin sinh spacing sqrt square subtract tan tanh true_divide trunc`),
  ),
  ...pathsOf(
    ["scipy.special._ufuncs"],
    words(`
      boxcox boxcox1p cbrt erf erfc exp10 exp2 expit expm1 gammaln inv_boxcox inv_boxcox1p log1p
      logit ndtr ndtri`),
  ),
]);
