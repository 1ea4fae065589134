// What a ZIP archive is, by the names of its members: many kinds of models, and much else, are ZIP archives.

import { show } from "../text.ts";
import { type FileHead, type FileLabel, readHere, readsPickles, saveModel } from "./file-head.ts";

const centralHeader = "PK\x01\x02";
const localHeader = "PK\x03\x04";

/** How archives begin: with a member, with the end when they are empty, as a part of several. */
const archiveMarks = [localHeader, "PK\x05\x06", "PK\x07\x08"];

/** Names that are looked at, besides the last one: skops writes its schema behind thousands of arrays. */
const mostNames = 1000;

interface ZipKind extends FileLabel {
  readonly matches: (names: readonly string[]) => boolean;
}

const zipKinds: readonly ZipKind[] = [
  {
    what: "a TorchScript model",
    advice: `${readsPickles} A PyTorch model needs PyTorch, or torch.onnx.export.`,
    matches: (names) => has(names, /\/constants\.pkl$/) && has(names, /\/code\//),
  },
  {
    what: "a PyTorch checkpoint",
    advice: `${readsPickles} A PyTorch model needs PyTorch, or torch.onnx.export.`,
    matches: (names) =>
      has(names, /(?:^|\/)data\.pkl$/) && has(names, /\/(?:byteorder|version|data\/\d+)$/),
  },
  {
    what: "a Keras model",
    advice: `${readsPickles} A Keras model needs Keras, or tf2onnx.`,
    matches: (names) => names.includes("config.json") && has(names, /\.weights\.h5$/),
  },
  {
    what: "a skops file",
    advice: readHere,
    format: "skops",
    matches: (names) => names.includes("schema.json"),
  },
  {
    what: "a NumPy archive of arrays (npz)",
    advice: saveModel,
    matches: (names) => names.every((name) => name.endsWith(".npy")),
  },
  {
    what: "an H2O model (MOJO)",
    advice: readsPickles,
    matches: (names) => names.includes("model.ini"),
  },
  {
    what: "an Excel workbook",
    advice: saveModel,
    matches: (names) => names.includes("xl/workbook.xml") || names.includes("xl/workbook.bin"),
  },
  {
    what: "an office document",
    advice: saveModel,
    matches: (names) => has(names, /^(?:word|ppt)\//) || names.includes("content.xml"),
  },
  {
    what: "a Python package",
    advice: saveModel,
    matches: (names) => has(names, /\.dist-info\//),
  },
  {
    what: "a Java archive",
    advice: readsPickles,
    matches: (names) => names.includes("META-INF/MANIFEST.MF"),
  },
];

/** The kind of a ZIP archive; null when the file is none. */
export function zipKind(head: FileHead): FileLabel | null {
  if (!archiveMarks.some((mark) => head.has(mark))) return null;
  const names = memberNames(head);
  const known = names.length === 0 ? undefined : zipKinds.find(({ matches }) => matches(names));
  if (known !== undefined) return known;
  const model = names.find((name) => /\.(?:pkl|pickle|joblib|sav)$/i.test(name));
  if (model === undefined) return { what: "a ZIP archive", advice: saveModel };
  return {
    what: `a ZIP archive that holds ${show(model, 80)}`,
    advice: "Unpack it and name the model file inside.",
  };
}

function has(names: readonly string[], pattern: RegExp): boolean {
  return names.some((name) => pattern.test(name));
}

/** Names from the central directory, or from the members themselves where that is cut off. */
function memberNames({ bytes }: FileHead): string[] {
  const names = namesAfter(bytes, centralHeader, 46, 28);
  return names.length > 0 ? names : namesAfter(bytes, localHeader, 30, 26);
}

/**
 * @param headerBytes  from a header's signature to the name
 * @param lengthAt     from the signature to the name's length, two bytes
 * @see PKWARE's APPNOTE.TXT 6.3.10, sections 4.3.7 and 4.3.12
 */
function namesAfter(
  bytes: Uint8Array,
  signature: string,
  headerBytes: number,
  lengthAt: number,
): string[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const names: string[] = [];
  let last: string | null = null;
  let at = buffer.indexOf(signature, 0, "latin1");
  while (at !== -1 && at + headerBytes <= buffer.length) {
    const start = at + headerBytes;
    last = buffer.toString("utf8", start, start + buffer.readUInt16LE(at + lengthAt));
    if (names.length < mostNames) names.push(last);
    at = buffer.indexOf(signature, start, "latin1");
  }
  return last === null || names.at(-1) === last ? names : [...names, last];
}
