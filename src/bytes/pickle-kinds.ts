// Pickles that are none any more, or none of a model.

import { copyInBinary, type FileHead, type FileKind, readsPickles } from "./file-head.ts";

/** The number that torch.save pickled first before PyTorch 1.6. */
export const oldTorchMagic = 0x1950a86a20f9469cfc6cn;

/** That number as LONG1 of ten bytes, then STOP. */
const oldTorchNumber = "\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.";

export const pickleKinds: readonly FileKind[] = [
  {
    what: "a PyTorch checkpoint in the form from before PyTorch 1.6",
    advice: `${readsPickles} A PyTorch model needs PyTorch, or torch.onnx.export.`,
    matches: (head) => head.has("\x80") && head.has(oldTorchNumber, 2),
  },
  {
    what: "a pickle whose line ends were changed to CRLF",
    advice: copyInBinary,
    matches: hasCrlf,
  },
  {
    what: "binary data that was damaged by being taken for text",
    advice: copyInBinary,
    matches: wasTakenForText,
  },
];

/** A GLOBAL or INST at the beginning, or the first PUT of protocol 0, whose lines end in CRLF. */
function hasCrlf(head: FileHead): boolean {
  const opcodes = head.has("\x80") ? head.text.slice(2) : head.text;
  return (
    /^\(*[ci][A-Za-z_][\w.]*\r\n[A-Za-z_][\w.]*\r\n/.test(opcodes) ||
    /^\([dlt]p\d\r\n/.test(opcodes)
  );
}

/** How the first byte of a pickle looks in UTF-8: replaced, re-coded from Latin-1, behind a byte order mark. */
const spoiltPickleMarks = ["\xef\xbf\xbd", "\xc2\x80", "\xef\xbb\xbf\x80"];

/** The same for the first bytes of gzip, zlib and xz. */
const spoiltMarks = [
  "\x1f\xef\xbf\xbd\x08",
  "\x1f\xc2\x8b\x08",
  "x\xef\xbf\xbd",
  "x\xc2\x9c",
  "x\xc3\x9a",
  "\xef\xbf\xbd7zXZ",
  "\xc3\xbd7zXZ",
];

function wasTakenForText(head: FileHead): boolean {
  const isPickle = spoiltPickleMarks.some(
    (mark) => head.has(mark) && (head.bytes[mark.length] ?? 255) <= 5,
  );
  return isPickle || spoiltMarks.some((mark) => head.has(mark));
}
