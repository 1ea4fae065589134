// An ONNX model as an estimator: the same door for the page, the API, batches and `verify` as every other model.

import type { Estimator, EstimatorRole } from "../../estimators/estimator.ts";
import type { NumberRule } from "../../estimators/inputs.ts";
import type { Samples } from "../../estimators/samples.ts";
import type { Limits } from "../../limits.ts";
import { decodeOnnx, type OnnxModel } from "../../objects/onnx/onnx-model.ts";
import { withoutZipMaps } from "../../objects/onnx/zip-map.ts";
import { show } from "../../text.ts";
import { answersFrom, type OnnxAnswers } from "./answers.ts";
import { feedBatches } from "./feeds.ts";
import { type OnnxPlan, planOf } from "./plan.ts";
import { OnnxSession } from "./session.ts";

/** An ONNX model that can be asked. */
export interface OnnxRuntime {
  /** Answers while the thread waits. */
  readonly estimator: Estimator;
  /** One line: `LinearClassifier (ONNX, skl2onnx)`. */
  readonly summary: string;
  /** Waits until ONNX Runtime has loaded the model. @throws RUNTIME_MISSING, ONNX_MALFORMED, LIMIT_EXCEEDED */
  ready(limits: Limits): Promise<void>;
  /** An estimator that has the answers for these samples already. */
  ahead(samples: Samples): Promise<Estimator>;
}

const className = "ONNX model";

/**
 * @param name   of the file, for messages
 * @param bytes  the file, decompressed
 * @throws ONNX_MALFORMED, ESTIMATOR_UNSUPPORTED; ONNX Runtime is not needed before the first answer
 */
export function onnxRuntime(name: string, bytes: Uint8Array): OnnxRuntime {
  const model = decodeOnnx(bytes);
  const plan = planOf(model);
  const rule: NumberRule = { className, inputs: plan.inputs };
  let started: OnnxSession | undefined;
  const session = (): OnnxSession => {
    if (started?.isAlive !== true) started = new OnnxSession(name, withoutZipMaps(bytes, model));
    return started;
  };
  const askSync = (samples: Samples): OnnxAnswers => {
    const batches = feedBatches(samples, plan, rule).map(({ feeds, rows }) => ({
      tensors: session().runSync(feeds),
      rows,
    }));
    return answersFrom(plan.answers, batches);
  };
  return {
    estimator: estimatorOf(model, plan, remembering(askSync)),
    summary: summaryOf(model),
    ready: (limits) => session().ready(limits),
    async ahead(samples) {
      const batches = [];
      for (const { feeds, rows } of feedBatches(samples, plan, rule)) {
        batches.push({ tensors: await session().run(feeds), rows });
      }
      const answers = answersFrom(plan.answers, batches);
      return estimatorOf(model, plan, () => answers);
    },
  };
}

/** The same samples are asked for labels and for probabilities: once is enough. */
function remembering(ask: (samples: Samples) => OnnxAnswers): (samples: Samples) => OnnxAnswers {
  let last: { readonly samples: WeakRef<Samples>; readonly answers: OnnxAnswers } | null = null;
  return (samples) => {
    if (last?.samples.deref() === samples) return last.answers;
    const answers = ask(samples);
    last = { samples: new WeakRef(samples), answers };
    return answers;
  };
}

function estimatorOf(
  model: OnnxModel,
  { inputs, hints, answers: plan }: OnnxPlan,
  ask: (samples: Samples) => OnnxAnswers,
): Estimator {
  const { labels, probabilities, width } = plan;
  const isVector = width === null;
  const role: EstimatorRole = labels === null ? "regressor" : "classifier";
  const { producer, producerVersion, irVersion } = model;
  const library =
    producer === ""
      ? { name: "onnx", version: `IR ${irVersion}` }
      : { name: producer, version: producerVersion || `IR ${irVersion}` };
  return {
    className,
    path: "onnx.ModelProto",
    role: isVector ? "transformer" : role,
    writtenBy: null,
    library,
    params: new Map(),
    inputs,
    classes: labels === null ? null : [labels],
    outputs: width ?? 1,
    children: [],
    hints: () => (inputs.width === hints.length ? hints : null),
    remarks: (samples) => ask(samples).remarks,
    ...(isVector
      ? { transform: (samples: Samples) => asMatrix(ask(samples)) }
      : { predict: (samples: Samples) => ask(samples).prediction }),
    ...(labels !== null &&
      probabilities !== null && {
        predictProba: (samples: Samples) => ask(samples).probabilities ?? ask(samples).prediction,
      }),
  };
}

function asMatrix({ prediction }: OnnxAnswers): OnnxAnswers["prediction"] {
  const [rows = 0, columns = 1] = prediction.shape;
  return { ...prediction, shape: [rows, columns] };
}

/** `LinearClassifier (ONNX, skl2onnx)`: the last classical operator tells what kind of model it is, or a layer. */
function summaryOf({ graph, producer }: OnnxModel): string {
  const telling = graph.nodes.findLast(
    ({ op, domain }) => domain === "ai.onnx.ml" && !accessories.has(op),
  );
  const isNetwork = graph.nodes.some(({ op }) =>
    /^(Conv|Gemm|MatMul|LSTM|GRU|RNN|Attention)$/.test(op),
  );
  const kind = telling?.op ?? (isNetwork ? "Network" : "Graph");
  return `${show(kind, 40)} (ONNX${producer === "" ? "" : `, ${show(producer, 40)}`})`;
}

/** Operators before and after the one that predicts. */
const accessories = new Set(
  "ArrayFeatureExtractor Binarizer CastMap CategoryMapper DictVectorizer FeatureVectorizer Imputer LabelEncoder Normalizer OneHotEncoder Scaler ZipMap".split(
    " ",
  ),
);
