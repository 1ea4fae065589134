// The filters after `|`, by name. @see jinja2/filters.py (3.1)

import type { FilterCode } from "./context.ts";
import { listFilters } from "./filters-list.ts";
import { numberFilters } from "./filters-number.ts";
import { selectFilters } from "./filters-select.ts";
import { textFilters } from "./filters-text.ts";

/** Every filter by name, in the order of the alphabet. */
export const filters: ReadonlyMap<string, FilterCode> = new Map<string, FilterCode>(
  [...textFilters, ...numberFilters, ...listFilters, ...selectFilters].sort(([a], [b]) =>
    a < b ? -1 : 1,
  ),
);
