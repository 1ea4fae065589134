// Values as UBJSON, as XGBoost writes it: lengths of 8 bytes, arrays with counts, objects with an end marker.

/** Bytes of a value: null, booleans, numbers (int32 or float64), texts, typed arrays, arrays, Maps and objects. */
export function writeUbjson(value: unknown): Uint8Array {
  return Uint8Array.from(bytesOf(value));
}

function bytesOf(value: unknown): number[] {
  if (value === null) return letters("Z");
  if (typeof value === "boolean") return letters(value ? "T" : "F");
  if (typeof value === "string") return [...letters("S"), ...text(value)];
  if (typeof value === "number") return number(value);
  if (ArrayBuffer.isView(value)) return typed(value as Int32Array);
  if (Array.isArray(value))
    return [...letters("[#"), ...length(value.length), ...value.flatMap(bytesOf)];
  const entries = value instanceof Map ? [...value] : Object.entries(value as object);
  const inner = entries.flatMap(([key, item]) => [...text(String(key)), ...bytesOf(item)]);
  return [...letters("{"), ...inner, ...letters("}")];
}

/** A length: an int64 with its marker. */
export function length(count: number): number[] {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigInt64(0, BigInt(count));
  return [...letters("L"), ...new Uint8Array(view.buffer)];
}

export function letters(text: string): number[] {
  return [...text].map((letter) => letter.charCodeAt(0));
}

function text(value: string): number[] {
  const bytes = new TextEncoder().encode(value);
  return [...length(bytes.length), ...bytes];
}

function number(value: number): number[] {
  const view = new DataView(new ArrayBuffer(8));
  if (Number.isInteger(value) && Math.abs(value) < 2 ** 31) {
    view.setInt32(0, value);
    return [...letters("l"), ...new Uint8Array(view.buffer, 0, 4)];
  }
  view.setFloat64(0, value);
  return [...letters("D"), ...new Uint8Array(view.buffer)];
}

function typed(value: Int32Array | Float32Array | Uint8Array): number[] {
  if (value instanceof Uint8Array) return [...letters("[$U#"), ...length(value.length), ...value];
  const view = new DataView(new ArrayBuffer(4 * value.length));
  for (const [i, item] of value.entries()) {
    if (value instanceof Int32Array) view.setInt32(4 * i, item);
    else view.setFloat32(4 * i, item);
  }
  const mark = value instanceof Int32Array ? "[$l#" : "[$d#";
  return [...letters(mark), ...length(value.length), ...new Uint8Array(view.buffer)];
}
