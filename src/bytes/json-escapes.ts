// JSON with its letters written as themselves, and not as \u escapes.
//
// V8 (seen in Node 24.21) keeps the names of objects that it parsed before as hints for the next ones, and
// takes a name written with escapes for an earlier name that really holds those characters: after
// {"a":1,"\\u0":2}, it reads {"a":1,"\u00e9ge":2} with the name \u0. One client's request could so change how
// another's is read. Python's json.dumps writes every letter beyond ASCII as an escape; without escapes there
// is nothing to mistake.

const escapes = /\\(?:u([0-9a-fA-F]{4})|[\s\S])/g;

/**
 * The value of a JSON text, whatever was parsed before.
 *
 * @throws SyntaxError for what is no JSON
 */
export function parseJson(text: string): unknown {
  // First as it is: an escape outside of a string is no JSON, and must not become some.
  const value: unknown = JSON.parse(text);
  return text.includes("\\u") ? JSON.parse(withoutEscapes(text)) : value;
}

/** The same document with its \u escapes as characters, but for those that JSON must escape. */
function withoutEscapes(text: string): string {
  return text.replace(escapes, (escaped: string, digits: string | undefined) => {
    if (digits === undefined) return escaped;
    const unit = Number.parseInt(digits, 16);
    return unit < 0x20 || unit === 0x22 || unit === 0x5c ? escaped : String.fromCharCode(unit);
  });
}
