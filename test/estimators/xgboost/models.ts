// Small models made by hand, and the Python objects that hold them.

import { PyFloat, PyGlobal, PyObject, type PyValue } from "../../../src/objects/values.ts";
import { boosterOf } from "./booster-of.ts";

/** Nodes as a file numbers them: a leaf is its value. */
export type HandNode =
  | number
  | {
      readonly feature: number;
      readonly below: number;
      readonly left: number;
      readonly right: number;
      readonly missingLeft?: boolean;
    };

export interface HandModel {
  readonly trees: readonly (readonly HandNode[])[];
  readonly features?: number;
  readonly objective?: string;
  readonly baseScore?: string;
  readonly classes?: number;
  readonly version?: readonly number[];
  readonly names?: readonly string[];
  readonly attributes?: Readonly<Record<string, string>>;
}

/** The model as XGBoost's own JSON, in bytes. */
export function modelBytes(model: HandModel): Uint8Array {
  const { trees, classes = 0, attributes = {}, names = [] } = model;
  const params = { num_trees: String(trees.length), num_parallel_tree: "1" };
  const outputs = Math.max(classes, 1);
  const document = {
    version: model.version ?? [2, 1, 0],
    learner: {
      learner_model_param: {
        base_score: model.baseScore ?? "0",
        num_class: String(classes),
        num_feature: String(model.features ?? 2),
      },
      objective: { name: model.objective ?? "reg:squarederror" },
      attributes,
      feature_names: names,
      gradient_booster: {
        name: "gbtree",
        model: {
          gbtree_model_param: params,
          tree_info: trees.map((_, i) => i % outputs),
          trees: trees.map(treeDocument),
        },
      },
    },
  };
  return new TextEncoder().encode(JSON.stringify(document));
}

function treeDocument(nodes: readonly HandNode[], id: number): unknown {
  const of = (part: (node: Exclude<HandNode, number>) => number, leaf: (value: number) => number) =>
    nodes.map((node) => (typeof node === "number" ? leaf(node) : part(node)));
  return {
    id,
    tree_param: { num_nodes: String(nodes.length) },
    left_children: of(
      (node) => node.left,
      () => -1,
    ),
    right_children: of(
      (node) => node.right,
      () => -1,
    ),
    split_indices: of(
      (node) => node.feature,
      () => 0,
    ),
    split_conditions: of(
      (node) => node.below,
      (value) => value,
    ),
    default_left: of(
      (node) => (node.missingLeft === true ? 1 : 0),
      () => 0,
    ),
  };
}

export interface Holding {
  /** Attributes of the wrapper besides its booster. */
  readonly wrapper?: Readonly<Record<string, PyValue>>;
  /** Attributes of the booster's Python object besides its bytes. */
  readonly booster?: Readonly<Record<string, PyValue>>;
}

/** A wrapper with a booster inside. @param name `XGBClassifier` */
export function wrapperOf(name: string, bytes: Uint8Array, holding: Holding = {}): PyObject {
  const booster = boosterOf(bytes);
  if (booster.state instanceof Map) {
    for (const [key, value] of Object.entries(holding.booster ?? {})) booster.state.set(key, value);
  }
  const wrapper = new PyObject(new PyGlobal("xgboost.sklearn", name, 0), [], 0);
  wrapper.state = new Map<PyValue, PyValue>([
    ["missing", new PyFloat(Number.NaN)],
    ["_Booster", booster],
    ...Object.entries(holding.wrapper ?? {}),
  ]);
  return wrapper;
}
