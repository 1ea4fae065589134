// `url_for(endpoint, …)`: the path of a handler, with parameters and query. @see werkzeug/routing/map.py `MapAdapter.build` (2.2)

import type { PyValue } from "../objects/values.ts";
import { PythonException } from "../python/exception.ts";
import { type CallArguments, textOf } from "../python/instance.ts";
import { listOf } from "../python/iteration.ts";
import { toStr } from "../python/printing.ts";
import { isTrue } from "../python/truth.ts";
import { nearestName } from "../text.ts";
import type { Endpoints } from "./api.ts";

/** What every project has: static files, and the tutorials' own names of their two handlers. */
const usualEndpoints: Endpoints = new Map([
  ["static", "/static/<path:filename>"],
  ["home", "/"],
  ["index", "/"],
  ["predict", "/predict"],
  ["predict_api", "/predict_api"],
]);

/** @throws PythonException BuildError for endpoints that are not known, and for parameters that are missing */
export function urlFor(endpoints: Endpoints, origin: string, args: CallArguments): PyValue {
  const name = (textOf(args.positional[0] ?? args.keywords.get("endpoint")) ?? "").replace(
    /^\./,
    "",
  );
  const rule = endpoints.get(name) ?? usualEndpoints.get(name);
  if (rule === undefined) throw unknownEndpoint(name, endpoints);
  const left = new Map(args.keywords);
  left.delete("endpoint");
  const [anchor, external, scheme] = ["_anchor", "_external", "_scheme"].map((key) =>
    taken(left, key),
  );
  taken(left, "_method");
  const path = rule.replace(
    /<(?:[\w.]+(?:\([^)]*\))?:)?(\w+)>|:(\w+)/g,
    (_, one?: string, two?: string) => {
      const key = one ?? two ?? "";
      const value = taken(left, key);
      if (value === null) {
        throw buildError(
          `Could not build url for endpoint '${name}'. Did you forget to specify values ['${key}']?`,
        );
      }
      return quoteUrl(toStr(value), "/:");
    },
  );
  const hash = anchor === null || anchor === undefined ? "" : `#${quoteUrl(toStr(anchor), "/:")}`;
  const host = isTrue(external ?? false) || (scheme ?? null) !== null ? origin : "";
  return host + path + queryOf(left) + hash;
}

function taken(values: Map<string, PyValue>, key: string): PyValue {
  const value = values.get(key) ?? null;
  values.delete(key);
  return value;
}

function queryOf(values: ReadonlyMap<string, PyValue>): string {
  const parts: string[] = [];
  for (const [key, value] of values) {
    for (const item of Array.isArray(value) ? listOf(value) : [value]) {
      if (item === null) continue;
      parts.push(`${quoteUrl(key, " ").replaceAll(" ", "+")}=${quoteValue(toStr(item))}`);
    }
  }
  return parts.length === 0 ? "" : `?${parts.join("&")}`;
}

function quoteValue(text: string): string {
  return quoteUrl(text, " ").replaceAll(" ", "+");
}

/** Text with everything but letters, digits, `-._~$!'()*,;` and what is safe here as `%XX`; `+` stays in paths alone. */
function quoteUrl(text: string, safe: string): string {
  if (/^[\w\-.~$!'()*,;]*$/.test(text)) return text;
  const bytes = new TextEncoder().encode(text);
  const plus = safe === " " ? "" : "+";
  return Array.from(bytes, (byte) => {
    const character = String.fromCharCode(byte);
    if (byte < 128 && /[\w\-.~$!'()*,;]/.test(character)) return character;
    if (safe.includes(character) || plus === character) return character;
    return `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }).join("");
}

function unknownEndpoint(name: string, endpoints: Endpoints): PythonException {
  const nearest = nearestName(name, [...endpoints.keys(), ...usualEndpoints.keys()]);
  const guess = nearest === null ? "" : ` Did you mean '${nearest}' instead?`;
  return buildError(`Could not build url for endpoint '${name}'.${guess}`);
}

function buildError(message: string): PythonException {
  return new PythonException("BuildError", message);
}
