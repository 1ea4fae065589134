// Names that a JSON object holds twice. JSON.parse keeps the last of them silently; whoever sent both meant
// something else. Nearly all texts have none, and are found innocent by counting: as many names as properties.

/** Where in a document: names of objects and indices of arrays. */
export type JsonPath = readonly (string | number)[];

const quote = 0x22;
const backslash = 0x5c;
const colon = 0x3a;

/**
 * The places of names that stand twice in one object, each place once, in the order of the text.
 *
 * @param text   valid JSON
 * @param value  what JSON.parse made of it
 * @param limit  the most places that are given
 */
export function repeatedNames(text: string, value: unknown, limit: number): JsonPath[] {
  // Escaped names are not counted: after certain other texts, JSON.parse of V8 reads them as other names.
  if (!text.includes("\\") && countNames(text) === countProperties(value)) return [];
  return locateRepeated(text, limit);
}

/** Names in the text: strings that a colon follows. */
function countNames(text: string): number {
  let names = 0;
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) !== quote) continue;
    i = skipSpace(text, endOfString(text, i));
    if (text.charCodeAt(i) === colon) names++;
    else i--;
  }
  return names;
}

/** Properties of all objects in a value, which may be nested as deeply as its text was long. */
function countProperties(value: unknown): number {
  let properties = 0;
  const rest = [value];
  while (rest.length > 0) {
    const next = rest.pop();
    if (typeof next !== "object" || next === null) continue;
    const items: readonly unknown[] = Array.isArray(next) ? next : Object.values(next);
    if (!Array.isArray(next)) properties += items.length;
    for (const item of items) if (typeof item === "object" && item !== null) rest.push(item);
  }
  return properties;
}

/** The index after the closing quote of the string that begins at `start`. */
export function endOfString(text: string, start: number): number {
  let i = start + 1;
  for (; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === backslash) i++;
    else if (code === quote) break;
  }
  return i + 1;
}

/** The index of the next character that is no white space. */
export function skipSpace(text: string, start: number): number {
  let i = start;
  for (let code = text.charCodeAt(i); code <= 0x20; code = text.charCodeAt(i)) i++;
  return i;
}

/** An open bracket: its names with whether they were told of, or null in a list; and where we are in it. */
interface Level {
  readonly names: Map<string, boolean> | null;
  at: string | number;
}

function locateRepeated(text: string, limit: number): JsonPath[] {
  const found: JsonPath[] = [];
  const open: Level[] = [];
  for (let i = 0; i < text.length && found.length < limit; i++) {
    const character = text[i];
    const level = open.at(-1);
    if (character === "{") open.push({ names: new Map(), at: "" });
    else if (character === "[") open.push({ names: null, at: 0 });
    else if (character === "}" || character === "]") open.pop();
    else if (character === "," && typeof level?.at === "number") level.at++;
    else if (character === '"') {
      const end = endOfString(text, i);
      const next = skipSpace(text, end);
      if (text.charCodeAt(next) === colon && level?.names) {
        level.at = String(JSON.parse(text.slice(i, end)));
        const told = level.names.get(level.at);
        if (told === false) found.push(open.map(({ at }) => at));
        level.names.set(level.at, told !== undefined);
      }
      i = end - 1;
    }
  }
  return found;
}
