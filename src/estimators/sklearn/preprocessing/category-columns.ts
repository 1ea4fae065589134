// What OneHotEncoder and OrdinalEncoder share: the categories of each column, rare ones put together.

import { NdArray } from "../../../objects/ndarray.ts";
import { PyGlobal, PyObject, type PyValue } from "../../../objects/values.ts";
import { describe, floatArray, sequence } from "../../attribute-values.ts";
import { CategoryIndex } from "../../category-index.ts";
import type { InputHint, Labels } from "../../estimator.ts";
import type { Cell, ElementType } from "../../samples.ts";
import { isFiniteNumber } from "../../single-row.ts";
import type { State } from "../../state.ts";

/** One column of an encoder. */
export interface CategoryColumn {
  readonly categories: Labels;
  readonly index: CategoryIndex;
  /** Group of each category (categories in order, rare ones last and together); null without rare ones. */
  readonly groups: Int32Array | null;
  /** The group of the rare categories; null without such. */
  readonly rareGroup: number | null;
  /** Number of groups: of categories where none are rare. */
  readonly groupCount: number;
}

/** @throws ESTIMATOR_INVALID */
export function readCategoryColumns(state: State): readonly CategoryColumn[] {
  const lists = state.labelLists("categories_", state.list("categories_").length);
  const mappings = rareMappings(state, lists.length);
  return lists.map((categories, i) => {
    const count = categories.values.length;
    const groups = readGroups(state, mappings?.[i] ?? null, count, i);
    const groupCount = groups?.reduce((most, group) => Math.max(most, group + 1), 0) ?? count;
    const rareGroup = groups === null ? null : groupCount - 1;
    const index = new CategoryIndex(categories.values);
    return { categories, index, groups, rareGroup, groupCount };
  });
}

/** The number of a text's or a finite number's category; −1 for an unknown one, and for anything else. */
export function categoryIn({ index }: CategoryColumn, cell: Cell | undefined): number {
  return typeof cell === "string" || isFiniteNumber(cell) ? index.numberOf(cell) : -1;
}

/** Present since 1.1, and only in use where a limit for rare categories was set. */
function rareMappings(state: State, columns: number): readonly PyValue[] | null {
  const enabled = state.boolean("_infrequent_enabled", false);
  if (!enabled || !state.isSet("_default_to_infrequent_mappings")) return null;
  const mappings = state.list("_default_to_infrequent_mappings");
  if (mappings.length === columns) return mappings;
  const name = "_default_to_infrequent_mappings";
  throw state.mismatch(name, `${columns} items`, String(mappings.length));
}

function readGroups(state: State, value: PyValue, count: number, i: number): Int32Array | null {
  if (value === null) return null;
  const groups = floatArray(value)?.data;
  const name = `_default_to_infrequent_mappings[${i}]`;
  const valid = groups?.every((group) => Number.isInteger(group) && group >= 0 && group < count);
  if (groups?.length !== count || valid !== true) {
    throw state.mismatch(name, `${count} whole numbers under ${count}`, describe(value));
  }
  return Int32Array.from(groups);
}

/** A number or null per column, from an array or list; null when the whole attribute is None. */
export function readColumnIndices(
  state: State,
  name: string,
  counts: readonly number[],
): readonly (number | null)[] | null {
  if (!state.isSet(name)) return null;
  const value = state.value(name);
  const items = sequence(value) ?? numbersIn(value);
  if (items?.length !== counts.length) {
    throw state.mismatch(name, `${counts.length} numbers`, describe(value));
  }
  return items.map((item, i) => {
    if (item === null) return null;
    const [number] = floatArray(item)?.data ?? [];
    if (number !== undefined && Number.isInteger(number) && number >= 0) {
      if (number < (counts[i] ?? 0)) return number;
    }
    throw state.mismatch(`${name}[${i}]`, `a number under ${counts[i]}`, describe(item));
  });
}

function numbersIn(value: PyValue): readonly PyValue[] | undefined {
  const data = value instanceof NdArray ? floatArray(value)?.data : undefined;
  return data && Array.from(data);
}

/** The kind of numbers that the encoder was told to answer with: its `dtype` parameter. */
export function answerType(state: State): ElementType {
  const value = state.optional("dtype");
  const name = value instanceof PyGlobal ? value.name : undefined;
  if (name !== undefined && /^u?int|^intc|^long/.test(name)) return "int";
  if (name !== undefined && /^bool/.test(name)) return "bool";
  const plain = value === undefined || value instanceof PyObject || name !== undefined;
  return plain ? "float" : dtypeKind(value);
}

function dtypeKind(value: PyValue): ElementType {
  const code = typeof value === "object" && value !== null && "code" in value ? value.code : "f";
  if (code === "i" || code === "u") return "int";
  return code === "b" ? "bool" : "float";
}

/** The categories as choices. @param open  whether other values are taken too */
export function choiceHints(
  columns: readonly CategoryColumn[],
  open: boolean,
): readonly InputHint[] {
  return columns.map(({ categories }) => ({
    choices: categories.values,
    ...(open && { open }),
  }));
}
