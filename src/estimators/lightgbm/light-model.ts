// A LightGBM model from its text: trees, and what the header says about features and answers.

import { decodeJson, type JsonValue } from "../../bytes/json.ts";
import { defaultLimits } from "../../limits.ts";
import { decodeLightTree, type LightTree } from "./light-tree.ts";
import { type Fail, type Lines, type ModelText, parseModelText } from "./model-text.ts";
import { NumberLines } from "./number-lines.ts";
import { type Objective, objectiveOf } from "./objective.ts";

/** The categories of a feature in the order of their codes; null for a feature of numbers. */
export type CategoryNames = readonly (string | number | boolean)[] | null;

export interface LightModel {
  /** `4.x`, as far as the text tells. */
  readonly version: string;
  readonly objective: Objective;
  readonly features: number;
  /** Numbers per row that the trees add up to: classes, or 1. */
  readonly outputs: number;
  /** Whether the answer is the mean over the iterations (random forests) and not their sum. */
  readonly isAverage: boolean;
  readonly trees: readonly LightTree[];
  /** null where LightGBM made them up itself: `Column_0`. */
  readonly names: readonly string[] | null;
  /** One per feature: `[0:5]`, `0:1:2` for categories, `none` where training saw one value. */
  readonly infos: readonly string[];
  /** One per feature; empty where the model knows no names of categories. */
  readonly categories: readonly CategoryNames[];
}

const maxFeatures = 10_000_000;
const maxOutputs = 100_000;

/** What comes beside the text: `pandas_categorical` of the Python object, where the text has none, as until 2.2. */
export interface LightSource {
  readonly text: string;
  readonly categories: readonly CategoryNames[] | null;
  readonly fail: Fail;
  /** Counts memory beyond the text. @throws LIMIT_EXCEEDED */
  readonly spend: (bytes: number) => void;
  /** Makes the error for an objective or a version that is not known. */
  readonly unsupported: (what: string) => Error;
}

/** @throws what `fail` and `unsupported` make */
export function readLightModel(source: LightSource): LightModel {
  const { text, categories, fail, spend, unsupported } = source;
  const parts = parseModelText(text, fail, spend);
  const { header } = parts;
  const lines = new NumberLines(header, fail);
  const version = header.get("version");
  if (version === undefined) throw fail("it does not say the version of its format");
  if (!/^v[2-4]$/.test(version)) throw unsupported(`the format ${version} of LightGBM`);
  checkWhole(parts, fail);
  const objective = objectiveOf(header.get("objective"));
  if (objective === null) throw unsupported(`the objective ${header.get("objective")}`);
  const features = lines.integer("max_feature_idx", 0, maxFeatures - 1) + 1;
  const classes = lines.integer("num_class", 1, maxOutputs);
  const outputs = lines.integer("num_tree_per_iteration", 1, maxOutputs, classes);
  if (parts.trees.length % outputs !== 0) {
    throw fail(`it has ${parts.trees.length} trees for ${outputs} outputs`);
  }
  const infos = words(header, "feature_infos", features, fail);
  return {
    version: `${version.slice(1)}.x`,
    objective,
    features,
    outputs,
    isAverage: header.has("average_output"),
    trees: parts.trees.map((block, i) =>
      decodeLightTree(block, features, (reason) => fail(`tree ${i}: ${reason}`)),
    ),
    names: ownNames(words(header, "feature_names", features, fail), fail),
    infos,
    categories: categoriesOf(parts, infos, categories, fail),
  };
}

/** A file that is cut between two trees is a model too, and answers wrongly. */
function checkWhole({ header, trees, isWhole }: ModelText, fail: Fail): void {
  const sizes = header.get("tree_sizes");
  const said = sizes?.split(" ").filter((size) => size !== "").length ?? trees.length;
  if (said !== trees.length) throw fail(`it says ${said} trees and has ${trees.length}`);
  if (isWhole) return;
  // The last line of every tree that LightGBM writes, which writes the sizes of the trees, too.
  const last = trees.at(-1);
  const isCut = last === undefined || (sizes !== undefined && !last.has("shrinkage"));
  if (isCut) throw fail("it ends before its trees do");
}

function words(header: Lines, key: string, count: number, fail: Fail): readonly string[] {
  const all = (header.get(key) ?? "").split(" ");
  if (all.length !== count) throw fail(`${key} has ${all.length} words for ${count} features`);
  return all;
}

function ownNames(names: readonly string[], fail: Fail): readonly string[] | null {
  if (names.every((name, i) => name === `Column_${i}`)) return null;
  if (new Set(names).size !== names.length) throw fail("two features have the same name");
  return names;
}

/**
 * The names of categories, where the model was trained on a DataFrame: a list for each categorical column of it,
 * but not which column that is. It is known where as many features were declared categorical, or had categories.
 */
function categoriesOf(
  { parameters, pandasCategorical }: ModelText,
  infos: readonly string[],
  held: readonly CategoryNames[] | null,
  fail: Fail,
): readonly CategoryNames[] {
  const lists =
    pandasCategorical === null ? (held ?? []) : parseCategories(pandasCategorical, fail);
  if (lists.length === 0) return [];
  const declared = parameters.get("categorical_feature") ?? "";
  const listed = /^\d+(,\d+)*$/.test(declared) ? declared.split(",").map(Number) : [];
  const seen = [...infos.keys()].filter((i) => isCategorical(infos[i] ?? ""));
  const places = [listed, seen].find((candidate) => candidate.length === lists.length);
  if (places === undefined) {
    throw fail(`it names the categories of ${lists.length} features, and ${seen.length} have any`);
  }
  const sorted = [...places].sort((a, b) => a - b);
  return infos.map((_, feature) => lists[sorted.indexOf(feature)] ?? null);
}

/** Categories are listed by their codes, `0:1:2`; a range stands in brackets. */
export function isCategorical(info: string): boolean {
  return /^-?\d+(:-?\d+)*$/.test(info);
}

function parseCategories(text: string | null, fail: Fail): readonly CategoryNames[] {
  if (text === null || text.trim() === "null") return [];
  const fault = (_: number, reason: string): Error => fail(`pandas_categorical: ${reason}`);
  const lists = decodeJson(new TextEncoder().encode(text), { fault, limits: defaultLimits });
  if (!Array.isArray(lists)) throw fail("pandas_categorical must be a list of lists");
  return lists.map((list: JsonValue) => {
    const names = Array.isArray(list) ? list : [];
    const known = names.filter(
      (name): name is string | number | boolean =>
        typeof name === "string" || typeof name === "number" || typeof name === "boolean",
    );
    if (!Array.isArray(list) || known.length !== names.length) {
      throw fail("pandas_categorical must be a list of lists of names");
    }
    return known;
  });
}
