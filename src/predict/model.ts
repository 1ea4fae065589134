// A model made ready to answer from its file or files.

import { PicklejarError } from "../errors.ts";
import type { Estimator } from "../estimators/estimator.ts";
import { estimatorReader } from "../estimators/estimator-reader.ts";
import { loadReaders } from "../estimators/families.ts";
import { ModelMemory } from "../estimators/kernels/model-memory.ts";
import { defaultLimits } from "../limits.ts";
import { type ModelFile, readModelFile } from "../objects/model-file.ts";
import type { PyValue } from "../objects/values.ts";
import type { Composite } from "./composite.ts";
import { Doubt } from "./composite-doubt.ts";
import { describeContents } from "./contents.ts";
import { declaredNames, type LoadOptions, ownCode } from "./load-options.ts";
import { type LoadedModel, loadedModel, summaryOf } from "./loaded-model.ts";
import { type ModelConfig, severalFiles } from "./model-config.ts";
import type { OnnxRuntime } from "./onnx/onnx-estimator.ts";
import { modelOrigin } from "./origin.ts";
import { chooseEstimator, type EstimatorRecord, findEstimators } from "./parts.ts";
import type { ModelOrigin } from "./prediction.ts";

export type { LoadOptions } from "./load-options.ts";
export type { LoadedModel, ModelPart } from "./loaded-model.ts";

/**
 * Loads a model: reads its file without running anything, and checks it.
 *
 * @param source  a path, the file's bytes, or several files that are one model together
 * @throws what `readModelFile` and `modelFromFile` throw; MODEL_PARTS when several files are not one model;
 *   CONFIG_INVALID when what is said about fields and answers does not fit the model
 */
export async function loadModel(
  source: ModelConfig | Uint8Array,
  options: LoadOptions = {},
): Promise<LoadedModel> {
  if (typeof source === "string" || source instanceof Uint8Array) {
    const { limits = {}, name } = options;
    const declared = declaredNames(options);
    const file = await readModelFile(source, { limits, declared, ...(name && { name }) });
    const onnx = await onnxIn(file);
    await onnx?.ready({ ...defaultLimits, ...limits });
    return modelFromFile(file, options, onnx);
  }
  const several = severalFiles(source);
  if (several !== null) {
    const { loadSeveral } = await import("./several-files.ts");
    return loadSeveral(several, options);
  }
  const { file, part } = { part: undefined, ...source } as { file: string; part?: string };
  return loadModel(file, part === undefined ? options : { ...options, part });
}

/** Loads a model once more, from what it was loaded from. */
export async function loadOrigin(origin: ModelOrigin): Promise<LoadedModel> {
  const { files, parts, inert } = origin;
  const names = Object.fromEntries(inert.map((name) => [name, "inert"] as const));
  const options = { ...origin.options, names };
  const [first] = files;
  if (parts !== null) {
    const { readSeveral } = await import("./several-files.ts");
    return readSeveral(files, parts, options);
  }
  return loadModel(first?.bytes ?? new Uint8Array(0), { ...options, name: first?.name ?? "" });
}

/**
 * The model that a file holds as data.
 *
 * @param started  what runs an ONNX file, where it was started already
 * @throws MODEL_NOT_AN_ESTIMATOR when it holds none that answers; ESTIMATOR_UNSUPPORTED, ESTIMATOR_INVALID;
 *   CONFIG_INVALID
 */
export async function modelFromFile(
  file: ModelFile,
  options: Omit<LoadOptions, "name"> = {},
  started?: OnnxRuntime | null,
): Promise<LoadedModel> {
  const onnx = started === undefined ? await onnxIn(file) : started;
  const own = ownCode(options);
  const records = findEstimators(file.value, own);
  const arrays = new ModelMemory();
  const limits = { ...defaultLimits, ...options.limits };
  const read = estimatorReader(await loadReaders([file]), { limits, own, memory: arrays });
  const origin = modelOrigin([{ name: file.name, bytes: file.content }], null, options);
  const contents = { document: file, records, read, config: options, origin, arrays };
  if (onnx !== null) return loadedModel({ ...contents, answering: onnx, ahead: onnx.ahead });
  if (options.part === undefined) {
    const composite = await compositeIn(file, records, read);
    if (composite !== null || records.length > 1) {
      return loadedModel({ ...contents, answering: composite });
    }
  }
  const record = chooseEstimator(records, options.part);
  if (record === undefined) {
    throw new PicklejarError("MODEL_NOT_AN_ESTIMATOR", { what: describeContents(file.value) });
  }
  const estimator = read(record.value);
  return loadedModel({ ...contents, answering: { estimator, summary: summaryOf(estimator) } });
}

/** The model of an ONNX file, not yet started; null for all other files. */
async function onnxIn({ name, value, writer }: ModelFile): Promise<OnnxRuntime | null> {
  if (writer !== "onnx") return null;
  const { onnxBytes } = await import("../objects/onnx/onnx-record.ts");
  const { onnxRuntime } = await import("./onnx/onnx-estimator.ts");
  const bytes = onnxBytes(value);
  if (bytes === null) return null;
  // ONNX Runtime is not made for bytes that threads share.
  return onnxRuntime(name, bytes.buffer instanceof SharedArrayBuffer ? bytes.slice() : bytes);
}

/** The one model that several things of a file are together; the error that keeps them from it. */
async function compositeIn(
  { value }: ModelFile,
  records: readonly EstimatorRecord[],
  read: (value: PyValue) => Estimator,
): Promise<Composite | PicklejarError | null> {
  if (records.length === 0 || records[0]?.value === value) return null;
  const { understand } = await import("./composite.ts");
  try {
    const understood = understand({ value, records, read: (record) => read(record.value) });
    return understood instanceof Doubt ? null : understood;
  } catch (error) {
    if (error instanceof PicklejarError && records.length > 1) return error;
    throw error;
  }
}
