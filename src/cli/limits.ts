// `--limit NAME=VALUE`: a budget for reading that differs from the default.

import { PicklejarError } from "../errors.ts";
import { defaultLimits, type Limits } from "../limits.ts";
import { nearestName, show } from "../text.ts";

const units: ReadonlyMap<string, number> = new Map([
  ["", 1],
  ["k", 2 ** 10],
  ["M", 2 ** 20],
  ["G", 2 ** 30],
]);

/** Adds one `--limit` to those before it. @throws USAGE for a name or value that is none */
export function parseLimit(text: string, before: Partial<Limits> = {}): Partial<Limits> {
  const [name = "", value = ""] = text.split("=", 2);
  if (!isLimit(name)) {
    const nearest = nearestName(name, Object.keys(defaultLimits));
    const names = Object.keys(defaultLimits).join(", ");
    throw new PicklejarError("USAGE", {
      reason: `There is no limit ${show(name)}.`,
      advice: nearest === null ? `The limits are ${names}.` : `Did you mean ${nearest}?`,
    });
  }
  const [, digits = "", unit = ""] = /^(\d{1,15})([kMG]?)$/.exec(value) ?? [];
  const number = Number(digits) * (units.get(unit) ?? 1);
  if (digits === "" || number > Number.MAX_SAFE_INTEGER) {
    throw new PicklejarError("USAGE", {
      reason: `${show(value)} is no value for the limit ${name}.`,
      advice: `Give a whole number, such as --limit ${name}=${2 * defaultLimits[name]}, or one with k, M or G.`,
    });
  }
  return { ...before, [name]: number };
}

function isLimit(name: string): name is keyof Limits {
  return Object.hasOwn(defaultLimits, name);
}
