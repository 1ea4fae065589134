// A ZIP archive in memory, read by its central directory alone: what two readers could see differently is refused.
// @see PKWARE's APPNOTE.TXT 6.3.10, sections 4.3.7 (local header), 4.3.12 (central header), 4.3.16 (end)

import { crc32, inflateRawSync } from "node:zlib";
import { type Limits, limitExceeded } from "../limits.ts";
import { ByteReader } from "./byte-reader.ts";
import { damageIn, unsupportedIn } from "./compression-error.ts";

/** What may still be inflated of one file, all its archives together, bytes. */
export interface Allowance {
  readonly limits: Limits;
  left: number;
}

interface Member {
  readonly name: string;
  readonly isStored: boolean;
  readonly crc: number;
  readonly size: number;
  /** The compressed bytes. */
  readonly data: Uint8Array;
  /** Where the local header begins, and the first byte after the data. */
  readonly start: number;
  readonly end: number;
}

const maxMembers = 10_000;
const endBytes = 22;
const maxComment = 65_535;
const endMark = 0x06054b50;
const centralMark = 0x02014b50;
const localMark = 0x04034b50;
const utf8Flag = 0x800;
/** Encrypted; patched; strongly encrypted; masked. */
const unreadFlags = 0x1 | 0x20 | 0x40 | 0x2000;
const laterSizesFlag = 0x8;
/** Stands for a size of 64 bits that is told elsewhere. */
const unknownSize = 0xffffffff;

const fault = damageIn("zip");

export class ZipArchive {
  readonly #members: ReadonlyMap<string, Member>;
  /** Shared with archives inside of this one. */
  readonly allowance: Allowance;

  /**
   * @throws COMPRESSION_CORRUPT, COMPRESSION_UNSUPPORTED (encryption, more than one volume, ZIP64, other methods than
   *   storing and deflating)
   */
  constructor(bytes: Uint8Array, allowance: Allowance) {
    this.#members = readDirectory(plainView(bytes));
    this.allowance = allowance;
  }

  has(name: string): boolean {
    return this.#members.has(name);
  }

  names(): string[] {
    return [...this.#members.keys()];
  }

  /** Where a member's bytes begin in the archive; 0 when there is none of the name. */
  startOf(name: string): number {
    const member = this.#members.get(name);
    return member === undefined ? 0 : member.end - member.data.length;
  }

  /**
   * The contents of a member, their size and checksum verified; undefined when there is none of the name.
   *
   * @throws COMPRESSION_CORRUPT; LIMIT_EXCEEDED `inflatedBytes`
   */
  read(name: string): Uint8Array | undefined {
    const member = this.#members.get(name);
    if (member === undefined) return undefined;
    const { allowance } = this;
    if (member.size > allowance.left) throw limitExceeded(allowance.limits, "inflatedBytes");
    const contents = member.isStored ? member.data : inflated(member);
    if (contents.length !== member.size)
      throw fault(member.start, "a member is not as long as it says");
    if (crc32(contents) !== member.crc)
      throw fault(member.start, "the checksum of a member does not match");
    if (!member.isStored) allowance.left -= member.size;
    return contents;
  }
}

/** Not a Buffer, whose `slice` is no copy. */
function plainView({ buffer, byteOffset, length }: Uint8Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, length);
}

function inflated({ data, size, start }: Member): Uint8Array {
  try {
    return plainView(inflateRawSync(data, { maxOutputLength: Math.max(size, 1) }));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw fault(start, `a member cannot be inflated (${reason})`);
  }
}

function readDirectory(bytes: Uint8Array): ReadonlyMap<string, Member> {
  const end = findEnd(bytes);
  const reader = new ByteReader(bytes, fault, end + 4);
  const volumes = reader.readUint32();
  const [here, all] = [readUint16(reader), readUint16(reader)];
  const [size, start] = [reader.readUint32(), reader.readUint32()];
  if (volumes !== 0 || here !== all) throw unsupportedIn("zip", end, "several volumes");
  if (all === 0xffff || start === unknownSize) throw unsupportedIn("zip", end, "ZIP64");
  if (all > maxMembers) throw fault(end, `it has ${all} members`);
  if (start + size !== end) throw fault(end, "its directory does not end where it says");
  const directory = new ByteReader(bytes, fault, start, end);
  const members = new Map<string, Member>();
  const placed: Member[] = [];
  for (let i = 0; i < all; i++) {
    const member = readMember(bytes, directory, start);
    if (members.has(member.name)) throw fault(member.start, "two members have the same name");
    members.set(member.name, member);
    placed.push(member);
  }
  if (directory.remaining > 0)
    throw fault(directory.position, "its directory is longer than it says");
  checkOverlap(placed);
  return members;
}

/** The end record lies at the end, before a comment that it tells the length of. */
function findEnd(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const first = Math.max(0, bytes.length - endBytes - maxComment);
  for (let at = bytes.length - endBytes; at >= first; at--) {
    if (view.getUint32(at, true) !== endMark) continue;
    if (at + endBytes + view.getUint16(at + 20, true) === bytes.length) return at;
  }
  throw fault(bytes.length, "it has no end: it was cut short");
}

interface Header {
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly nameBytes: number;
  readonly extraBytes: number;
}

/** From the flags to the length of the extra field: the same in both headers. */
function readHeader(reader: ByteReader): Header {
  const [flags, method] = [readUint16(reader), readUint16(reader)];
  reader.readUint32();
  const [crc, packed, size] = [reader.readUint32(), reader.readUint32(), reader.readUint32()];
  const [nameBytes, extraBytes] = [readUint16(reader), readUint16(reader)];
  return { flags, method, crc, packed, size, nameBytes, extraBytes };
}

function readMember(bytes: Uint8Array, directory: ByteReader, limit: number): Member {
  const at = directory.position;
  if (directory.readUint32() !== centralMark) throw fault(at, "its directory is damaged");
  directory.readBytes(4);
  const header = readHeader(directory);
  const comment = readUint16(directory);
  directory.readBytes(8);
  const start = directory.readUint32();
  const rawName = directory.readBytes(header.nameBytes);
  directory.readBytes(header.extraBytes + comment);
  const local = new ByteReader(bytes, fault, start, limit);
  if (local.readUint32() !== localMark)
    throw fault(start, "a member is not where the directory says");
  local.readBytes(2);
  checkAgreement(header, rawName, local, start);
  const { method, crc, size, packed } = header;
  if (method !== 0 && method !== 8) throw unsupportedIn("zip", at, `the method ${method}`);
  if (method === 0 && packed !== size) throw fault(at, "a member that is stored has two sizes");
  const name = nameOf(rawName, header.flags, at);
  const data = local.readBytes(packed);
  return { name, isStored: method === 0, crc, size, data, start, end: local.position };
}

/** The local header says the same, but for sizes that may stand behind the member, or in an extra field. */
function checkAgreement(header: Header, name: Uint8Array, local: ByteReader, start: number): void {
  const own = readHeader(local);
  if ((header.flags & unreadFlags) !== 0) throw unsupportedIn("zip", start, "encryption");
  if (header.packed === unknownSize || header.size === unknownSize) {
    throw unsupportedIn("zip", start, "ZIP64");
  }
  const ownName = local.readBytes(own.nameBytes);
  const sameName = own.nameBytes === name.length && ownName.every((byte, i) => byte === name[i]);
  const sizes = { ...own, ...longSizes(own, local.readBytes(own.extraBytes)) };
  const later = (header.flags & laterSizesFlag) !== 0;
  const numbers = ["crc", "packed", "size"] as const;
  const agrees =
    own.flags === header.flags &&
    own.method === header.method &&
    numbers.every((key) => sizes[key] === header[key] || (later && sizes[key] === 0));
  if (!agrees || !sameName) throw fault(start, "a member's two headers do not agree");
}

/** Both sizes in 64 bits, as Python writes them into the local headers of numpy's archives whatever the size. */
function longSizes(own: Header, extra: Uint8Array): Partial<Pick<Header, "size" | "packed">> {
  if (own.size !== unknownSize || own.packed !== unknownSize) return {};
  const reader = new ByteReader(extra, fault);
  while (reader.remaining >= 4) {
    const [id, length] = [readUint16(reader), readUint16(reader)];
    if (id === 1 && length >= 16) {
      return { size: Number(reader.readUint64()), packed: Number(reader.readUint64()) };
    }
    reader.readBytes(length);
  }
  return {};
}

/** Names that are paths into other folders are refused, though nothing is ever written. */
function nameOf(raw: Uint8Array, flags: number, at: number): string {
  const name = decodeName(raw, flags);
  const parts = name?.split(/[/\\]/) ?? [];
  if (
    name === null ||
    name === "" ||
    name.includes("\0") ||
    parts.includes("..") ||
    /^([/\\]|\w:)/.test(name)
  ) {
    throw fault(at, "a member has no usable name");
  }
  return name;
}

function decodeName(raw: Uint8Array, flags: number): string | null {
  if ((flags & utf8Flag) === 0 && raw.some((byte) => byte >= 0x80)) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(raw);
  } catch {
    return null;
  }
}

function checkOverlap(members: Member[]): void {
  members.sort((a, b) => a.start - b.start);
  let last = 0;
  for (const { start, end } of members) {
    if (start < last) throw fault(start, "two members overlap");
    last = end;
  }
}

function readUint16(reader: ByteReader): number {
  const low = reader.readUint8();
  return low | (reader.readUint8() << 8);
}
