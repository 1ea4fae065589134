// ZIP archives for tests, with any lie that a header can tell.

import { crc32, deflateRawSync } from "node:zlib";

export interface ZipMember {
  readonly name: string;
  readonly data: Uint8Array | string;
  readonly deflated?: boolean;
  /** What the central header says, where it is not the truth. */
  readonly central?: Partial<HeaderFields>;
  /** What the local header says, where it is not the truth. */
  readonly local?: Partial<HeaderFields>;
}

export interface HeaderFields {
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly name: string;
  readonly start: number;
  readonly extra: Uint8Array;
}

export function writeZip(members: readonly ZipMember[], tail: Partial<ZipTail> = {}): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, data, deflated = false, central = {}, local = {} } of members) {
    const plain = Buffer.from(data);
    const packed = deflated ? deflateRawSync(plain) : plain;
    const truth: HeaderFields = {
      flags: 0,
      method: deflated ? 8 : 0,
      crc: crc32(plain),
      packed: packed.length,
      size: plain.length,
      name,
      start: at,
      extra: new Uint8Array(0),
    };
    const own = header({ ...truth, ...local }, false);
    directory.push(header({ ...truth, ...central }, true));
    parts.push(own, packed);
    at += own.length + packed.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  const told: ZipTail = { count: members.length, size: listed.length, start: at, ...tail };
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(told.count, 8);
  end.writeUInt16LE(told.count, 10);
  end.writeUInt32LE(told.size, 12);
  end.writeUInt32LE(told.start, 16);
  return new Uint8Array(Buffer.concat([...parts, listed, end]));
}

interface ZipTail {
  readonly count: number;
  readonly size: number;
  readonly start: number;
}

function header(fields: HeaderFields, isCentral: boolean): Buffer {
  const name = Buffer.from(fields.name);
  const fixed = isCentral ? 46 : 30;
  const bytes = Buffer.alloc(fixed + name.length + fields.extra.length);
  bytes.writeUInt32LE(isCentral ? 0x02014b50 : 0x04034b50, 0);
  const at = isCentral ? 8 : 6;
  bytes.writeUInt16LE(fields.flags, at);
  bytes.writeUInt16LE(fields.method, at + 2);
  bytes.writeUInt32LE(fields.crc, at + 8);
  bytes.writeUInt32LE(fields.packed, at + 12);
  bytes.writeUInt32LE(fields.size, at + 16);
  bytes.writeUInt16LE(name.length, at + 20);
  bytes.writeUInt16LE(fields.extra.length, at + 22);
  if (isCentral) bytes.writeUInt32LE(fields.start, 42);
  name.copy(bytes, fixed);
  bytes.set(fields.extra, fixed + name.length);
  return bytes;
}
