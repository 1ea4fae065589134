// Tampered boosters: none may hang, read outside of its arrays, or end in anything but an answer or a coded error.
import { describe, expect, it } from "vitest";
import { PicklejarError } from "../../../src/errors.ts";
import { readEstimator } from "../../../src/estimators/read-estimator.ts";
import { writeUbjson } from "../../bytes/write-ubjson.ts";
import { loadGolden } from "../golden-files.ts";
import { boosterOf } from "./booster-of.ts";

const golden = loadGolden("xgboost/answers/1.2.1.json");

/** A model document that a test may change as it likes. */
// biome-ignore lint/suspicious/noExplicitAny: tests change any part of it into anything
type Model = any;

function heldBytes(name: string): Uint8Array {
  const bytes = golden.estimators.get(name);
  if (!(bytes instanceof Uint8Array)) throw new Error(`${name} is not there`);
  return bytes;
}

function model(name: string): Model {
  return JSON.parse(new TextDecoder().decode(heldBytes(`json ${name}`)));
}

const learner = (m: Model): Model => m.learner;
const params = (m: Model): Model => m.learner.learner_model_param;
const trees = (m: Model): Model => m.learner.gradient_booster.model;
const tree = (m: Model): Model => trees(m).trees[0];

type Tamper = readonly [string, string, (m: Model) => void];

const tampers: readonly Tamper[] = [
  ["no learner", "logistic", (m) => delete m.learner],
  ["a learner that is a list", "logistic", (m) => (m.learner = [])],
  ["no version", "logistic", (m) => delete m.version],
  ["a version of texts", "logistic", (m) => (m.version = ["a", "b", "c"])],
  ["no parameters", "logistic", (m) => delete learner(m).learner_model_param],
  ["no features", "logistic", (m) => (params(m).num_feature = "0")],
  ["a billion features", "logistic", (m) => (params(m).num_feature = "1000000000")],
  ["features of a fraction", "logistic", (m) => (params(m).num_feature = "5.5")],
  ["features as a list", "logistic", (m) => (params(m).num_feature = [5])],
  ["fewer features than trees ask for", "logistic", (m) => (params(m).num_feature = "1")],
  ["negative classes", "softprob", (m) => (params(m).num_class = "-3")],
  ["a billion classes", "softprob", (m) => (params(m).num_class = "1000000000")],
  ["fewer classes than trees add to", "softprob", (m) => (params(m).num_class = "2")],
  ["a base score of words", "logistic", (m) => (params(m).base_score = "half")],
  ["a base score that is no number", "logistic", (m) => (params(m).base_score = "NaN")],
  ["a base score that is infinite", "logistic", (m) => (params(m).base_score = "1E99")],
  ["a base score that is no probability", "logistic", (m) => (params(m).base_score = "2")],
  ["a base score of two for three", "softprob", (m) => (params(m).base_score = "[1,2]")],
  [
    "a base score of a million",
    "softprob",
    (m) => (params(m).base_score = `[${"1,".repeat(1e6)}1]`),
  ],
  ["no booster", "logistic", (m) => delete learner(m).gradient_booster],
  ["an unknown booster", "logistic", (m) => (learner(m).gradient_booster.name = "forest")],
  ["attributes that are a list", "logistic", (m) => (learner(m).attributes = [])],
  ["names that are numbers", "logistic", (m) => (learner(m).feature_names = [1, 2, 3, 4, 5])],
  ["two names for five features", "logistic", (m) => (learner(m).feature_names = ["a", "b"])],
  ["a name twice", "logistic", (m) => (learner(m).feature_names = ["a", "b", "c", "d", "a"])],
  ["no trees", "logistic", (m) => delete trees(m).trees],
  ["trees that are numbers", "logistic", (m) => (trees(m).trees = [1, 2])],
  ["more trees than it says", "logistic", (m) => trees(m).trees.pop()],
  ["two trees of one id", "logistic", (m) => (trees(m).trees[1].id = 0)],
  ["an id out of range", "logistic", (m) => (trees(m).trees[1].id = 99)],
  ["a tree for an output that is not there", "logistic", (m) => (trees(m).tree_info[0] = 1)],
  ["a tree for a negative output", "softprob", (m) => (trees(m).tree_info[0] = -1)],
  ["outputs of fewer trees", "logistic", (m) => trees(m).tree_info.pop()],
  ["more nodes than it has", "logistic", (m) => (tree(m).tree_param.num_nodes = "99999999")],
  ["no nodes", "logistic", (m) => (tree(m).tree_param.num_nodes = "0")],
  ["fewer left children", "logistic", (m) => tree(m).left_children.pop()],
  ["fewer conditions", "logistic", (m) => tree(m).split_conditions.pop()],
  ["conditions of texts", "logistic", (m) => (tree(m).split_conditions[0] = "1")],
  ["a condition that is missing", "logistic", (m) => (tree(m).split_conditions[0] = null)],
  ["a leaf that is infinite", "logistic", (m) => leafOf(m, 1e39)],
  ["a leaf that is no number", "logistic", (m) => leafOf(m, null)],
  ["a feature out of range", "logistic", (m) => (tree(m).split_indices[0] = 5)],
  ["a negative feature", "logistic", (m) => (tree(m).split_indices[0] = -1)],
  ["a feature of a fraction", "logistic", (m) => (tree(m).split_indices[0] = 0.5)],
  ["a child out of range", "logistic", (m) => (tree(m).left_children[0] = 1000)],
  ["a negative child", "logistic", (m) => (tree(m).right_children[0] = -2)],
  ["a right child that is none", "logistic", (m) => (tree(m).right_children[0] = -1)],
  ["a child of 2^40", "logistic", (m) => (tree(m).left_children[0] = 2 ** 40)],
  ["a root that is its own child", "logistic", (m) => (tree(m).left_children[0] = 0)],
  ["a node that is its own child", "logistic", (m) => (tree(m).left_children[1] = 1)],
  ["a circle", "logistic", (m) => (tree(m).left_children[2] = 1)],
  ["one node twice", "logistic", (m) => (tree(m).right_children[0] = tree(m).left_children[0])],
  ["a root that is a leaf, with nodes below", "logistic", (m) => (tree(m).left_children[0] = -1)],
  ["more deleted nodes than are lost", "pruned", (m) => (tree(m).tree_param.num_deleted = "1")],
  ["directions of texts", "logistic", (m) => (tree(m).default_left[0] = "left")],
  [
    "numbers per leaf for one output",
    "logistic",
    (m) => (tree(m).tree_param.size_leaf_vector = "7"),
  ],
  ["vectors that are too short", "softprob", (m) => (tree(m).tree_param.size_leaf_vector = "3")],
  ["categories of a node out of range", "logistic", (m) => categories(m, [99], [0], [1], [1])],
  ["categories of a node of numbers", "logistic", (m) => categories(m, [0], [0], [1], [1], 0)],
  ["categories beyond their list", "logistic", (m) => categories(m, [0], [0], [9], [1])],
  ["categories from a negative place", "logistic", (m) => categories(m, [0], [-1], [1], [1])],
  ["no categories at a split by them", "logistic", (m) => categories(m, [0], [0], [0], [1])],
  ["a negative category", "logistic", (m) => categories(m, [0], [0], [1], [-5])],
  ["a category beyond 2^24", "logistic", (m) => categories(m, [0], [0], [1], [2 ** 25])],
  [
    "one list of categories for two nodes",
    "logistic",
    (m) => categories(m, [0, 1], [0, 0], [1, 1], [1]),
  ],
  ["a split by category that has none", "logistic", (m) => (tree(m).split_type[0] = 1)],
  ["iterations that fall", "logistic", (m) => (trees(m).iteration_indptr = [0, 3, 2, 4])],
  ["iterations that do not begin at 0", "logistic", (m) => (trees(m).iteration_indptr = [1, 4])],
  ["iterations beyond the trees", "logistic", (m) => (trees(m).iteration_indptr = [0, 99])],
  ["no iterations", "logistic", (m) => (trees(m).iteration_indptr = [])],
  ["weights of fewer trees", "dart", (m) => learner(m).gradient_booster.weight_drop.pop()],
  ["a weight that is infinite", "dart", (m) => (learner(m).gradient_booster.weight_drop[0] = 1e39)],
  ["fewer weights than features", "linear", (m) => trees(m).weights.pop()],
  ["a weight of text", "linear", (m) => (trees(m).weights[0] = "1")],
  [
    "category names of another number",
    "logistic",
    (m) => (trees(m).cats = { enc: [{ values: [] }] }),
  ],
  ["category names beyond their bytes", "logistic", (m) => names(m, [0, 99], [97])],
  ["category names that run backwards", "logistic", (m) => names(m, [1, 0], [97])],
  ["category names that are not UTF-8", "logistic", (m) => names(m, [0, 1], [255])],
];

function leafOf(m: Model, value: unknown): void {
  const leaf = tree(m).left_children.indexOf(-1);
  tree(m).split_conditions[leaf] = value;
}

function categories(
  m: Model,
  nodes: number[],
  starts: number[],
  sizes: number[],
  values: number[],
  type = 1,
): void {
  const changed = tree(m);
  Object.assign(changed, { categories_nodes: nodes, categories: values });
  Object.assign(changed, { categories_segments: starts, categories_sizes: sizes });
  for (const node of nodes) changed.split_type[node] = type;
}

function names(m: Model, offsets: number[], values: number[]): void {
  const encodings = Array.from({ length: 5 }, () => ({ values: [] as number[] }));
  trees(m).cats = { enc: [{ offsets, values }, ...encodings.slice(1)] };
}

describe("a tampered booster", () => {
  it.each(tampers)("is refused for %s", (_, name, tamper) => {
    expect(read(writeUbjson(model(name))).code).toBeNull();
    const changed = model(name);
    tamper(changed);
    const text = new TextEncoder().encode(JSON.stringify(changed));
    expect(read(text).code).toBe("ESTIMATOR_INVALID");
    expect(read(writeUbjson(changed)).code).toBe("ESTIMATOR_INVALID");
  });

  it("is refused by name for an objective that is not known", () => {
    const changed = model("logistic");
    learner(changed).objective.name = "reg:mine";
    const { code, details } = read(writeUbjson(changed));
    expect(code).toBe("ESTIMATOR_UNSUPPORTED");
    expect(details["className"]).toBe("xgboost.Booster with the objective reg:mine");
  });

  it.each(["json softprob", "ubj softprob", "binary softprob", "1.0 logistic", "1.3 logistic"])(
    "is refused when it ends too early: %s",
    (name) => {
      const bytes = heldBytes(name);
      const needed = neededOf(name, bytes);
      for (let end = 0; end < needed; end += Math.ceil(needed / 60)) {
        expect(read(bytes.subarray(0, end)).code, `${end} bytes`).toBe("ESTIMATOR_INVALID");
      }
    },
  );

  it.each(["ubj softprob", "binary dart", "binary linear", "before 1.0 pruned", "json logistic"])(
    "never escapes as anything but a coded error, whatever byte is changed: %s",
    (name) => {
      const bytes = heldBytes(name);
      const random = generator(7);
      const codes = new Set<string | null>();
      for (let round = 0; round < 400; round++) {
        const changed = bytes.slice();
        for (let k = 0; k < 1 + (round % 3); k++) {
          changed[random() % bytes.length] = random() % 256;
        }
        codes.add(read(changed).code);
      }
      const known = [null, "ESTIMATOR_INVALID", "ESTIMATOR_UNSUPPORTED", "LIMIT_EXCEEDED"];
      expect([...codes].filter((code) => !known.includes(code))).toEqual([]);
      expect(codes.size).toBeGreaterThan(1);
    },
  );

  it.each<[string, Uint8Array]>([
    ["no bytes", new Uint8Array(0)],
    ["three bytes", Uint8Array.of(1, 2, 3)],
    ["zeros", new Uint8Array(5000)],
    ["a binary model of 2^31 trees", manyTrees()],
    ["a binary tree of 2^31 nodes", manyNodes()],
    ["a name of 2^60 bytes", longName()],
    [
      "an offset beyond the end",
      new TextEncoder().encode("CONFIG-offset:\xff\xff\xff\xff\xff\xff\xff\x7f"),
    ],
    ["a JSON text", new TextEncoder().encode('{"learner": 1, "learner": 2}')],
    ["deep JSON", new TextEncoder().encode(`{"a":${"[".repeat(1e6)}`)],
  ])("is refused for %s", (_, bytes) => {
    expect(read(bytes).code).toBe("ESTIMATOR_INVALID");
  });
});

/** What reading a booster and asking it once comes to. */
function read(bytes: Uint8Array): {
  code: string | null;
  details: Readonly<Record<string, unknown>>;
} {
  const start = performance.now();
  try {
    const { inputs, predict } = readEstimator(boosterOf(bytes));
    const columns = inputs.width ?? 0;
    predict?.({ kind: "dense", rows: 1, columns, data: new Float64Array(columns) });
    return { code: null, details: {} };
  } catch (error) {
    if (!(error instanceof PicklejarError)) throw error;
    return { code: error.code, details: error.details };
  } finally {
    expect(performance.now() - start).toBeLessThan(2000);
  }
}

/** Bytes before which nothing is complete: what comes after the model itself is not needed. */
function neededOf(name: string, bytes: Uint8Array): number {
  if (!name.startsWith("1.0 "))
    return name.startsWith("binary") ? bytes.length - 400 : bytes.length;
  return Number(new DataView(bytes.buffer, bytes.byteOffset).getBigInt64(14, true)) - 400;
}

function manyTrees(): Uint8Array {
  const bytes = heldBytes("before 1.0 logistic").slice();
  const name = 136 + 8 + "binary:logistic".length + 8 + "gbtree".length;
  new DataView(bytes.buffer).setInt32(name, 2 ** 31 - 1, true);
  return bytes;
}

function manyNodes(): Uint8Array {
  const bytes = heldBytes("before 1.0 logistic").slice();
  const name = 136 + 8 + "binary:logistic".length + 8 + "gbtree".length;
  new DataView(bytes.buffer).setInt32(name + 160 + 4, 2 ** 31 - 1, true);
  return bytes;
}

function longName(): Uint8Array {
  const bytes = heldBytes("before 1.0 logistic").slice();
  new DataView(bytes.buffer).setBigUint64(136, 2n ** 60n, true);
  return bytes;
}

/** Pseudo-random whole numbers, the same in every run. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 8;
  };
}
