// Tensors as they travel between threads: plain values that ONNX Runtime's own objects are made of.

export type ElementKind =
  | "float32"
  | "float64"
  | "int8"
  | "int16"
  | "int32"
  | "int64"
  | "uint8"
  | "uint16"
  | "uint32"
  | "uint64"
  | "bool"
  | "string";

export type TensorData =
  | Float32Array
  | Float64Array
  | Int8Array
  | Int16Array
  | Int32Array
  | BigInt64Array
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | BigUint64Array
  | readonly string[];

export interface PlainTensor {
  readonly name: string;
  readonly type: ElementKind;
  readonly dims: readonly number[];
  readonly data: TensorData;
}

/** How numbers of each kind are held; texts are a list. Booleans are bytes. */
const arrays = {
  float32: Float32Array,
  float64: Float64Array,
  int8: Int8Array,
  int16: Int16Array,
  int32: Int32Array,
  uint8: Uint8Array,
  uint16: Uint16Array,
  uint32: Uint32Array,
  bool: Uint8Array,
} as const;

const ranges: Readonly<Partial<Record<ElementKind, readonly [low: number, high: number]>>> = {
  int8: [-(2 ** 7), 2 ** 7 - 1],
  int16: [-(2 ** 15), 2 ** 15 - 1],
  int32: [-(2 ** 31), 2 ** 31 - 1],
  int64: [-(2 ** 53), 2 ** 53],
  uint8: [0, 2 ** 8 - 1],
  uint16: [0, 2 ** 16 - 1],
  uint32: [0, 2 ** 32 - 1],
  uint64: [0, 2 ** 53],
  bool: [0, 1],
};

export function isWhole(type: ElementKind): boolean {
  return ranges[type] !== undefined;
}

/** Whether a number is one of the kind: float32 takes any, rounded. */
export function fitsKind(value: number, type: ElementKind): boolean {
  const range = ranges[type];
  return range === undefined || (Number.isInteger(value) && value >= range[0] && value <= range[1]);
}

/** Numbers as the data of a tensor; each must fit. */
export function numbersAs(type: ElementKind, values: Float64Array): TensorData {
  if (type === "int64") return BigInt64Array.from(values, BigInt);
  if (type === "uint64") return BigUint64Array.from(values, BigInt);
  if (type === "string") return Array.from(values, String);
  return arrays[type].from(values);
}
