// Values of test/fixtures/jinja and test/fixtures/flask, as encode.py writes them.

import { parseDtype } from "../../src/objects/dtype.ts";
import { NdArray } from "../../src/objects/ndarray.ts";
import { PyFloat, PySet, PyTuple, type PyValue } from "../../src/objects/values.ts";
import { Markup } from "../../src/python/instance.ts";
import { makeArray, makeScalar } from "../../src/python/numpy-make.ts";

interface Encoded {
  readonly $: string;
  readonly v: unknown;
  readonly dtype?: string;
  readonly shape?: readonly number[];
}

/** The Python value of its JSON. */
export function decodeValue(json: unknown): PyValue {
  if (json === null || typeof json === "string" || typeof json === "boolean") return json;
  if (typeof json === "number") return json;
  if (Array.isArray(json)) return json.map(decodeValue);
  return decodeTagged(json as Encoded);
}

function decodeTagged({ $: kind, v, dtype = "", shape = [] }: Encoded): PyValue {
  switch (kind) {
    case "float":
      return new PyFloat(Number(String(v).replace("inf", "Infinity")));
    case "int":
      return BigInt(String(v));
    case "markup":
      return new Markup(String(v));
    case "tuple":
      return new PyTuple((v as unknown[]).map(decodeValue));
    case "set":
      return new PySet((v as unknown[]).map(decodeValue), false);
    case "dict":
      return new Map(
        (v as [unknown, unknown][]).map(([key, value]) => [decodeValue(key), decodeValue(value)]),
      );
    case "scalar":
      return makeScalar(dtypeOf(dtype), decodeValue(v));
    case "array":
      return decodeArray(dtype, shape, (v as unknown[]).map(decodeValue));
    default:
      throw new Error(`no such kind: ${kind}`);
  }
}

function dtypeOf(text: string) {
  return parseDtype(text, 0);
}

function decodeArray(text: string, shape: readonly number[], values: PyValue[]): NdArray {
  const dtype = dtypeOf(text);
  if (dtype.code === "O") return NdArray.from({ dtype, shape, data: values, offset: 0 });
  if (dtype.code !== "U") return makeArray(dtype, shape, values);
  const data = new Uint8Array(dtype.itemSize * values.length);
  const view = new DataView(data.buffer);
  for (const [i, value] of values.entries()) {
    for (const [j, character] of Array.from(String(value)).entries()) {
      view.setUint32(i * dtype.itemSize + 4 * j, character.codePointAt(0) ?? 0, true);
    }
  }
  return NdArray.from({ dtype, shape, data, offset: 0 });
}

/** A context by name, made anew: templates may change lists. */
export function decodeContext(json: Readonly<Record<string, unknown>>): Map<string, PyValue> {
  return new Map(Object.entries(json).map(([name, value]) => [name, decodeValue(value)]));
}
