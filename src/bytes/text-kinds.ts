// Kinds of text files that are met under the name of a model.

import {
  copyInBinary,
  type FileHead,
  type FileKind,
  readHere,
  readsPickles,
  saveBooster,
  saveForOthers,
  saveModel,
} from "./file-head.ts";

/** How much of a file decides whether it is text, bytes. */
const sampleBytes = 4096;

const downloadAgain =
  "Download the model file itself: the link leads to a page about it, or asks to sign in.";

function written(what: string, advice: string, ...patterns: readonly RegExp[]): FileKind {
  return { what, advice, matches: ({ text }) => patterns.every((pattern) => pattern.test(text)) };
}

const jsonObject = /^(?:\xef\xbb\xbf)?\s*\{/;

/** What stands for a model file in a repository that keeps large files elsewhere. */
const pointers: readonly FileKind[] = [
  written(
    "a Git LFS pointer",
    "Run `git lfs pull` and try again.",
    /^version https:\/\/(?:git-lfs\.github|hawser\.github)\.com\/spec\//,
  ),
  written("a git-annex pointer", "Run `git annex get` and try again.", /^\S*\/annex\/objects\//),
  written(
    "a DVC pointer",
    "Run `dvc pull` and name the file beside it, without `.dvc` after its name.",
    /^outs:\s*\n\s*- (?:md5|etag|hash|size|path):/m,
  ),
];

const webAnswers: readonly FileKind[] = [
  written(
    "an HTML page",
    downloadAgain,
    /^(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|body|script|meta|title|div|!--)/i,
  ),
  written("a PMML model", readsPickles, /^(?:\xef\xbb\xbf)?\s*</, /<PMML[\s>]/),
  written(
    "an error message of a file store",
    downloadAgain,
    /^(?:\xef\xbb\xbf)?\s*<(?:\?xml[^>]*>\s*<)?Error>/,
  ),
  written("an XML file", saveModel, /^(?:\xef\xbb\xbf)?\s*<(?:\?xml|[A-Za-z][\w:.-]*[\s>])/),
  written(
    "an error message of a web server",
    downloadAgain,
    /^(?:40[0-9]:? [a-z]|not found|access denied|entry not found|repository not found|invalid username|forbidden)/i,
  ),
];

const otherModels: readonly FileKind[] = [
  {
    ...written("an XGBoost model (JSON)", readHere, jsonObject, /"learner"\s*:/),
    format: "xgboost",
  },
  {
    ...written(
      "a CatBoost model (JSON)",
      saveForOthers,
      jsonObject,
      /"(?:oblivious_trees|catboost_version_info)"/,
    ),
    isUnserved: true,
  },
  written(
    "a LightGBM model (JSON)",
    'This dump leaves things out: save the model by booster.save_model("model.txt") and name that file.',
    jsonObject,
    /"tree_info"\s*:/,
  ),
  written("a Keras model without weights (JSON)", readsPickles, jsonObject, /"keras_version"\s*:/),
  written(
    "a TensorFlow.js model",
    readsPickles,
    jsonObject,
    /"(?:modelTopology|weightsManifest)"\s*:/,
  ),
  { ...written("a LightGBM model (text)", readHere, /^tree\r?\nversion=/), format: "lightgbm" },
  written("an XGBoost model (text dump)", saveBooster, /^booster\[0\]:/),
  written("a libsvm model", readsPickles, /^svm_type [a-z_]+\r?\nkernel_type /),
  written(
    "the description of an MLflow model",
    "Name the model.pkl that lies beside it.",
    /^(?:artifact_path|flavors):/m,
    /^\s+(?:loader_module|model_path|pickled_model):/m,
  ),
];

/** A pickle, but written as text. */
const spelledPickles: readonly FileKind[] = [
  written(
    "a pickle in base64",
    "Decode it (`base64 -d`) and name the result.",
    /^\s*gA[IJNSW][A-Za-z0-9+/_-]{12}/,
  ),
  written(
    "a pickle in hexadecimal",
    "Decode it (`xxd -r -p`) and name the result.",
    /^\s*800[2-5](?:[0-9a-f]{2}){16}/i,
  ),
  written("the printed form of a pickle", copyInBinary, /^b['"](?:\\x80|\(|c)/),
];

const documents: readonly FileKind[] = [
  written("a Jupyter notebook", saveModel, jsonObject, /"(?:nbformat|cell_type)"\s*:/),
  written(
    "a JSON file",
    saveModel,
    /^(?:\xef\xbb\xbf)?\s*(?:\{\s*["}]|\[\s*(?:["{[\]\-\d]|true|false|null))/,
  ),
  written(
    "a Python script",
    "Run it to train the model, and name the file that it saves.",
    /^(?:import [\w.]+(?: as \w+)?|from [\w.]+ import .+|def \w+\(.*|class \w+(?:\(.*\))?:)\s*$/m,
  ),
  {
    what: "a table of values as text (CSV)",
    advice: `It may be data for the model. ${saveModel}`,
    matches: ({ text }) => isTable(text),
  },
];

export const textKinds: readonly FileKind[] = [
  ...pointers,
  ...webAnswers,
  ...otherModels,
  ...spelledPickles,
  ...documents,
];

/** The control characters of texts: tab, line feed, vertical tab, form feed, carriage return, escape. */
const textControls = new Set([9, 10, 11, 12, 13, 27]);

/** Bytes among which a binary file has a control character, as good as surely. */
const tellingBytes = 128;

/** Whether a file has no other control characters near its beginning: enough of it, UTF-8 or mostly ASCII. */
export function isText({ bytes }: FileHead): boolean {
  const sample = bytes.subarray(0, sampleBytes);
  if (sample.some((byte) => byte < 32 && !textControls.has(byte))) return false;
  const foreign = sample.filter((byte) => byte >= 0x80).length;
  return sample.length >= tellingBytes || foreign < sample.length / 10 || isUtf8(sample);
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    // The last character may be cut.
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** Whether the first lines, at least two, have the same number of commas, semicolons or tabs. */
function isTable(text: string): boolean {
  const lines = text
    .slice(0, sampleBytes)
    .split(/\r?\n/, 5)
    .filter((line) => line !== "");
  return [",", ";", "\t"].some((separator) => {
    const widths = lines.map((line) => line.split(separator).length);
    const [first = 0] = widths;
    return first > 1 && widths.length > 1 && widths.every((width) => width === first);
  });
}
