// Kinds of binary files that are met under the name of a model, each told by the bytes it begins with.

import {
  copyInBinary,
  type FileHead,
  type FileKind,
  readHere,
  readsPickles,
  saveForOthers,
  saveModel,
} from "./file-head.ts";
import { protobufKinds } from "./protobuf-kinds.ts";

const unpack = "Unpack it and name the model file inside.";
const downloadAgain = "Copy or download the model file again; the first try did not get it.";
const needsKeras = `${readsPickles} A Keras model needs Keras, or tf2onnx.`;

/** A kind whose files have these characters, as bytes, at byte `at`. */
function marked(what: string, advice: string, marks: readonly string[], at = 0): FileKind {
  return { what, advice, matches: (head) => marks.some((mark) => head.has(mark, at)) };
}

/** What XGBoost's objectives begin with. */
const objectives = ["binary", "reg", "multi", "rank", "count", "survival"];

/** The second byte of a pyc file of Python 2.7, and of 3.0 to 3.16. */
const pycVersions = [0xf3, 0x0c, 0x0d, 0x0e, 0x0f];

/** UBJSON's integers. */
const integerMarks = ["i", "U", "I", "l", "L"];

const hdf5Mark = "\x89HDF\r\n\x1a\n";

/** Models and data of other libraries. */
const otherModels: readonly FileKind[] = [
  {
    what: "a Keras model (HDF5)",
    advice: needsKeras,
    matches: (head) =>
      head.has(hdf5Mark) && /keras_version|model_weights|layer_names/.test(head.text),
  },
  marked("an HDF5 file", `${needsKeras} ${saveModel}`, [hdf5Mark]),
  { ...marked("a CatBoost model", saveForOthers, ["CBM1"]), isUnserved: true },
  {
    what: "an XGBoost model (UBJSON)",
    advice: readHere,
    format: "xgboost",
    // A key whose length stands before it, as a number of one of UBJSON's types.
    matches: (head) =>
      integerMarks.some((mark) => head.has(`{${mark}`)) &&
      /^.{1,8}(?:learner|version|Config)/.test(head.text.slice(2)),
  },
  {
    what: "an XGBoost model (the binary form from before 1.0)",
    advice: readHere,
    format: "xgboost",
    // 136 bytes of parameters, then the length of the objective's name in eight bytes, then the name.
    matches: (head) =>
      head.has("binf") ||
      head.has("CONFIG-offset:") ||
      (head.has("\0\0\0\0\0\0\0", 137) && objectives.some((name) => head.has(`${name}:`, 144))),
  },
  marked("a TensorFlow Lite model", readsPickles, ["TFL3"], 4),
  marked("a GGUF model", readsPickles, ["GGUF"]),
  {
    what: "a safetensors file of weights",
    advice: readsPickles,
    // The length of a JSON header in eight bytes, then the header.
    matches: (head) => head.has('\0\0\0{"', 5),
  },
  ...protobufKinds,
];

const data: readonly FileKind[] = [
  marked("a NumPy array file (npy)", saveModel, ["\x93NUMPY"]),
  marked("a Parquet file", saveModel, ["PAR1"]),
  marked("an Arrow or Feather file", saveModel, ["ARROW1\0\0", "FEA1"]),
  marked("an SQLite database", saveModel, ["SQLite format 3\0"]),
  marked("a MATLAB file", saveModel, ["MATLAB 5.0 MAT-file"]),
  marked("an R data file", readsPickles, [
    "RDX2\n",
    "RDX3\n",
    "RDA2\n",
    "RDA3\n",
    "X\n\0\0\0\x02",
    "X\n\0\0\0\x03",
    "A\n2\n",
    "A\n3\n",
  ]),
  marked("an old Office document (xls, doc)", saveModel, ["\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]),
];

const archives: readonly FileKind[] = [
  marked("a tar archive", unpack, ["ustar"], 257),
  marked("a 7z archive", unpack, ["7z\xbc\xaf\x27\x1c"]),
  marked("a RAR archive", unpack, ["Rar!\x1a\x07"]),
  marked("Zstandard data", "Decompress it (`zstd -d`) and name the result.", ["\x28\xb5\x2f\xfd"]),
  marked("LZ4 data in the old form", "Decompress it (`lz4 -d`) and name the result.", [
    "\x02\x21\x4c\x18",
  ]),
  marked("an lzip file", "Decompress it (`lzip -d`) and name the result.", ["LZIP"]),
];

const media: readonly FileKind[] = [
  marked("a PNG image", saveModel, ["\x89PNG\r\n\x1a\n"]),
  marked("a JPEG image", saveModel, ["\xff\xd8\xff"]),
  marked("a GIF image", saveModel, ["GIF87a", "GIF89a"]),
  {
    what: "a WebP image",
    advice: saveModel,
    matches: (head) => head.has("RIFF") && head.has("WEBP", 8),
  },
  {
    what: "a BMP image",
    advice: saveModel,
    matches: (head) => head.has("BM") && head.has("\0\0\0\0", 6) && head.has("\0\0\0", 15),
  },
  marked("a TIFF image", saveModel, ["II*\0", "MM\0*"]),
  marked("a PDF document", saveModel, ["%PDF-"]),
];

const programs: readonly FileKind[] = [
  marked("a Linux program", saveModel, ["\x7fELF"]),
  {
    what: "a Windows program",
    advice: saveModel,
    matches: (head) => head.has("MZ") && head.has("PE\0\0", peOffset(head)),
  },
  marked("a macOS program", saveModel, ["\xcf\xfa\xed\xfe", "\xca\xfe\xba\xbe\0\0\0\x02"]),
  marked("a Java class", saveModel, ["\xca\xfe\xba\xbe"]),
  marked("a WebAssembly module", saveModel, ["\0asm"]),
  {
    what: "a compiled Python file (pyc)",
    advice: `${saveModel} The model is not in the code that made it.`,
    matches: (head) => head.has("\r\n", 2) && pycVersions.includes(head.bytes[1] ?? 0),
  },
];

const accidents: readonly FileKind[] = [
  marked("text in UTF-16", `If it was a pickle: ${copyInBinary}`, ["\xff\xfe", "\xfe\xff"]),
  marked(
    "a macOS companion file (AppleDouble)",
    "Name the file beside it, without `._` before its name.",
    ["\0\x05\x16\x07"],
  ),
  {
    what: "a file of zero bytes",
    advice: downloadAgain,
    matches: ({ text }) => text.replaceAll("\0", "") === "",
  },
];

export const binaryKinds: readonly FileKind[] = [
  ...otherModels,
  ...data,
  ...archives,
  ...media,
  ...programs,
  ...accidents,
];

/** Where a DOS program says that a Windows program begins. */
function peOffset({ bytes }: FileHead): number {
  const [a = 0, b = 0, c = 0] = bytes.subarray(60, 63);
  return a | (b << 8) | (c << 16);
}
