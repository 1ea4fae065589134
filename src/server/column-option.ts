// The option `columns`: fields that it names must be the model's.

import { PicklejarError } from "../errors.ts";
import type { ColumnNames } from "../predict/batch/column-names.ts";
import { nearestName, show } from "../text.ts";
import type { Service } from "./service.ts";

/** @throws REQUEST_MALFORMED for a field that there is not: a misspelt one would do nothing */
export function checkColumns({ model }: Pick<Service, "model">, columns: ColumnNames): void {
  const names = model.signature.inputs.map((field) => field.name);
  for (const field of columns.keys()) {
    if (names.includes(field)) continue;
    const nearest = nearestName(field.slice(0, 200), names);
    const advice = nearest === null ? "" : `; did you mean "${show(nearest, 60)}"?`;
    const reason = `the option columns names "${show(field, 60)}", which is no field of the model${advice}`;
    throw new PicklejarError("REQUEST_MALFORMED", { reason });
  }
}
