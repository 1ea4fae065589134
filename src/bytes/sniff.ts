// What a file is, told by its contents, never by its name: a pickle, a model of another format that is read, a
// compressed file, or something else that a user may have taken for a model, with a word about what to do.

import { binaryKinds } from "./binary-kinds.ts";
import { FileHead, type FileLabel, type ModelFormat, saveModel } from "./file-head.ts";
import type { CompressionFormat } from "./inflate.ts";
import { looksLikeLzmaAlone } from "./lzma-alone.ts";
import { startsOldPickle } from "./old-pickles.ts";
import { pickleKinds } from "./pickle-kinds.ts";
import { isText, textKinds } from "./text-kinds.ts";
import { zipKind } from "./zip-kinds.ts";

export type Sniffed =
  | { readonly kind: "pickle" }
  | { readonly kind: "model"; readonly format: ModelFormat; readonly what: string }
  | { readonly kind: "compressed"; readonly format: CompressionFormat }
  | ({ readonly kind: "other" } & Omit<FileLabel, "format">);

/** How each compressed format begins; zlib and .lzma have no mark, and are told by what their headers may say. */
const compressions: readonly (readonly [CompressionFormat, (head: FileHead) => boolean])[] = [
  ["gzip", (head) => head.has("\x1f\x8b")],
  ["zlib", startsZlib],
  ["xz", (head) => head.has("\xfd7zXZ")],
  ["bz2", (head) => /^BZh[1-9]/.test(head.text)],
  ["lz4", (head) => head.has("\x04\x22\x4d\x18")],
  ["lzma", (head) => head.has("\x5d\x00\x00") && looksLikeLzmaAlone(head.bytes)],
  ["zfile", (head) => head.has("ZF0x")],
];

const unknownText: FileLabel = { what: "a text file", advice: saveModel };
const unknownBinary: FileLabel = {
  what: "binary data of an unknown kind",
  advice: `It may be damaged, encrypted or of another program. ${saveModel}`,
};

/**
 * Recognises a file.
 *
 * @param head  its first bytes: the whole file, or at least 64 KiB of it
 * @param size  of the whole file, bytes
 */
export function sniff(head: Uint8Array, size: number): Sniffed {
  if (head.length === 0) {
    return other({
      what: "an empty file",
      advice: "Copy or download it again; the first try failed.",
    });
  }
  const file = new FileHead(head, size);
  const compression = compressions.find(([, matches]) => matches(file));
  if (compression !== undefined) return { kind: "compressed", format: compression[0] };
  const spoilt = pickleKinds.find(({ matches }) => matches(file));
  if (spoilt !== undefined) return other(spoilt);
  if (startsPickle(file)) return { kind: "pickle" };
  const binary = binaryKinds.find(({ matches }) => matches(file)) ?? zipKind(file);
  if (binary !== null) return other(binary);
  if (startsOldPickle(file)) return { kind: "pickle" };
  if (!isText(file)) return other(unknownBinary);
  return other(textKinds.find(({ matches }) => matches(file)) ?? unknownText);
}

function other({ what, advice, format, isUnserved }: FileLabel): Sniffed {
  if (format !== undefined) return { kind: "model", format, what };
  return { kind: "other", what, advice, ...(isUnserved === true && { isUnserved }) };
}

/** Protocols 2 to 5 say so in two bytes; a file that is cut after the first is one of them too. */
function startsPickle(head: FileHead): boolean {
  const [first, version = 0] = head.bytes;
  return first === 0x80 && version <= 5;
}

/**
 * A zlib header as joblib takes it for one: a window of 32 KiB, a check of five bits, no dictionary.
 * "x^", a possible one, also begins texts.
 *
 * @see RFC 1950, section 2.2
 */
function startsZlib(head: FileHead): boolean {
  const [method = 0, flags = 0] = head.bytes;
  const isHeader = method === 0x78 && (method * 256 + flags) % 31 === 0 && (flags & 0x20) === 0;
  return isHeader && !(head.has("x^") && isText(head));
}
