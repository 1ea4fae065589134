// str and bytes as Python's repr writes them: which quote, which characters are escaped.

// What `str.isprintable` denies: controls, formats, separators other than the space, unassigned and private characters.
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Zs}]/u;
const needsEscape = /[\\'"\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Zs}]/u;
const escapes: ReadonlyMap<string, string> = new Map([
  ["\\", "\\\\"],
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);

/** `repr(text)`. */
export function textRepr(text: string): string {
  if (!needsEscape.test(text.replaceAll(" ", ""))) return `'${text}'`;
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  let shown = quote;
  for (const character of text) {
    if (character === quote) shown += `\\${quote}`;
    else if (character === " ") shown += " ";
    else shown += escapes.get(character) ?? escaped(character);
  }
  return shown + quote;
}

/** `str.isprintable` of one character. */
function isPrintable(character: string): boolean {
  return character === " " || !unprintable.test(character);
}

/** A character that is not printable as `\x07`, `\u200b` or `\U000e0001`; others as they are. */
export function escaped(character: string): string {
  return isPrintable(character) ? character : escapeOf(character);
}

function escapeOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  if (code < 0x100) return `\\x${hex.padStart(2, "0")}`;
  return code < 0x10000 ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
}

/** `ascii(x)` from `repr(x)`: what is not ASCII escaped. */
export function asciiOnly(repr: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is what is meant
  return repr.replace(/[^\u0000-\u007f]/gu, escapeOf);
}

/** `repr(bytes)`. */
export function bytesRepr(bytes: Uint8Array): string {
  let shown = "";
  let single = false;
  let double = false;
  for (const byte of bytes) {
    if (byte === 0x27) single = true;
    if (byte === 0x22) double = true;
    const character = String.fromCharCode(byte);
    if (byte >= 0x20 && byte < 0x7f) shown += byte === 0x5c ? "\\\\" : character;
    else shown += escapes.get(character) ?? `\\x${byte.toString(16).padStart(2, "0")}`;
  }
  if (single && !double) return `b"${shown}"`;
  return `b'${shown.replaceAll("'", "\\'")}'`;
}
