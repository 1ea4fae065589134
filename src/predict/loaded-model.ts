// A model that was read, ready to answer: its signature inferred, its rows judged.

import { PicklejarError } from "../errors.ts";
import type { Estimator, InputSpec, Library } from "../estimators/estimator.ts";
import type { ModelMemory } from "../estimators/kernels/model-memory.ts";
import type { Samples } from "../estimators/samples.ts";
import type { ModelFile } from "../objects/model-file.ts";
import type { PyValue } from "../objects/values.ts";
import { configureSignature } from "../signature/configure.ts";
import { inferFields, inferSignature } from "../signature/infer.ts";
import { createRowParser, type RowParser } from "../signature/parse.ts";
import { type PlainRowReader, plainRowReader } from "../signature/plain-row.ts";
import type { Signature } from "../signature/signature.ts";
import { blamed } from "./blame.ts";
import type { Composite } from "./composite.ts";
import { withDummies } from "./dummy-columns.ts";
import { librariesOf } from "./libraries.ts";
import type { LoadOptions } from "./load-options.ts";
import { chooseEstimator, type EstimatorRecord, type PartPath } from "./parts.ts";
import { type PlainEstimator, plainEstimator } from "./plain.ts";
import { canPredict, predictSamples } from "./predict.ts";
import type {
  InputRow,
  Model,
  ModelOrigin,
  Prediction,
  PredictOptions,
  Scoring,
} from "./prediction.ts";
import { answersTogether } from "./rows-together.ts";
import {
  predictionOfNumbers,
  type SinglePrediction,
  singlePrediction,
} from "./single-prediction.ts";
import { predictInTurns } from "./turns.ts";

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
  /** What was read, as data; of several files as one dict of them. */
  readonly document: ModelFile;
  /** Libraries besides scikit-learn that fitted it. */
  readonly libraries: readonly Library[];
}

/** A file's contents, and what answers among them. */
export interface ModelContents {
  readonly document: ModelFile;
  readonly records: readonly EstimatorRecord[];
  readonly read: (value: PyValue) => Estimator;
  /** null where several estimators have no plain meaning together; the error that keeps them from it. */
  readonly answering: Composite | PicklejarError | null;
  /** undefined where it cannot be loaded once more. */
  readonly origin: ModelOrigin | undefined;
  /** The large arrays of its estimators. */
  readonly arrays?: ModelMemory;
  readonly config: Pick<LoadOptions, "description" | "fields" | "answer" | "examples">;
  /** Of several files each one. */
  readonly files?: NonNullable<Model["files"]>;
  /** For a model that answers in another thread: an estimator that has the answers for these samples already. */
  readonly ahead?: (samples: Samples) => Promise<Estimator>;
}

/** What answers: the estimator with its signature and the judge of its rows. */
interface Answerer extends Composite {
  readonly plain: PlainEstimator;
  readonly signature: Signature;
  readonly parser: RowParser;
  /** For requests of one row; null where they go the way of many. */
  readonly single: { readonly read: PlainRowReader; readonly predict: SinglePrediction } | null;
}

/** @throws CONFIG_INVALID when what is said about fields and answers does not fit; MODEL_NOT_AN_ESTIMATOR */
export function loadedModel(contents: ModelContents): LoadedModel {
  return new FileModel(contents);
}

class FileModel implements LoadedModel {
  readonly document: ModelFile;
  readonly description?: string;
  readonly files?: NonNullable<Model["files"]>;
  readonly #contents: ModelContents;
  readonly #answerer: Answerer | null;
  #parts: readonly ModelPart[] | undefined;

  constructor(contents: ModelContents) {
    const { answering, document } = contents;
    this.document = document;
    const { config, files } = contents;
    if (config.description !== undefined) this.description = config.description;
    if (files !== undefined) this.files = files;
    this.#contents = contents;
    this.#answerer =
      answering === null || answering instanceof PicklejarError
        ? null
        : makeAnswerer(answering, contents);
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
  get rowsTogether(): boolean {
    return answersTogether(this.#answering().estimator);
  }
  get estimator(): PlainEstimator {
    return this.#answering().plain;
  }
  get scoring(): Scoring {
    const { estimator, parser } = this.#answering();
    const { origin, arrays } = this.#contents;
    return {
      parser,
      predict: (samples, warnings, options) =>
        predictSamples(estimator, samples, warnings, options),
      ...(origin && { origin }),
      ...(arrays && { arrays }),
    };
  }
  get parts(): readonly ModelPart[] {
    const { records, read } = this.#contents;
    this.#parts ??= records.map(({ path, value }) => {
      return { path, estimator: plainEstimator(read(value)) };
    });
    return this.#parts;
  }

  async predict(rows: readonly InputRow[], options: PredictOptions = {}): Promise<Prediction[]> {
    const alone = this.#predictAlone(rows, options);
    if (alone !== null) return [alone];
    const { ahead, answering } = this.#contents;
    const { estimator, parser } = this.#answering();
    // What the config puts before the estimator works while it waits.
    const isItself =
      answering !== null && "estimator" in answering && answering.estimator === estimator;
    const { samples, warnings } = parser.parse(rows, options);
    if (ahead === undefined || !isItself) {
      const isOne = rows.length > 1 && this.rowsTogether;
      if (isOne) return predictSamples(estimator, samples, warnings);
      try {
        return await predictInTurns(estimator, samples, warnings, options.signal);
      } catch (error) {
        throw blamed(error, estimator, samples, this.signature.inputs);
      }
    }
    return predictSamples(await ahead(samples), samples, warnings);
  }

  predictSync(rows: readonly InputRow[], options: PredictOptions = {}): Prediction[] {
    const alone = this.#predictAlone(rows, options);
    if (alone !== null) return [alone];
    const { estimator, parser } = this.#answering();
    const { samples, warnings } = parser.parse(rows, options);
    try {
      return predictSamples(estimator, samples, warnings);
    } catch (error) {
      throw blamed(error, estimator, samples, this.signature.inputs);
    }
  }

  /** The answer to a request of one plain row; null for all others. */
  #predictAlone(rows: readonly InputRow[], { maxRows = 1 }: PredictOptions): Prediction | null {
    const single = this.#answerer?.single ?? null;
    if (single === null || !Array.isArray(rows) || rows.length !== 1 || maxRows < 1) return null;
    const row = single.read(rows[0]);
    return row === null ? null : single.predict(row);
  }

  #answering(): Answerer {
    const { answering, records } = this.#contents;
    if (this.#answerer !== null) return this.#answerer;
    if (answering instanceof PicklejarError) throw answering;
    chooseEstimator(records, undefined);
    throw new PicklejarError("MODEL_NOT_AN_ESTIMATOR", { what: "several estimators" });
  }
}

function makeAnswerer(
  { estimator, summary }: Composite,
  { config, ahead }: Pick<ModelContents, "config" | "ahead">,
): Answerer {
  if (!canPredict(estimator)) {
    throw new PicklejarError("MODEL_NOT_AN_ESTIMATOR", { what: `a ${estimator.className}` });
  }
  const asked = withDummies(estimator, config.fields);
  const { inputs } = asked;
  const fields = inferFields(asked);
  const configured = (): Signature =>
    configureSignature(inferSignature(asked, fields), inputs, config);
  const { fields: said, answer, examples } = config;
  const isSaid = said !== undefined || answer !== undefined || examples !== undefined;
  // What is said is judged now. Else plain rows can be answered before the model was tried with its examples.
  let signature = isSaid ? configured() : undefined;
  const isPlain = inputs.shape === undefined && inputs.openRecords !== true;
  const takesRows = isPlain && ahead === undefined;
  const predict = takesRows ? (singlePrediction(asked) ?? predictionOfNumbers(asked)) : null;
  const readBy = signature?.inputs ?? fields;
  const read = predict === null ? null : plainRowReader(readBy, inputs.kind === "table");
  const single = predict === null || read === null ? null : { read, predict };
  const plain = plainEstimator(estimator);
  let parser: RowParser | undefined;
  return {
    estimator: asked,
    summary,
    plain,
    single,
    get signature() {
      signature ??= configured();
      return signature;
    },
    get parser() {
      parser ??= rowParser(this.signature, inputs);
      return parser;
    },
  };
}

function rowParser(signature: Signature, { kind, names, shape, openKind }: InputSpec): RowParser {
  // Code of the project knows columns by the names that the config gives them.
  const ownNames = openKind === true && signature.named && signature.inputs.map(({ name }) => name);
  return createRowParser(signature, kind, names ?? (ownNames || null), shape);
}

/**
 * `RandomForestClassifier`, `Pipeline: StandardScaler → LogisticRegression`; of an estimator around a single
 * other one, such as a search, both: `GridSearchCV: SVC`.
 */
export function summaryOf({ className, children }: Estimator, depth = 0): string {
  const [only, ...others] = children;
  if (className === "Pipeline" && only !== undefined) {
    return `${className}: ${children.map(({ estimator }) => estimator.className).join(" → ")}`;
  }
  if (only === undefined || others.length > 0 || depth > 2) return className;
  return `${className}: ${summaryOf(only.estimator, depth + 1)}`;
}
