// A model file made ready to answer: read, checked, its signature inferred, its rows judged.

import { PicklejarError } from "../errors.ts";
import type { Estimator, Library } from "../estimators/estimator.ts";
import { estimatorReader } from "../estimators/read-estimator.ts";
import { defaultLimits } from "../limits.ts";
import { type ModelFile, type ReadOptions, readModelFile } from "../objects/model-file.ts";
import type { PyValue } from "../objects/values.ts";
import { inferSignature } from "../signature/infer.ts";
import { createRowParser, type RowParser } from "../signature/parse.ts";
import type { Signature } from "../signature/signature.ts";
import { type Composite, understand } from "./composite.ts";
import { describeContents } from "./contents.ts";
import { librariesOf } from "./libraries.ts";
import { chooseEstimator, type EstimatorRecord, findEstimators, type PartPath } from "./parts.ts";
import { type PlainEstimator, plainEstimator } from "./plain.ts";
import { canPredict, predictSamples } from "./predict.ts";
import type { InputRow, Model, Prediction, PredictOptions, Scoring } from "./prediction.ts";

export interface LoadOptions extends Pick<ReadOptions, "limits" | "name" | "declared"> {
  /** Which estimator answers, where the file holds several: `model`, `1`, `models.forest`. */
  readonly part?: string;
}

/** One estimator of a file that holds several. */
export interface ModelPart {
  /** Keys of dicts and indices of lists and tuples; empty where the file is the estimator. */
  readonly path: PartPath;
  readonly estimator: PlainEstimator;
}

/**
 * A model file that was read and checked. Where it holds several estimators whose meaning together is not plain,
 * and no `part` was named, `parts` lists them, and everything that needs the one that answers throws
 * MODEL_AMBIGUOUS.
 */
export interface LoadedModel extends Model {
  /** The estimator itself, with scikit-learn's methods in camelCase. */
  readonly estimator: PlainEstimator;
  /** The estimators of the file, not counting those inside of others. */
  readonly parts: readonly ModelPart[];
  /** What was read, as data. */
  readonly document: ModelFile;
  /** Libraries besides scikit-learn that fitted it. */
  readonly libraries: readonly Library[];
}

/**
 * Loads a model file: reads it without running anything, and checks it.
 *
 * @param source  a path, or the file's bytes
 * @throws what `readModelFile` and `modelFromFile` throw
 */
export async function loadModel(
  source: string | Uint8Array,
  options: LoadOptions = {},
): Promise<LoadedModel> {
  const { part, ...readOptions } = options;
  return modelFromFile(await readModelFile(source, readOptions), options);
}

/**
 * The model that a file holds as data.
 *
 * @throws MODEL_NOT_AN_ESTIMATOR when it holds none that answers; ESTIMATOR_UNSUPPORTED, ESTIMATOR_INVALID
 */
export function modelFromFile(
  file: ModelFile,
  options: Omit<LoadOptions, "name"> = {},
): LoadedModel {
  const records = findEstimators(file.value);
  const read = readerOf(options);
  if (options.part === undefined) {
    const composite = compositeIn(file, records, read);
    if (composite !== null || records.length > 1) {
      return new FileModel(file, records, options, composite);
    }
  }
  const record = chooseEstimator(records, options.part);
  if (record === undefined) {
    throw new PicklejarError("MODEL_NOT_AN_ESTIMATOR", { what: describeContents(file.value) });
  }
  const estimator = read(record.value);
  return new FileModel(file, records, options, { estimator, summary: summaryOf(estimator) });
}

/** Makes the estimators of one file, all of them within the same budgets. */
function readerOf({ limits }: Pick<LoadOptions, "limits">): (value: PyValue) => Estimator {
  return estimatorReader({ limits: { ...defaultLimits, ...limits } });
}

/** The one model that several things of a file are together; the error that keeps them from it. */
function compositeIn(
  file: ModelFile,
  records: readonly EstimatorRecord[],
  read: (value: PyValue) => Estimator,
): Composite | PicklejarError | null {
  try {
    return understand(file.value, records, ({ value }) => read(value));
  } catch (error) {
    if (error instanceof PicklejarError && records.length > 1) return error;
    throw error;
  }
}

/** What answers: the estimator with its signature and the judge of its rows. */
interface Answerer extends Composite {
  readonly plain: PlainEstimator;
  readonly signature: Signature;
  readonly parser: RowParser;
}

class FileModel implements LoadedModel {
  readonly document: ModelFile;
  readonly #records: readonly EstimatorRecord[];
  readonly #options: Omit<LoadOptions, "name">;
  readonly #answerer: Answerer | null;
  readonly #failure: PicklejarError | null;
  #parts: readonly ModelPart[] | undefined;

  constructor(
    file: ModelFile,
    records: readonly EstimatorRecord[],
    options: Omit<LoadOptions, "name">,
    answering: Composite | PicklejarError | null,
  ) {
    this.document = file;
    this.#records = records;
    this.#options = options;
    this.#failure = answering instanceof PicklejarError ? answering : null;
    this.#answerer =
      answering === null || answering instanceof PicklejarError ? null : makeAnswerer(answering);
  }

  get name(): string {
    return this.document.name;
  }
  get sha256(): string {
    return this.document.sha256;
  }
  get bytes(): number {
    return this.document.bytes;
  }
  get signature(): Signature {
    return this.#answering().signature;
  }
  get summary(): string {
    return this.#answering().summary;
  }
  get writtenBy(): string | null {
    return this.#answering().estimator.writtenBy;
  }
  get libraries(): readonly Library[] {
    return librariesOf(this.#answering().estimator);
  }
  get estimator(): PlainEstimator {
    return this.#answering().plain;
  }
  get scoring(): Scoring {
    const { estimator, parser } = this.#answering();
    return {
      parser,
      predict: (samples, warnings, options) =>
        predictSamples(estimator, samples, warnings, options),
      origin: { ...this.#options, bytes: this.document.content, name: this.document.name },
    };
  }
  get parts(): readonly ModelPart[] {
    if (this.#parts === undefined) {
      const read = readerOf(this.#options);
      this.#parts = this.#records.map(({ path, value }) => {
        return { path, estimator: plainEstimator(read(value)) };
      });
    }
    return this.#parts;
  }

  async predict(rows: readonly InputRow[], options: PredictOptions = {}): Promise<Prediction[]> {
    return this.predictSync(rows, options);
  }

  predictSync(rows: readonly InputRow[], options: PredictOptions = {}): Prediction[] {
    const { estimator, parser } = this.#answering();
    const { samples, warnings } = parser.parse(rows, options);
    return predictSamples(estimator, samples, warnings);
  }

  #answering(): Answerer {
    if (this.#answerer !== null) return this.#answerer;
    if (this.#failure !== null) throw this.#failure;
    chooseEstimator(this.#records, undefined);
    throw new PicklejarError("MODEL_NOT_AN_ESTIMATOR", { what: "several estimators" });
  }
}

function makeAnswerer({ estimator, summary }: Composite): Answerer {
  if (!canPredict(estimator)) {
    throw new PicklejarError("MODEL_NOT_AN_ESTIMATOR", { what: `a ${estimator.className}` });
  }
  const signature = inferSignature(estimator);
  const { kind, names } = estimator.inputs;
  const parser = createRowParser(signature, kind, names);
  return { estimator, summary, plain: plainEstimator(estimator), signature, parser };
}

/**
 * `RandomForestClassifier`, `Pipeline: StandardScaler → LogisticRegression`; of an estimator around a single
 * other one, such as a search, both: `GridSearchCV: SVC`.
 */
function summaryOf({ className, children }: Estimator, depth = 0): string {
  const [only, ...others] = children;
  if (className === "Pipeline" && only !== undefined) {
    return `${className}: ${children.map(({ estimator }) => estimator.className).join(" → ")}`;
  }
  if (only === undefined || others.length > 0 || depth > 2) return className;
  return `${className}: ${summaryOf(only.estimator, depth + 1)}`;
}
