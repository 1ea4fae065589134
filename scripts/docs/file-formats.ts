// The formats of model files, and what proves that each is read right: a table whose counts come from the fixtures.

import { readFileSync } from "node:fs";
import { join } from "node:path";

const fixtures = join(import.meta.dirname, "../../test/fixtures");

/** How many files a folder's answers speak of. */
function filesIn(...path: readonly string[]): number {
  const parsed: unknown = JSON.parse(readFileSync(join(fixtures, ...path, "answers.json"), "utf8"));
  const cases = Array.isArray(parsed)
    ? parsed
    : (parsed as { readonly cases: readonly unknown[] }).cases;
  return cases.length;
}

function sum(folder: string, versions: readonly string[]): number {
  return versions.reduce((total, version) => total + filesIn(folder, version), 0);
}

export function renderFileFormats(): readonly string[] {
  const xgboost = sum("xgboost-files", ["1.7.4", "3.0.0", "3.3.0"]);
  const skops = sum("skops", ["1.2.1", "1.9.0"]);
  return [
    "Recognised by content, never by extension. What is something else is named for what it is.",
    "",
    "| file | what is read | what proves it |",
    "|---|---|---|",
    "| Python pickle, joblib | protocols 0 to 5 (Python 2's included), plain or compressed with zlib, gzip, bz2, xz, lzma or lz4 | the table of classes below |",
    `| skops | protocols 0 to 3, stored or deflated; the same table of names as for pickles | ${skops} files, laid out by a second writer from the format's documentation, against scikit-learn 1.2.1 and 1.9.0: within 1e-9 |`,
    `| XGBoost's own | \`.json\`, \`.ubj\`, and the binary form from before 1.0 to 2.x: gbtree, dart, gblinear; one class, several, several targets; categories | ${xgboost} files of XGBoost 1.7.4, 3.0.0 and 3.3.0, against the class that loads them: margins equal to the last bit, probabilities within 2 units in the last place |`,
    `| LightGBM's own | the text form, versions v2 to v4: numbers, categories, missing values, linear trees, averages, every objective | documented only: ${filesIn("lightgbm")} models against a second evaluator of the documented algorithm, within 1e-14 |`,
    `| ONNX | tensors in, tensors and ZipMaps out, run by ONNX Runtime (\`npm install onnxruntime-web\`); read and inspected without it | ${filesIn("onnx")} graphs, as sklearn-onnx lays them out and a network, against scikit-learn and numpy: within 2e-6, as they are float32 |`,
    "| CatBoost | named, not served | |",
    "",
    "A file that XGBoost or LightGBM saved by itself is what its class for the file's objective makes of it: a classifier, with the labels 0 to",
    "k − 1 unless the file holds others, a regressor or a ranker. A pickled `Booster` answers as `Booster.predict` does.",
    "",
    "An ONNX model asks for the inputs of its graph: a matrix of numbers by position, columns by the names of several inputs, a text, or a tensor,",
    "which comes as arrays in arrays or as one list. Its label is checked against its probabilities: where another class has the largest, the",
    "answer says so, and is that class where one of ONNX's own classifiers gives both (ONNX Runtime mislabels some trees of two classes). Operators of foreign domains and `Loop` are refused, and tensors in other files are never opened.",
  ];
}
