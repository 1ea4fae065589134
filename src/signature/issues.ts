// What can be wrong with an input, collected over many rows into one error with one issue per field.

import { type Issue, PicklejarError } from "../errors.ts";
import { nearestName, show } from "../text.ts";

/** Codes of issues: stable API, as the codes of errors are. */
export type IssueCode =
  /** No value, or null or empty text where the model takes no missing values. */
  | "FIELD_MISSING"
  /** A name that is none of the model's fields. */
  | "FIELD_UNKNOWN"
  /** A value of the wrong kind: text for a number, a list, an object. */
  | "FIELD_KIND"
  /** A value that is none of the known choices. */
  | "FIELD_CHOICE"
  /** A number outside of the bounds that the project's config sets. */
  | "FIELD_RANGE"
  /** A record, form or query string that names a field twice. */
  | "FIELD_DUPLICATE"
  /** Infinity, a number beyond the range of floats, or NaN where the model takes no missing values. */
  | "FIELD_NOT_FINITE"
  /** A list of rows without a row. */
  | "ROWS_EMPTY"
  /** A row by position with too few or too many values. */
  | "ROW_WIDTH"
  /** A line of a file that is no CSV, no JSON or no text. */
  | "ROW_MALFORMED"
  /** A CSV file whose first line holds numbers instead of names. */
  | "HEADER_MISSING"
  /** A row that is neither a record nor a list (nor a text, for models of text). */
  | "ROW_KIND";

/** What is wrong with one value; the row parser knows where it stands. */
export class Fault {
  readonly code: IssueCode;
  readonly message: string;
  /** The field of a row that could not be read for it; null for the row itself. */
  readonly field: string | null;
  constructor(code: IssueCode, message: string, field: string | null = null) {
    this.code = code;
    this.message = message;
    this.field = field;
  }
}

/** How many issues one answer reports; judging stops there. */
export const maxIssues = 100;

/** Comparisons of names that one call may spend on "did you mean". */
const maxComparisons = 20_000;

/** The issues and warnings of one call. */
export class Findings {
  readonly issues: Issue[] = [];
  readonly warnings: Map<number, string[]> = new Map();
  readonly #several: boolean;
  readonly #maxComparisons: number;
  #comparisons = 0;

  /**
   * @param several      whether there are several rows, so that paths begin with the row's number
   * @param comparisons  of names, for "did you mean"
   */
  constructor(several: boolean, comparisons: number = maxComparisons) {
    this.#several = several;
    this.#maxComparisons = comparisons;
  }

  get full(): boolean {
    return this.issues.length >= maxIssues;
  }

  /** @param field  null for what is wrong with the row itself */
  add(row: number, field: string | null, fault: Fault): void {
    if (this.full) return;
    const path = field === null ? [] : [field.slice(0, 100)];
    this.issues.push({
      path: this.#several ? [row, ...path] : path,
      code: fault.code,
      message: fault.message,
    });
  }

  warn(row: number, message: string): void {
    const warnings = this.warnings.get(row);
    if (warnings === undefined) this.warnings.set(row, [message]);
    else if (warnings.length < maxIssues) warnings.push(message);
  }

  /** The issues so far, which are then forgotten with the row's warnings: the next row begins anew. */
  take(row: number): readonly Issue[] {
    this.warnings.delete(row);
    return this.issues.splice(0);
  }

  /** `; did you mean "…"?` where a known name is near, else nothing. */
  suggestion(name: string, known: readonly string[]): string {
    this.#comparisons += known.length;
    if (this.#comparisons > this.#maxComparisons && this.#comparisons > known.length) return "";
    const nearest = nearestName(name, known);
    return nearest === null ? "" : `; did you mean "${show(nearest)}"?`;
  }

  /** @throws INPUT_INVALID when there is an issue */
  check(): void {
    const [first] = this.issues;
    if (first === undefined) return;
    const count = this.full ? `${maxIssues} problems or more` : `${this.issues.length} problems`;
    const where = typeof first.path[0] === "number" ? `Row ${first.path[0] + 1}: ` : "";
    const sentence = where + first.message;
    const summary = this.issues.length === 1 ? sentence : `${count}; the first: ${sentence}`;
    throw new PicklejarError("INPUT_INVALID", { summary }, { issues: this.issues });
  }
}
