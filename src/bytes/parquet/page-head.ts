// What stands before each page of a column: what it is, how long it is, and how its values are written.

import { ByteReader, type Fault } from "../byte-reader.ts";
import { booleanField, integerField, readStruct, structField } from "./thrift.ts";

export interface PageHead {
  /** `data2` keeps what is missing apart from the values; `other` = an index, of no concern here. */
  readonly kind: "data" | "data2" | "dictionary" | "other";
  /** Bytes of the head itself. */
  readonly length: number;
  readonly compressed: number;
  readonly uncompressed: number;
  readonly crc: number | null;
  /** Values, missing ones included. */
  readonly values: number;
  readonly encoding: number;
  readonly levelEncoding: number;
  // Of `data2`.
  readonly missing: number;
  readonly levelBytes: number;
  readonly repetitionBytes: number;
  readonly isCompressed: boolean;
}

/** By the field of a page's own head how many numbers it begins with. */
const numbersOf: ReadonlyMap<number, number> = new Map([
  [5, 4],
  [7, 2],
  [8, 6],
]);

/** There are more bytes to come. */
class TooShort extends Error {}

const kinds: readonly PageHead["kind"][] = ["data", "other", "dictionary", "data2"];

/**
 * Reads one head.
 *
 * @param bytes  from its first byte on
 * @returns      null where it does not end within them
 * @throws what `fault` gives
 */
export function readPageHead(bytes: Uint8Array, fault: Fault): PageHead | null {
  try {
    return readHead(bytes, fault);
  } catch (error) {
    if (error instanceof TooShort) return null;
    throw error;
  }
}

function readHead(bytes: Uint8Array, fault: Fault): PageHead {
  // A length that leads beyond the bytes may be sound: then more of them must be read.
  const reader = new ByteReader(bytes, (offset, reason) =>
    offset >= bytes.length || /longer than the file/.test(reason)
      ? new TooShort()
      : fault(offset, reason),
  );
  const own = new Map<number, number>();
  const inner = new Map<number, number>();
  let isCompressed = true;
  readStruct(reader, (field, type) => {
    if (field <= 4) {
      own.set(field, integerField(reader, type));
      return true;
    }
    if (field !== 5 && field !== 7 && field !== 8) return false;
    structField(reader, type, (part, partType) => {
      if (field === 8 && part === 7) {
        isCompressed = booleanField(reader, partType);
        return true;
      }
      // What else there is are statistics, and whether a dictionary is sorted.
      const isNumber = part <= (numbersOf.get(field) ?? 0);
      if (isNumber) inner.set(part, integerField(reader, partType));
      return isNumber;
    });
    return true;
  });
  const kind = kinds[own.get(1) ?? -1];
  const compressed = own.get(3) ?? -1;
  const uncompressed = own.get(2) ?? -1;
  const number = (field: number): number => inner.get(field) ?? 0;
  const isSound = [...inner.values()].every((value) => value >= 0);
  if (kind === undefined || compressed < 0 || uncompressed < 0 || !isSound) {
    throw fault(0, "the head of a page is damaged");
  }
  const isSecond = kind === "data2";
  return {
    kind,
    length: reader.position,
    compressed,
    uncompressed,
    crc: own.get(4) ?? null,
    values: number(1),
    encoding: number(isSecond ? 4 : 2),
    levelEncoding: number(3),
    missing: isSecond ? number(2) : 0,
    levelBytes: isSecond ? number(5) : 0,
    repetitionBytes: isSecond ? number(6) : 0,
    isCompressed,
  };
}
