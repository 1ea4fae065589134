// What stored values mean: numbers, texts, truths, dates. Numbers stay numbers; what JavaScript has no kind for becomes
// the text that people write for it.

import type { ByteReader } from "../byte-reader.ts";
import type { LogicalKind, TimeUnit } from "./logical-kind.ts";
import { physical, type SchemaLeaf } from "./schema.ts";
import type { StoredValue } from "./stored-values.ts";

/** One cell of a table; null = missing. Decimals, dates and times are texts: `12.50`, `2024-01-31T09:30:00`. */
export type ParquetCell = number | bigint | boolean | string | null;

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** What turns a column's values into cells; null for a column whose values are no cells (intervals). */
export function cellMaker(
  leaf: SchemaLeaf,
  reader: Pick<ByteReader, "fault">,
): ((value: StoredValue) => ParquetCell) | null {
  const kind = soundKind(leaf);
  if (leaf.type === physical.int96) return (value) => impalaTime(bytesOf(value));
  switch (kind.kind) {
    case "interval":
      return null;
    case "decimal":
      return (value) => decimalText(unscaled(value, reader), kind.scale);
    case "date":
      return (value) => dateText(Number(value));
    case "time":
      return (value) => timeText(wholeOf(value), kind.unit);
    case "timestamp":
      return (value) => stampText(wholeOf(value), kind);
    case "unsigned":
      return (value) => unsignedOf(value, leaf.type);
    case "uuid":
      return (value) => uuidText(bytesOf(value));
    case "half":
      return (value) => halfOf(bytesOf(value));
    default:
      if (leaf.type !== physical.bytes && leaf.type !== physical.fixed) return plainCell;
      // Old writers of Hive and Impala do not say that bytes are a text.
      return (value) => textOf(leaf.name, bytesOf(value), reader);
  }
}

const maxDecimalBytes = 128;

/** What the values mean where they can mean that: a date is no text, whatever the schema says. */
function soundKind({ kind, type, width }: SchemaLeaf): LogicalKind {
  const isWhole = type === physical.int32 || type === physical.int64;
  const isBytes = type === physical.bytes || type === physical.fixed;
  const isSound: Readonly<Record<LogicalKind["kind"], boolean>> = {
    plain: true,
    text: isBytes,
    date: type === physical.int32,
    uuid: type === physical.fixed && width === 16,
    half: type === physical.fixed && width === 2,
    unsigned: isWhole,
    interval: true,
    decimal: isWhole || isBytes,
    time: isWhole,
    timestamp: type === physical.int64,
  };
  return isSound[kind.kind] ? kind : { kind: "plain" };
}

function plainCell(value: StoredValue): ParquetCell {
  return value instanceof Uint8Array ? null : value;
}

function bytesOf(value: StoredValue): Uint8Array {
  return value instanceof Uint8Array ? value : new Uint8Array(0);
}

function wholeOf(value: StoredValue): bigint {
  return typeof value === "bigint" ? value : BigInt(Number(value));
}

function textOf(name: string, bytes: Uint8Array, reader: Pick<ByteReader, "fault">): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw reader.fault(
      `the column ${JSON.stringify(name.slice(0, 60))} holds bytes that are no text`,
    );
  }
}

function unsignedOf(value: StoredValue, type: number): number | bigint {
  const whole = BigInt.asUintN(type === physical.int32 ? 32 : 64, wholeOf(value));
  const number = Number(whole);
  return Number.isSafeInteger(number) ? number : whole;
}

/** A decimal's digits as a whole number: bytes hold it with the highest first. */
function unscaled(value: StoredValue, reader: Pick<ByteReader, "fault">): bigint {
  if (!(value instanceof Uint8Array)) return wholeOf(value);
  if (value.length === 0) return 0n;
  // Writers have 76 digits, which are 32 bytes; millions of digits would take minutes to write down.
  if (value.length > maxDecimalBytes) throw reader.fault(`a decimal has ${value.length} bytes`);
  let hex = "0x";
  for (const byte of value) hex += byte.toString(16).padStart(2, "0");
  return BigInt.asIntN(8 * value.length, BigInt(hex));
}

function decimalText(digits: bigint, scale: number): string {
  if (scale === 0) return String(digits);
  const sign = digits < 0n ? "-" : "";
  const text = String(digits < 0n ? -digits : digits).padStart(scale + 1, "0");
  return `${sign}${text.slice(0, -scale)}.${text.slice(-scale)}`;
}

const dayMs = 86_400_000;

function dateText(days: number): string {
  return isoText(days * dayMs).slice(0, 10);
}

/** As `toISOString`, but years beyond its range are no reason to throw. */
function isoText(ms: number): string {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? `${ms} ms` : date.toISOString().replace(/^\+?/, "");
}

function timeText(value: bigint, unit: TimeUnit): string {
  const perSecond = 10n ** BigInt(unit);
  const seconds = Number(value / perSecond);
  return isoText(seconds * 1000).slice(11, 19) + fraction(value % perSecond, unit);
}

function stampText(value: bigint, { unit, isUtc }: { unit: TimeUnit; isUtc: boolean }): string {
  const perSecond = 10n ** BigInt(unit);
  const part = ((value % perSecond) + perSecond) % perSecond;
  const seconds = (value - part) / perSecond;
  const text = isoText(Number(seconds) * 1000);
  if (!text.includes("T")) return text;
  return text.slice(0, text.indexOf("T") + 9) + fraction(part, unit) + (isUtc ? "Z" : "");
}

function fraction(part: bigint, unit: TimeUnit): string {
  return part === 0n ? "" : `.${String(part).padStart(unit, "0").replace(/0+$/, "")}`;
}

/** Nanoseconds of the day, and the day by its Julian number: how Impala and old Spark write times. */
function impalaTime(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const epoch = 2_440_588;
  const day = BigInt(view.getInt32(8, true) - epoch);
  const value = day * 86_400_000_000_000n + view.getBigInt64(0, true);
  return stampText(value, { unit: 9, isUtc: false });
}

function uuidText(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes).toString("hex");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** IEEE 754's binary16. */
function halfOf(bytes: Uint8Array): number {
  const word = (bytes[0] ?? 0) | ((bytes[1] ?? 0) << 8);
  const sign = word & 0x8000 ? -1 : 1;
  const exponent = (word >> 10) & 0x1f;
  const mantissa = word & 0x3ff;
  if (exponent === 0) return sign * mantissa * 2 ** -24;
  if (exponent === 31) return mantissa === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + mantissa / 1024) * 2 ** (exponent - 15);
}
