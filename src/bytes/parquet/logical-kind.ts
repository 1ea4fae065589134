// What the values of a column mean beyond their physical type, in its newer and its older notation.

import type { ByteReader } from "../byte-reader.ts";
import { booleanField, integerField, structField, type ThriftType } from "./thrift.ts";

/** Fractions of a second: thousandths, millionths, billionths. */
export type TimeUnit = 3 | 6 | 9;

export type LogicalKind =
  | { readonly kind: "plain" | "text" | "date" | "uuid" | "half" | "unsigned" | "interval" }
  | { readonly kind: "decimal"; readonly scale: number }
  | { readonly kind: "time"; readonly unit: TimeUnit }
  | { readonly kind: "timestamp"; readonly unit: TimeUnit; readonly isUtc: boolean };

/** By the numbers of the union TimeUnit. */
const units: readonly (TimeUnit | undefined)[] = [undefined, 3, 6, 9];

const plain: LogicalKind = { kind: "plain" };

/** By the numbers of the union LogicalType, those without fields of their own. */
const simple: ReadonlyMap<number, LogicalKind> = new Map([
  [1, { kind: "text" }],
  [4, { kind: "text" }],
  [6, { kind: "date" }],
  [12, { kind: "text" }],
  [14, { kind: "uuid" }],
  [15, { kind: "half" }],
]);

/** The union LogicalType. */
export function readLogicalKind(reader: ByteReader, own: ThriftType): LogicalKind {
  let found: LogicalKind = plain;
  structField(reader, own, (field, type) => {
    if (field === 5) found = { kind: "decimal", scale: readScale(reader, type) };
    else if (field === 7 || field === 8) found = readTime(reader, type, field === 8);
    else if (field === 10) found = readInteger(reader, type);
    else {
      found = simple.get(field) ?? plain;
      return false;
    }
    return true;
  });
  return found;
}

function readScale(reader: ByteReader, own: ThriftType): number {
  let scale = 0;
  structField(reader, own, (field, type) => {
    if (field !== 1) return false;
    scale = integerField(reader, type);
    return true;
  });
  return checkScale(reader, scale);
}

function checkScale(reader: ByteReader, scale: number): number {
  if (scale < 0 || scale > 1000) throw reader.fault(`a decimal has the scale ${scale}`);
  return scale;
}

function readTime(reader: ByteReader, own: ThriftType, isStamp: boolean): LogicalKind {
  let isUtc = false;
  let unit: TimeUnit = 3;
  structField(reader, own, (field, type) => {
    if (field === 1) isUtc = booleanField(reader, type);
    else if (field === 2) {
      structField(reader, type, (which) => {
        unit = units[which] ?? 3;
        return false;
      });
    } else return false;
    return true;
  });
  return isStamp ? { kind: "timestamp", unit, isUtc } : { kind: "time", unit };
}

function readInteger(reader: ByteReader, own: ThriftType): LogicalKind {
  let isSigned = true;
  structField(reader, own, (field, type) => {
    if (field !== 2) return false;
    isSigned = booleanField(reader, type);
    return true;
  });
  return isSigned ? plain : { kind: "unsigned" };
}

/** The older notation: the enumeration ConvertedType. */
export function kindOfConverted(converted: number | undefined, scale: number): LogicalKind {
  switch (converted) {
    case 0:
    case 4:
    case 19:
      return { kind: "text" };
    case 5:
      return { kind: "decimal", scale: Math.min(Math.max(scale, 0), 1000) };
    case 6:
      return { kind: "date" };
    case 7:
      return { kind: "time", unit: 3 };
    case 8:
      return { kind: "time", unit: 6 };
    case 9:
      return { kind: "timestamp", unit: 3, isUtc: true };
    case 10:
      return { kind: "timestamp", unit: 6, isUtc: true };
    case 11:
    case 12:
    case 13:
    case 14:
      return { kind: "unsigned" };
    case 21:
      return { kind: "interval" };
    default:
      return plain;
  }
}
