// How a request wants its answer, as its address, its headers or the `parameters` of its JSON say it. A field that is
// called like an option is the model's: then the header says it, `picklejar-proba: false`.

import type { IncomingHttpHeaders } from "node:http";
import { parseJson } from "../bytes/json-escapes.ts";
import { PicklejarError } from "../errors.ts";
import type { ColumnNames } from "../predict/batch/column-names.ts";
import { isRecord } from "../signature/plan.ts";
import { nearestName, show } from "../text.ts";
import { PairsError, parsePairs, queryOf } from "./pairs.ts";

export interface AnswerOptions {
  /** `proba`: whether the probabilities of the classes are part of the answer; null = as its form has it. */
  readonly probabilities: boolean | null;
  /** `on_error=skip`: whether rows at fault are left out instead of ending the batch. */
  readonly skipsFaults: boolean;
  /** `columns`: by the name of a field the column of a file that holds it. */
  readonly columns: ColumnNames;
  /** `output=json-lines`: whether the rows of a job come back as JSON Lines, whatever they were. */
  readonly wantsLines: boolean;
}

export type OptionName = "proba" | "on_error" | "columns" | "output";

/** What options may say; null = JSON, read below. */
const values: Readonly<Record<OptionName, readonly string[] | null>> = {
  proba: ["false", "true"],
  on_error: ["stop", "skip"],
  columns: null,
  output: ["same", "json-lines"],
};

/** Names and values, as a query string, a form or JSON holds them. */
type Pairs<Value = unknown> = readonly (readonly [name: string, value: Value])[];

export interface OptionPlaces {
  /** The address; null where that holds no options, or holds fields as well. */
  readonly url: string | null;
  readonly headers: IncomingHttpHeaders;
}

/** What the name of a header with an option begins with. */
export const optionHeader = "picklejar-";

/**
 * The options of a request.
 *
 * @param parameters  names and values in its body, or beside the fields in its address
 * @param known       those that the route has
 * @throws REQUEST_MALFORMED for options that there are not: a misspelt one would do nothing
 */
export function readOptions(
  { url, headers }: OptionPlaces,
  parameters: Pairs,
  known: readonly OptionName[],
): AnswerOptions {
  const inAddress = url?.includes("?") === true ? readPairs(url) : [];
  const inHeader = inHeaders(headers);
  if (inAddress.length + parameters.length + inHeader.length === 0) return usualOptions;
  const chosen = new Map<OptionName, string>();
  for (const pair of [...inAddress, ...parameters, ...inHeader]) {
    const [name, value] = pair;
    const option = known.find((candidate) => candidate === name);
    if (option === undefined) {
      const nearest = nearestName(name, known);
      const advice =
        nearest === null ? `; there is ${known.join(", ")}` : `; did you mean ${nearest}?`;
      throw malformed(`there is no option "${show(name, 60)}"${advice}`);
    }
    const text = typeof value === "boolean" ? String(value) : value;
    const taken = values[option];
    if (typeof text !== "string" || taken?.includes(text) === false) {
      throw malformed(`the option ${option} is one of ${taken?.join(", ") ?? "JSON's objects"}`);
    }
    // A program may set a header for all that it sends; that the address says the same is no contradiction.
    if (inHeader.includes(pair) && chosen.get(option) === text) continue;
    if (chosen.has(option)) throw malformed(`the option ${option} was sent twice`);
    chosen.set(option, text);
  }
  const proba = chosen.get("proba");
  return {
    probabilities: proba === undefined ? null : proba === "true",
    skipsFaults: chosen.get("on_error") === "skip",
    columns: readColumns(chosen.get("columns") ?? ""),
    wantsLines: chosen.get("output") === "json-lines",
  };
}

/**
 * Takes the options out of an address that holds fields.
 *
 * @param isField  whether a name is one of the model's, or of the page's form: then it is no option
 */
export function splitOptions(
  pairs: Pairs<string>,
  known: readonly OptionName[],
  isField: (name: string) => boolean,
): { readonly fields: Pairs<string>; readonly options: Pairs<string> } {
  const isOption = (name: string): boolean => known.some((option) => option === name);
  // Nearly every address holds no such name: nobody is asked then.
  if (!pairs.some(([name]) => isOption(name))) return { fields: pairs, options: [] };
  const options = pairs.filter(([name]) => isOption(name) && !isField(name));
  const fields = pairs.filter(([name]) => !isOption(name) || isField(name));
  return { fields, options };
}

/** `{"area": "Area m2"}`, by field. @throws REQUEST_MALFORMED */
function readColumns(text: string): ColumnNames {
  if (text.trim() === "") return noColumns;
  let value: unknown;
  try {
    value = parseJson(text);
  } catch {
    throw malformed(columnsAdvice);
  }
  if (!isRecord(value)) throw malformed(columnsAdvice);
  const columns = new Map<string, string>();
  for (const [field, column] of Object.entries(value)) {
    if (typeof column !== "string") throw malformed(columnsAdvice);
    columns.set(field, column);
  }
  if (new Set(columns.values()).size < columns.size) {
    throw malformed("the option columns names one column for two fields");
  }
  return columns;
}

const noColumns: ColumnNames = new Map();

const usualOptions: AnswerOptions = {
  probabilities: null,
  skipsFaults: false,
  columns: noColumns,
  wantsLines: false,
};

const columnsAdvice = 'the option columns is JSON such as {"area": "Area m2"}: by field the column';

function inHeaders(headers: IncomingHttpHeaders): Pairs {
  const found: [string, string][] = [];
  for (const name in headers) {
    if (!name.startsWith(optionHeader)) continue;
    const option = name.slice(optionHeader.length).replaceAll("-", "_");
    const text = String(headers[name]).trim();
    // Only the names of columns are somebody's own words.
    found.push([option, option === "columns" ? text : text.toLowerCase()]);
  }
  return found;
}

function readPairs(url: string): [string, string][] {
  try {
    return parsePairs(queryOf(url), 20);
  } catch (error) {
    if (error instanceof PairsError) throw malformed(`in its query string ${error.message}`);
    throw error;
  }
}

function malformed(reason: string): PicklejarError {
  return new PicklejarError("REQUEST_MALFORMED", { reason });
}
