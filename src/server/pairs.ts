// Names and values of a query string or an urlencoded form, in their order, twice where they were sent twice.
// Our own few lines: what is malformed is refused, where URLSearchParams would guess.

/** What cannot be read, as a clause: "the value of x is not percent-encoded UTF-8". */
export class PairsError extends Error {}

/**
 * The pairs of `a=1&b=two+words&c=%C3%A9`.
 *
 * @param limit  the most pairs that are taken
 * @throws PairsError
 * @see https://url.spec.whatwg.org/#urlencoded-parsing
 */
export function parsePairs(text: string, limit: number): [string, string][] {
  const pairs: [string, string][] = [];
  for (const part of text.split("&")) {
    if (part === "") continue;
    if (pairs.length === limit) throw new PairsError(`it has more than ${limit} values`);
    const equals = part.indexOf("=");
    const name = decode(equals < 0 ? part : part.slice(0, equals), "a name");
    const value = equals < 0 ? "" : decode(part.slice(equals + 1), "the value of", name);
    pairs.push([name, value]);
  }
  return pairs;
}

function decode(text: string, what: string, name = ""): string {
  const spaced = text.includes("+") ? text.replaceAll("+", " ") : text;
  if (!spaced.includes("%")) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    throw new PairsError(`${what}${name && ` ${name}`} is not percent-encoded UTF-8`);
  }
}

/**
 * The query string of a request's address. Node gives bytes beyond ASCII as Latin-1; they are UTF-8, as
 * curl sends an `é` that was typed.
 */
export function queryOf(url: string): string {
  const start = url.indexOf("?");
  if (start < 0) return "";
  const query = url.slice(start + 1);
  return /[\u0080-\u00ff]/.test(query) ? Buffer.from(query, "latin1").toString("utf8") : query;
}
