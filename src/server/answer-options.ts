// How a request wants its answer, as its address, its headers or the `parameters` of its JSON say it. A field that is
// called like an option is the model's: then the header says it, `picklejar-proba: false`.

import type { IncomingHttpHeaders } from "node:http";
import { PicklejarError } from "../errors.ts";
import { nearestName, show } from "../text.ts";
import { PairsError, parsePairs, queryOf } from "./pairs.ts";

export interface AnswerOptions {
  /** `proba`: whether the probabilities of the classes are part of the answer; null = as its form has it. */
  readonly probabilities: boolean | null;
  /** `on_error=skip`: whether rows at fault are left out instead of ending the batch. */
  readonly skipsFaults: boolean;
}

export type OptionName = "proba" | "on_error";

const values: Readonly<Record<OptionName, readonly string[]>> = {
  proba: ["false", "true"],
  on_error: ["stop", "skip"],
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
  const chosen = new Map<OptionName, string>();
  const inAddress = url === null ? [] : readPairs(url);
  const inHeader = inHeaders(headers);
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
    if (typeof text !== "string" || !values[option].includes(text)) {
      throw malformed(`the option ${option} is one of ${values[option].join(", ")}`);
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

function inHeaders(headers: IncomingHttpHeaders): Pairs {
  const found: [string, string][] = [];
  for (const name in headers) {
    if (!name.startsWith(optionHeader)) continue;
    const option = name.slice(optionHeader.length).replaceAll("-", "_");
    found.push([option, String(headers[name]).trim().toLowerCase()]);
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
