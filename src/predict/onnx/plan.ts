// How an ONNX graph is asked and how its answers are read: columns of its inputs, labels and probabilities among its
// outputs.

import { PicklejarError } from "../../errors.ts";
import type { InputHint, InputSpec, Labels } from "../../estimators/estimator.ts";
import type { OnnxModel, OnnxNode, OnnxShape, OnnxValue } from "../../objects/onnx/onnx-model.ts";
import { elementNames } from "../../objects/onnx/onnx-record.ts";
import { zipMapsOf } from "../../objects/onnx/zip-map.ts";
import { type ElementKind, isWhole } from "./tensors.ts";
import { isTopClass } from "./top-class.ts";

/** One input of the graph. */
export interface FeedPlan {
  readonly name: string;
  readonly type: ElementKind;
  /** Its columns among those of the samples; `width` null takes as many as there are. */
  readonly first: number;
  readonly width: number | null;
  /** Sizes of one sample's tensor; empty for a vector of samples. */
  readonly sizes: readonly number[] | null;
}

/** What the outputs are; names are those of the graph without ZipMaps. */
export interface AnswerPlan {
  /** Labels (or plain numbers), and where there are any, the probabilities of the classes. */
  readonly label: string | null;
  readonly probabilities: string | null;
  readonly labels: Labels | null;
  /** Whether the label must be that of the largest probability, whatever ONNX Runtime says. */
  readonly isTopClass: boolean;
  /** Outputs that are numbers of their own, in order, where there is no label. */
  readonly values: readonly string[];
  /** Numbers per row of all values together; null where only the answer tells. */
  readonly width: number | null;
}

export interface OnnxPlan {
  readonly feeds: readonly FeedPlan[];
  readonly inputs: InputSpec;
  readonly hints: readonly InputHint[];
  /** Rows that the graph takes at once, where it is not free in that. */
  readonly batch: number | null;
  readonly answers: AnswerPlan;
}

const maxWidth = 10_000_000;
/** Inputs of one tensor that become fields of their own. */
const maxFields = 1000;

/** @throws ESTIMATOR_UNSUPPORTED for inputs and outputs that have no meaning as rows */
export function planOf(model: OnnxModel): OnnxPlan {
  const { inputs, nodes } = model.graph;
  if (inputs.length === 0) throw unsupported("without inputs");
  const feeds: FeedPlan[] = [];
  let first = 0;
  for (const input of inputs) {
    const feed = feedOf(input, first, inputs.length === 1);
    feeds.push(feed);
    first += feed.width ?? 0;
  }
  const batches = new Set(
    inputs.map(({ shape }) => shape?.[0]).filter((size) => typeof size === "number"),
  );
  if (batches.size > 1) throw unsupported("whose inputs want different numbers of rows");
  const [batch = null] = batches;
  return {
    feeds,
    inputs: specOf(feeds, nodes),
    hints: feeds.flatMap((feed) => hintsOf(feed, nodes)),
    batch,
    answers: answersOf(model),
  };
}

function unsupported(what: string): PicklejarError {
  return new PicklejarError("ESTIMATOR_UNSUPPORTED", { className: `An ONNX model ${what}` });
}

function kindOf({ name, element }: OnnxValue): ElementKind {
  const kind = element === null ? undefined : elementNames[element];
  if (kind === undefined || kind === "float16")
    throw unsupported(`with ${name} of a type that is not read`);
  return kind as ElementKind;
}

function feedOf(input: OnnxValue, first: number, isOnly: boolean): FeedPlan {
  const { name, shape } = input;
  const type = kindOf(input);
  const sizes = shape?.slice(1);
  if (sizes === undefined || (isOnly && sizes.length === 1 && typeof sizes[0] !== "number")) {
    if (!isOnly) throw unsupported(`whose input ${name} has any shape`);
    return { name, type, first, width: type === "string" ? 1 : null, sizes: null };
  }
  // A size that a DataFrame's column leaves open is 1.
  const known = sizes.map((size) => (typeof size === "number" ? size : 1));
  if (sizes.length > 1 && sizes.some((size) => typeof size !== "number")) {
    throw unsupported(`whose input ${name} leaves the sizes ${shapeText(shape)} open`);
  }
  const width = known.reduce((product, size) => product * size, 1);
  if (!(width <= maxWidth)) throw unsupported(`whose input ${name} has ${width} numbers`);
  return { name, type, first, width, sizes: known };
}

function shapeText(shape: OnnxShape | null): string {
  return shape?.map((size) => size ?? "?").join(" × ") ?? "?";
}

/** Operators for which a missing value means something. */
const missingOperators = new Set(["Imputer", "IsNaN"]);

function specOf(feeds: readonly FeedPlan[], nodes: readonly OnnxNode[]): InputSpec {
  const [only, ...others] = feeds;
  const isSingle = only !== undefined && others.length === 0;
  const allowsMissing = nodes.some(
    ({ op, integers }) =>
      missingOperators.has(op) ||
      integers.get("nodes_missing_value_tracks_true")?.includes(1n) === true,
  );
  const width = feeds.some((feed) => feed.width === null)
    ? null
    : feeds.reduce((total, feed) => total + (feed.width ?? 0), 0);
  const names = isSingle ? null : feeds.flatMap(columnNames);
  if (isSingle && only.type === "string" && width === 1) {
    return { kind: "texts", width: 1, names: null, allowsMissing: false };
  }
  const isTable = feeds.some(({ type }) => type === "string");
  const isTensor = isSingle && (only.sizes?.length ?? 0) > 1;
  return {
    kind: isTable ? "table" : "numbers",
    width: isTensor && (width ?? 0) > maxFields ? null : width,
    names,
    allowsMissing,
    ...(isTensor && only.sizes !== null && { shape: only.sizes }),
  };
}

function columnNames({ name, width }: FeedPlan): string[] {
  if (width === 1) return [name];
  return Array.from({ length: width ?? 0 }, (_, i) => `${name}_${i + 1}`);
}

/** An encoder that an input goes into knows its choices. */
function hintsOf({ name, type, width }: FeedPlan, nodes: readonly OnnxNode[]): InputHint[] {
  const encoder = nodes.find(({ op, inputs }) => op === "OneHotEncoder" && inputs[0] === name);
  const choices = encoder?.texts.get("cats_strings");
  if (choices !== undefined && width === 1) {
    const isOpen = encoder?.integers.get("zeros")?.[0] !== 0n;
    return [{ choices, ...(isOpen && { open: true }) }];
  }
  const hint: InputHint = type === "string" ? { typical: "" } : { integer: isWhole(type) };
  return Array.from({ length: Math.min(width ?? 0, maxFields) }, () => hint);
}

function answersOf(model: OnnxModel): AnswerPlan {
  const { outputs } = model.graph;
  const zipMaps = zipMapsOf(model);
  const zipped = new Map(zipMaps.map((node) => [node.outputs[0] ?? "", node]));
  const tensors = outputs.filter(({ name }) => !zipped.has(name));
  const broken = tensors.find(({ element }) => element === null);
  if (broken !== undefined) throw unsupported(`whose output ${broken.name} is no tensor`);
  if (zipMaps.length > 1) throw unsupported("with several outputs of probabilities");
  const [zipMap] = zipMaps;
  const label = tensors.find((output) => isLabel(output)) ?? null;
  const labels = zipMap === undefined ? classLabels(model.graph.nodes) : labelsIn(zipMap);
  if (zipMap !== undefined) {
    const shares = zipMap.inputs[0] ?? "";
    return {
      label: label?.name ?? null,
      probabilities: shares,
      labels,
      isTopClass: label !== null && isTopClass(model.graph, label.name, shares),
      values: [],
      width: 1,
    };
  }
  const shares = tensors.find(
    (output) => isMatrix(output) && (labels !== null || /prob/i.test(output.name)),
  );
  if (label !== null && tensors.length === 2 && shares !== undefined) {
    const count = shares.shape?.[1];
    const known =
      labels ?? (label.element !== 8 && typeof count === "number" ? numbersBelow(count) : null);
    return {
      label: label.name,
      probabilities: known === null ? null : shares.name,
      labels: known,
      isTopClass: isTopClass(model.graph, label.name, shares.name),
      values: [],
      width: 1,
    };
  }
  const [only] = tensors;
  const softmax = only === undefined || tensors.length > 1 ? null : softmaxClasses(model, only);
  if (only !== undefined && softmax !== null) {
    return {
      label: null,
      probabilities: only.name,
      labels: softmax,
      isTopClass: true,
      values: [],
      width: 1,
    };
  }
  if (label !== null && tensors.length === 1) {
    return {
      label: label.name,
      probabilities: null,
      labels: null,
      isTopClass: false,
      values: [],
      width: 1,
    };
  }
  return {
    label: null,
    probabilities: null,
    labels: null,
    isTopClass: false,
    values: tensors.map(({ name }) => name),
    width: widthOf(tensors),
  };
}

/** One label a row: whole numbers or texts. */
function isLabel({ element, shape }: OnnxValue): boolean {
  const isOne = shape === null || shape.length === 1 || (shape.length === 2 && shape[1] === 1);
  return isOne && (element === 7 || element === 8);
}

function isMatrix({ element, shape }: OnnxValue): boolean {
  return (element === 1 || element === 11) && (shape === null || shape.length === 2);
}

/** Numbers per row of all outputs; null where a size is open. */
function widthOf(outputs: readonly OnnxValue[]): number | null {
  let width = 0;
  for (const { shape } of outputs) {
    const sizes = shape?.slice(1);
    if (sizes === undefined || sizes.some((size) => typeof size !== "number")) return null;
    width += sizes.reduce((product: number, size) => product * Number(size), 1);
  }
  return width;
}

/** The labels that a classifier's node holds; null where none does, or several do. */
function classLabels(nodes: readonly OnnxNode[]): Labels | null {
  const found = nodes.map(labelsIn).filter((labels) => labels !== null);
  const [only] = found;
  return only !== undefined && found.length === 1 ? only : null;
}

function labelsIn({ texts, integers }: OnnxNode): Labels | null {
  const strings = texts.get("classlabels_strings");
  if (strings !== undefined) return { type: "str", values: strings };
  const numbers = integers.get("classlabels_int64s") ?? integers.get("classlabels_ints");
  return numbers === undefined ? null : { type: "int", values: numbers.map(Number) };
}

/** 0 to k − 1, where the output is a softmax over k classes. */
function softmaxClasses({ graph }: OnnxModel, output: OnnxValue): Labels | null {
  const maker = graph.nodes.find(({ outputs }) => outputs.includes(output.name));
  const count = output.shape?.[1];
  if (maker?.op !== "Softmax" || output.shape?.length !== 2 || typeof count !== "number")
    return null;
  return count > 1 ? numbersBelow(count) : null;
}

function numbersBelow(count: number): Labels | null {
  if (count < 1 || count > 100_000) return null;
  return { type: "int", values: Array.from({ length: count }, (_, k) => k) };
}
