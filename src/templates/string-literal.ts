// The escapes of string literals, as Python's `unicode-escape` reads them.

const simple: ReadonlyMap<string, string> = new Map([
  ["\n", ""],
  ["\\", "\\"],
  ["'", "'"],
  ['"', '"'],
  ["a", "\u0007"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ["v", "\v"],
]);

const escapes = /\\(?:x([\da-f]{2})|u([\da-f]{4})|U([\da-f]{8})|([0-7]{1,3})|(x|u|U|N)|([\s\S]))/gi;

/** A literal's value; null for escapes that Python refuses and for names of characters (`\N{…}`). */
export function unescapeString(text: string): string | null {
  if (!text.includes("\\")) return text;
  let valid = true;
  const value = text.replace(escapes, (whole: string, ...groups: (string | undefined)[]) => {
    const [two, four, eight, octal, broken, other = ""] = groups;
    const hex = two ?? four ?? eight;
    // The expression ignores case for digits; \X and \n{…} are no escapes.
    if (hex !== undefined || broken !== undefined) {
      const letter = whole[1] ?? "";
      if (!"xuUN".includes(letter)) return simple.get(letter) ?? whole;
      const code = Number.parseInt(hex ?? "", 16);
      if (code <= 0x10ffff) return String.fromCodePoint(code);
      valid = false;
      return "";
    }
    if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8));
    return simple.get(other) ?? whole;
  });
  return valid ? value : null;
}
