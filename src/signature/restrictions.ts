// What a project's config adds to the judging of a value: bounds, whole numbers, labels of choices, a default.

import type { Cell } from "../estimators/samples.ts";
import { kindFault, type ValueReader } from "./faults.ts";
import { Fault } from "./issues.ts";
import type { Field } from "./signature.ts";

/** Whether a field takes less than every finite number. */
function restrictsNumbers({ minimum, maximum, whole }: Field): boolean {
  return minimum !== undefined || maximum !== undefined || whole === true;
}

/** The field's reader with what the config adds to it; the reader itself where it adds nothing. */
export function restrictedReader(field: Field, reader: ValueReader): ValueReader {
  const { default: standIn, choiceLabels } = field;
  const isBounded = restrictsNumbers(field);
  if (!isBounded && standIn === undefined && choiceLabels === undefined) return reader;
  const meanings = new Map<unknown, Cell>(
    choiceLabels?.map((label, i) => [label, field.choices?.[i] ?? null]),
  );
  return (value, row, findings) => {
    // An empty box of a form, an empty cell of a file: left out. JSON's null is missing where that is taken.
    if (standIn !== undefined && typeof value === "string" && value.trim() === "") return standIn;
    // Form controls send values; people who write requests by hand may send what they read.
    const meant = typeof value === "string" ? (meanings.get(value.trim()) ?? value) : value;
    const judged = reader(meant, row, findings);
    if (judged instanceof Fault) {
      return judged.code === "FIELD_MISSING" && standIn !== undefined ? standIn : judged;
    }
    return isBounded && typeof judged === "number" ? judgeNumber(field, judged) : judged;
  };
}

function judgeNumber(field: Field, number: number): number | Fault {
  const { minimum, maximum, label, unit } = field;
  if (field.whole === true && !Number.isInteger(number)) {
    return kindFault(field, "a whole number", String(number));
  }
  const isLow = minimum !== undefined && number < minimum;
  const isHigh = maximum !== undefined && number > maximum;
  if (!isLow && !isHigh) return number;
  const suffix = unit === undefined ? "" : ` ${unit}`;
  const message = `${label} must be ${rangeText(field)}${suffix}; got ${number}.`;
  return new Fault("FIELD_RANGE", message);
}

/** `from 0 to 50`, `at least 0`, `at most 50`; "" without bounds. */
export function rangeText({ minimum, maximum }: Pick<Field, "minimum" | "maximum">): string {
  if (minimum !== undefined && maximum !== undefined) return `from ${minimum} to ${maximum}`;
  if (minimum !== undefined) return `at least ${minimum}`;
  return maximum === undefined ? "" : `at most ${maximum}`;
}
