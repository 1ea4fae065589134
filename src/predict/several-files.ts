// Several files as one model: they mean what they would mean as a dict in one file, and what the config says of
// their order.

import { createHash } from "node:crypto";
import { PicklejarError, withDetails } from "../errors.ts";
import type { Estimator } from "../estimators/estimator.ts";
import { estimatorReader } from "../estimators/estimator-reader.ts";
import { loadReaders } from "../estimators/families.ts";
import { ModelMemory } from "../estimators/kernels/model-memory.ts";
import type { OwnCode } from "../estimators/own-code.ts";
import { checkLimit, defaultLimits, type Limits } from "../limits.ts";
import { Budget } from "../objects/budget.ts";
import { type ModelFile, readModelFile } from "../objects/model-file.ts";
import { onnxBytes } from "../objects/onnx/onnx-record.ts";
import type { PyValue } from "../objects/values.ts";
import { show } from "../text.ts";
import { type Composite, understand } from "./composite.ts";
import { distinctTexts } from "./composite-contents.ts";
import { Doubt } from "./composite-doubt.ts";
import { saysColumnEncoders, saysColumns, saysThreshold } from "./composite-keys.ts";
import { describeContents } from "./contents.ts";
import { declaredNames, type LoadOptions, ownCode } from "./load-options.ts";
import { type LoadedModel, loadedModel, summaryOf } from "./loaded-model.ts";
import type { SeveralFiles } from "./model-config.ts";
import { modelOrigin } from "./origin.ts";
import { chooseEstimator, type EstimatorRecord, findEstimators } from "./parts.ts";
import type { OriginParts } from "./prediction.ts";

/** @throws as `loadModel`; errors of one file name it in `details.file` */
export async function loadSeveral(
  { files, steps }: SeveralFiles,
  options: LoadOptions,
): Promise<LoadedModel> {
  const paths = [...new Set(files.map(({ file }) => file))];
  const places = files.map(({ place, file, part }) => {
    return { place, file: paths.indexOf(file), ...(part !== undefined && { part }) };
  });
  return compose(await readAll(paths, options), { places, steps }, options);
}

/** The same from the files' bytes. */
export async function readSeveral(
  sources: readonly { readonly name: string; readonly bytes: Uint8Array }[],
  parts: OriginParts,
  options: LoadOptions,
): Promise<LoadedModel> {
  return compose(await readAll(sources, options), parts, options);
}

type Source = string | { readonly name: string; readonly bytes: Uint8Array };

/** Reads the files, all of them within the limits of one. */
async function readAll(sources: readonly Source[], options: LoadOptions): Promise<ModelFile[]> {
  const limits: Limits = { ...defaultLimits, ...options.limits };
  const declared = declaredNames(options);
  const budget = new Budget(limits);
  const files: ModelFile[] = [];
  let inflated = 0;
  let bytes = 0;
  for (const source of sources) {
    const file =
      typeof source === "string"
        ? await readModelFile(source, { limits, declared }, budget)
        : await readModelFile(source.bytes, { limits, declared, name: source.name }, budget);
    files.push(file);
    bytes += file.bytes;
    if (file.compression !== null) inflated += file.length + file.trailingBytes;
    checkLimit(limits, "fileBytes", bytes);
    checkLimit(limits, "inflatedBytes", inflated);
    budget.checkTime();
  }
  return files;
}

async function compose(
  files: readonly ModelFile[],
  parts: OriginParts,
  options: LoadOptions,
): Promise<LoadedModel> {
  const own = ownCode(options);
  const dict: Map<PyValue, PyValue> = new Map();
  const fileOf = new Map<PyValue, string>();
  for (const { place, file, part } of parts.places) {
    const source = files[file];
    const [role = "", column] = place;
    if (source === undefined) continue;
    const value = valueIn(source, role, part, own);
    fileOf.set(value, source.name);
    for (const { value: inner } of findEstimators(value, own)) fileOf.set(inner, source.name);
    if (column === undefined) dict.set(role, value);
    else dict.set(role, withEntry(dict.get(role), column, value));
  }
  const records = findEstimators(dict, own);
  const arrays = new ModelMemory();
  const limits = { ...defaultLimits, ...options.limits };
  const read = namingReader(
    fileOf,
    estimatorReader(await loadReaders(files), { limits, own, memory: arrays }),
  );
  const origin = modelOrigin(
    files.map(({ name, content }) => ({ name, bytes: content })),
    parts,
    options,
  );
  const answering = together(dict, records, read, parts.steps);
  const ofAnswers = fileOf.get(dict.get(answering.answers ?? "") ?? null);
  return loadedModel({
    document: documentOf(files, dict, ofAnswers),
    records,
    read,
    answering,
    origin,
    arrays,
    config: options,
    files: files.map(({ name, sha256 }) => ({ name, sha256 })),
  });
}

/**
 * What a file gives to its role: the part that is named, the only estimator in it, or all of it.
 *
 * @throws MODEL_AMBIGUOUS when it holds several estimators and no part is named; USAGE when there is no such part;
 *   MODEL_PARTS for ONNX
 */
function valueIn(
  file: ModelFile,
  role: string,
  part: string | undefined,
  own: OwnCode | null,
): PyValue {
  const { value, name } = file;
  if (onnxBytes(value) !== null) {
    const why = `${show(name, 60)} is an ONNX graph, which answers by itself`;
    const advice = "Convert the whole pipeline to ONNX, or serve the graph alone.";
    throw new PicklejarError("MODEL_PARTS", { why, advice, file: name });
  }
  if (part === undefined && value instanceof Map && saysColumnEncoders(role)) return value;
  try {
    return chooseEstimator(findEstimators(value, own), part)?.value ?? value;
  } catch (error) {
    throw error instanceof PicklejarError ? withDetails(error, { file: name }) : error;
  }
}

function withEntry(dict: PyValue | undefined, key: string, value: PyValue): PyValue {
  const entries: Map<PyValue, PyValue> = dict instanceof Map ? dict : new Map();
  return entries.set(key, value);
}

/** Makes estimators within the budgets of one file; what is wrong with one names the file that it is from. */
function namingReader(
  fileOf: ReadonlyMap<PyValue, string>,
  read: (value: PyValue) => Estimator,
): (value: PyValue) => Estimator {
  return (value) => {
    try {
      return read(value);
    } catch (error) {
      const file = fileOf.get(value);
      throw error instanceof PicklejarError && file ? withDetails(error, { file }) : error;
    }
  };
}

/** @throws MODEL_PARTS when the files have no plain meaning together */
function together(
  dict: ReadonlyMap<PyValue, PyValue>,
  records: readonly EstimatorRecord[],
  read: (value: PyValue) => Estimator,
  steps: readonly string[],
): Composite {
  const value: PyValue = new Map(dict);
  const understood = understand({ value, records, read: (record) => read(record.value), steps });
  const doubt = understood instanceof Doubt ? understood : null;
  const answer = doubt === null ? (understood as Composite | null) : null;
  const [only, ...others] = records;
  if (only === undefined) throw noModel("none of them holds an estimator", dict, steps);
  if (doubt !== null) throw noModel(doubt.why, dict, steps);
  if (answer === null && others.length > 0) {
    throw noModel("nothing says how they belong together", dict, steps);
  }
  const ownKey = String(only.path[0] ?? "");
  const composite = answer ?? alone(read(only.value), ownKey);
  const keys = composite.unused ?? [...dict.keys()].map(String).filter((key) => key !== ownKey);
  for (const key of keys) {
    const why = uselessness(key, dict.get(key) ?? null, composite.estimator);
    if (why !== null) throw noModel(why, dict, steps);
  }
  return composite;
}

function alone(estimator: Estimator, key: string): Composite {
  return { estimator, summary: summaryOf(estimator), answers: key };
}

/** Why a file of the config has no part in the model; null where there is nothing to complain of. */
function uselessness(key: string, value: PyValue, { inputs }: Estimator): string | null {
  if (saysThreshold(key)) return null;
  const shown = show(key, 40);
  if (!saysColumns(key)) return `nothing says what ${shown} (${describeContents(value)}) is for`;
  const names = distinctTexts(value);
  if (names === null) return `${shown} is ${describeContents(value)}, not a list of names`;
  if (inputs.width !== names.length) {
    return `${shown} holds ${names.length} names, but the model takes ${inputs.width ?? "any number of"} columns`;
  }
  const isSame = inputs.names?.every((name, i) => name === names[i]) === true;
  return isSame ? null : `${shown} holds other names than the model knows`;
}

function noModel(
  why: string,
  dict: ReadonlyMap<PyValue, PyValue>,
  steps: readonly string[],
): PicklejarError {
  const parts = [...dict.keys()].map((key) => show(String(key), 40));
  const advice =
    steps.length > 0
      ? "Check the order of `steps`, and the roles in docs/parts.md."
      : 'Use the roles of docs/parts.md, or tell the order: model: { steps: ["scaler.pkl", "model.pkl"] }.';
  return new PicklejarError("MODEL_PARTS", { why, advice, parts });
}

/** The files as one that holds a dict of them. @param name  of the file that answers */
function documentOf(files: readonly ModelFile[], value: PyValue, name = ""): ModelFile {
  const lines = files.map(({ sha256 }) => `${sha256}\n`).join("");
  const sum = (of: (file: ModelFile) => number): number =>
    files.reduce((total, file) => total + of(file), 0);
  const isJoblib = files.some(({ writer }) => writer === "joblib");
  return {
    value,
    protocol: Math.max(0, ...files.map(({ protocol }) => protocol ?? 0)),
    length: sum(({ length }) => length),
    names: files.flatMap(({ names }) => names),
    refusals: [],
    name: name || (files[0]?.name ?? ""),
    sha256: createHash("sha256").update(lines).digest("hex"),
    bytes: sum(({ bytes }) => bytes),
    content: new Uint8Array(0),
    writer: isJoblib ? "joblib" : "pickle",
    compression: null,
    trailingBytes: sum(({ trailingBytes }) => trailingBytes),
  };
}
