// What a request asks of the model: rows, one or many, and what the page keeps in its form.

import { PicklejarError } from "../errors.ts";
import { cellText, type FormValues, type PageModel } from "../pages/page-model.ts";
import { splitRow } from "../pages/pasted-row.ts";
import type { InputRow } from "../predict/prediction.ts";
import { formRow, Repeated } from "../signature/form.ts";
import type { IssueCode } from "../signature/issues.ts";
import type { Signature } from "../signature/signature.ts";
import type { Body, SentTable } from "./body.ts";
import { rowsOfColumns } from "./json-columns.ts";

export interface Asked {
  readonly rows: readonly InputRow[];
  /** Whether a list of rows was sent, which is answered with a list. */
  readonly isMany: boolean;
  /** Names and values of options that stand beside the rows. */
  readonly parameters?: readonly (readonly [name: string, value: unknown])[];
  /** What the form shows; null where it cannot show it. */
  readonly form: FormValues | null;
  /** What a form for the project's own page sent, under its own names. */
  readonly sent?: readonly (readonly [string, string])[];
}

/** @throws INPUT_INVALID when there is no row, BODY_MALFORMED when the JSON is none of the shapes */
export function askedByBody(
  page: PageModel,
  body: Exclude<Body, SentTable>,
  example: string,
): Asked {
  if (body.kind === "form") return askedByPairs(page, body.pairs);
  return askedByJson(page, body.value, example);
}

/** One row from a form or a query string. */
export function askedByPairs(
  page: PageModel,
  pairs: readonly (readonly [string, string])[],
): Asked {
  const row = formRow(
    page.aliases.size === 0
      ? pairs
      : pairs.map(([name, value]) => [page.aliases.get(name) ?? name, value]),
  );
  const pasted = page.shape === "paste" ? row.get(page.pasteName) : undefined;
  if (typeof pasted === "string" && row.size === 1) {
    return {
      rows: [splitRow(pasted)],
      isMany: false,
      form: { texts: new Map(), row: pasted },
    };
  }
  const texts = new Map<string, string>();
  for (const [name, value] of row) {
    texts.set(name, value instanceof Repeated ? value.first : value);
  }
  return { rows: [row], isMany: false, form: { texts, row: undefined } };
}

/**
 * Rows from JSON: a record; an array by position; an array of records, arrays or texts; `{"rows": […]}`; columns; the last
 * three with options beside them, as `{"rows": […], "parameters": {"proba": false}}`. A text alone is the record of a model of one text.
 */
function askedByJson(page: PageModel, value: unknown, example: string): Asked {
  const { signature } = page.model;
  if (Array.isArray(value)) {
    return isRowList(value, signature) ? askedByRows(value) : one(value);
  }
  if (typeof value === "string") return one(value);
  if (typeof value !== "object" || value === null) {
    const got = value === null ? "null" : `a ${typeof value}`;
    throw new PicklejarError("BODY_MALFORMED", { reason: `it is ${got}, not a record`, example });
  }
  return askedByRecord(page, withoutParameters(value, signature), example);
}

type RecordAsked = Pick<Required<Asked>, "parameters"> & {
  readonly record: Readonly<Record<string, unknown>>;
};

function askedByRecord(
  page: PageModel,
  { record, parameters }: RecordAsked,
  example: string,
): Asked {
  const { signature } = page.model;
  const rows = Object.hasOwn(record, "rows") ? record["rows"] : undefined;
  const isField = signature.inputs.some((field) => field.name === "rows");
  if (Array.isArray(rows) && !isField && Object.keys(record).length === 1) {
    return { ...askedByRows(rows), parameters };
  }
  const columns = rowsOfColumns(record, signature, example);
  if (columns !== null) return { ...askedByRows(columns), parameters };
  let form: FormValues | null | undefined;
  return {
    rows: [record],
    isMany: false,
    parameters,
    // Programs never ask for it.
    get form() {
      form ??= formOf(page, record);
      return form;
    },
  };
}

/** Takes the options out of a record, where `parameters` is none of its fields. */
function withoutParameters(value: object, { inputs }: Signature): RecordAsked {
  const record = value as Readonly<Record<string, unknown>>;
  const options = Object.hasOwn(record, "parameters") ? record["parameters"] : undefined;
  const isOptions = typeof options === "object" && options !== null && !Array.isArray(options);
  if (!isOptions || inputs.some(({ name }) => name === "parameters")) {
    return { record, parameters: [] };
  }
  const { parameters: _, ...rest } = record;
  return { record: rest, parameters: Object.entries(options) };
}

function one(row: InputRow): Asked {
  return { rows: [row], isMany: false, form: null };
}

function askedByRows(rows: readonly unknown[]): Asked {
  if (rows.length === 0) {
    const message = "There is no row to predict.";
    const code: IssueCode = "ROWS_EMPTY";
    const issues = [{ path: [], code, message }];
    throw new PicklejarError("INPUT_INVALID", { summary: message }, { issues });
  }
  // What is no row at all is judged with the others, and named by its number.
  return { rows: rows as readonly InputRow[], isMany: true, form: null };
}

// `[2, 9, 6]` is one row by position, `[[2, 9, 6]]` and `[{…}]` are rows; of a model that asks one text,
// `["a", "b"]` is two.
function isRowList(list: readonly unknown[], { inputs }: Signature): boolean {
  const [first] = list;
  if (list.length === 0 || (typeof first === "object" && first !== null)) return true;
  return inputs.length === 1 && inputs[0]?.kind === "text" && typeof first === "string";
}

function formOf(page: PageModel, record: Readonly<Record<string, unknown>>): FormValues | null {
  if (page.shape === "paste") return null;
  const texts = new Map<string, string>();
  for (const { field } of page.fields) {
    if (Object.hasOwn(record, field.name)) texts.set(field.name, cellText(record[field.name]));
  }
  return { texts, row: undefined };
}
