// The model of a folder whose config names none: its only model file. Of several, a look into them tells the lines
// that a config needs.

import { readdir } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { PicklejarError } from "../errors.ts";
import { loadModel } from "../predict/model.ts";
import { show } from "../text.ts";
import { displayPath } from "./display-path.ts";

const endings = [
  ".pkl",
  ".pickle",
  ".joblib",
  ".sav",
  ".skops",
  ".onnx",
  ".ubj",
  ".xgb",
  ".bst",
  ".model",
] as const;

/** A model that is compressed as a whole: `model.pkl.gz`. */
const compression = /\.(gz|bz2|xz|lzma|z|lz4)$/i;

/** More files than this are a collection of models, not parts of one. */
const maxLooked = 8;

// A look is a courtesy: files that take long are not looked into.
const lookLimits = { fileBytes: 64 * 2 ** 20, timeMs: 3000 };

/**
 * The path of the only model file in a folder.
 *
 * @throws PROJECT_EMPTY, PROJECT_AMBIGUOUS with the lines to write into a config
 */
export async function onlyModelFile(folder: string): Promise<string> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries
    .filter((entry) => !entry.isDirectory() && isModelName(entry.name))
    .map(({ name }) => name)
    .sort();
  const [only, ...others] = names;
  if (only === undefined) {
    const details = { folder: displayPath(folder), endings: endings.join(", ") };
    throw new PicklejarError("PROJECT_EMPTY", details);
  }
  if (others.length === 0) return displayPath(join(folder, only));
  const predictor = (await predictorOf(folder, names)) ?? only;
  const model = (await suggestedModel(folder, names, predictor)) ?? JSON.stringify(predictor);
  const order = model.includes("steps") ? " (the steps in the order of training)" : "";
  const shown = names.slice(0, 8).map((name) => show(name, 60));
  const alone = show(displayPath(join(folder, predictor)));
  throw new PicklejarError("PROJECT_AMBIGUOUS", {
    folder: displayPath(folder),
    count: names.length,
    what: "model files",
    names: shown.join(", ") + (names.length > shown.length ? ", …" : ""),
    advice: `Write picklejar.config.ts: export default { model: ${model} }${order}; or name one file: picklejar serve ${alone}.`,
    model,
  });
}

function isModelName(name: string): boolean {
  const ending = extname(name.replace(compression, "")).toLowerCase();
  return endings.some((known) => known === ending) && !name.startsWith(".");
}

/**
 * What a config would say of the files, as code: `{ files: { scaler: "scaler.pkl", model: "model.pkl" } }`; null where
 * they are not one model, as far as it shows.
 */
async function suggestedModel(
  folder: string,
  names: readonly string[],
  predictor: string,
): Promise<string | null> {
  if (names.length > maxLooked) return null;
  const path = (name: string): string => join(folder, name);
  const roles = names.map((name) => [roleOf(name), name] as const);
  const files = Object.fromEntries(roles.map(([role, name]) => [role, path(name)]));
  if (Object.keys(files).length === names.length && (await isModel({ files }))) {
    const pairs = roles.map(([role, name]) => `${keyText(role)}: ${JSON.stringify(name)}`);
    return `{ files: { ${pairs.join(", ")} } }`;
  }
  if (names.length > 3) return null;
  const others = names.filter((name) => name !== predictor);
  for (const order of [others, others.toReversed()]) {
    const steps = [...order, predictor];
    if (!(await isModel({ steps: steps.map(path) }))) continue;
    return `{ steps: [${steps.map((name) => JSON.stringify(name)).join(", ")}] }`;
  }
  return null;
}

/** `scaler.pkl` → scaler; `le.pkl` is a word that docs/parts.md knows, too. */
function roleOf(name: string): string {
  const plain = name.replace(compression, "");
  return basename(plain, extname(plain)).replace(/[-. ]+/g, "_");
}

function keyText(role: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(role) ? role : JSON.stringify(role);
}

type Source = Parameters<typeof loadModel>[0];

async function isModel(source: Source): Promise<boolean> {
  try {
    const { signature } = await loadModel(source, { limits: lookLimits });
    return signature.outputs.length > 0;
  } catch {
    return false;
  }
}

/** The only file that predicts. */
async function predictorOf(folder: string, names: readonly string[]): Promise<string | undefined> {
  const predicting: string[] = [];
  for (const name of names.slice(0, maxLooked)) {
    const model = await loadModel(join(folder, name), { limits: lookLimits }).catch(() => null);
    try {
      if (model?.estimator.predict !== undefined) predicting.push(name);
    } catch {
      // It holds several estimators, of which none is the one that answers.
    }
  }
  return predicting.length === 1 ? predicting[0] : undefined;
}
