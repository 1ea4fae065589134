// Where each category's column stands among the answers of a OneHotEncoder.

import type { State } from "../../state.ts";
import { type CategoryColumn, readColumnIndices } from "./category-columns.ts";

/** One column with the places of its categories among the answers. */
export interface HotColumn extends CategoryColumn {
  /** First answer column. */
  readonly start: number;
  /** Number of answer columns. */
  readonly width: number;
  /** Group that has no column; null for none. */
  readonly dropped: number | null;
  /** Answer column of each category, counted from `start`; −1 for the dropped one. */
  readonly places: Int32Array;
  /** Answer column of unknown categories; −1 for none, null where they are refused. */
  readonly unknownPlace: number | null;
}

export const unknownHandlings = ["error", "ignore", "infrequent_if_exist", "warn"] as const;
export type UnknownHandling = (typeof unknownHandlings)[number];

/** Lays the columns side by side. @throws ESTIMATOR_INVALID when a dropped category does not exist */
export function placeColumns(
  state: State,
  columns: readonly CategoryColumn[],
  handling: UnknownHandling,
): readonly HotColumn[] {
  const name = state.has("_drop_idx_after_grouping") ? "_drop_idx_after_grouping" : "drop_idx_";
  const groupCounts = columns.map(({ groupCount }) => groupCount);
  const drops = readColumnIndices(state, name, groupCounts);
  let start = 0;
  return columns.map((column, i) => {
    const dropped = drops?.[i] ?? null;
    const placeOf = (group: number): number => {
      if (dropped === null || group < dropped) return group;
      return group === dropped ? -1 : group - 1;
    };
    const places = Int32Array.from(column.categories.values, (_, category) =>
      placeOf(column.groups?.[category] ?? category),
    );
    const { groupCount, rareGroup } = column;
    const takesRare = handling === "infrequent_if_exist" || handling === "warn";
    const unknownPlace = takesRare && rareGroup !== null ? placeOf(rareGroup) : -1;
    const width = groupCount - (dropped === null ? 0 : 1);
    const refuses = handling === "error";
    const placed = { start, width, dropped, places, unknownPlace: refuses ? null : unknownPlace };
    start += width;
    return { ...column, ...placed };
  });
}
