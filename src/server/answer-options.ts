// How a request wants its answer, as its address or the `parameters` of its JSON say it. A field that is called like
// an option is the model's: addresses hold no options where they hold fields, and such JSON has no parameters.

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

/**
 * The options of a request.
 *
 * @param url         its address; null where that holds fields
 * @param parameters  names and values in its body
 * @param known       those that the route has
 * @throws REQUEST_MALFORMED for options that there are not: a misspelt one would do nothing
 */
export function readOptions(
  url: string | null,
  parameters: readonly (readonly [name: string, value: unknown])[],
  known: readonly OptionName[],
): AnswerOptions {
  const chosen = new Map<OptionName, string>();
  const inAddress = url === null ? [] : readPairs(url);
  for (const [name, value] of [...inAddress, ...parameters]) {
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
    if (chosen.has(option)) throw malformed(`the option ${option} was sent twice`);
    chosen.set(option, text);
  }
  const proba = chosen.get("proba");
  return {
    probabilities: proba === undefined ? null : proba === "true",
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
