// How a file of rows is to be answered, as the address says it. No field has a place there: the rows are in the body.

import { PicklejarError } from "../errors.ts";
import { nearestName } from "../text.ts";
import { PairsError, parsePairs, queryOf } from "./pairs.ts";

export interface TableOptions {
  /** `?proba=true`: whether a file that is sent back holds the probabilities of the classes. */
  readonly probabilities: boolean;
  /** `?on_error=skip`: whether rows at fault are left out instead of ending the batch. */
  readonly skipsFaults: boolean;
}

export type OptionName = "proba" | "on_error";

const values: Readonly<Record<OptionName, readonly string[]>> = {
  proba: ["false", "true"],
  on_error: ["stop", "skip"],
};

/**
 * The options in an address.
 *
 * @param known  those that the route has
 * @throws REQUEST_MALFORMED for options that there are not: a misspelt one would do nothing
 */
export function readOptions(url: string, known: readonly OptionName[]): TableOptions {
  const chosen = new Map<OptionName, string>();
  for (const [name, value] of readPairs(url)) {
    const option = known.find((candidate) => candidate === name);
    if (option === undefined) {
      const nearest = nearestName(name, known);
      const advice =
        nearest === null ? `; there are ${known.join(", ")}` : `; did you mean ${nearest}?`;
      throw malformed(`there is no option ${JSON.stringify(name.slice(0, 60))}${advice}`);
    }
    if (!values[option].includes(value)) {
      throw malformed(`the option ${option} is one of ${values[option].join(", ")}`);
    }
    if (chosen.has(option)) throw malformed(`the option ${option} was sent twice`);
    chosen.set(option, value);
  }
  return {
    probabilities: chosen.get("proba") === "true",
    skipsFaults: chosen.get("on_error") === "skip",
  };
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
