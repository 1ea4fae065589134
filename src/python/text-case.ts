// Upper, lower and title case as Python's str has them.

const cased = /[\p{Uppercase}\p{Lowercase}\p{Lt}]/u;

/** `text.capitalize()`: the first character in title case, all others lower. */
export function capitalize(text: string): string {
  const [first = ""] = text;
  return titleCharacter(first) + text.slice(first.length).toLowerCase();
}

/** `text.title()`: a letter after something that is none becomes a capital. */
export function title(text: string): string {
  let result = "";
  let inside = false;
  for (const character of text) {
    result += inside ? character.toLowerCase() : titleCharacter(character);
    inside = cased.test(character);
  }
  return result;
}

/** `text.swapcase()`. */
export function swapCase(text: string): string {
  return Array.from(text, (character) => {
    const upper = character.toUpperCase();
    return character === upper ? character.toLowerCase() : upper;
  }).join("");
}

/** Digraphs such as ǆ and ligatures such as ﬁ have a title case of their own. */
function titleCharacter(character: string): string {
  if (/^[\u01c4-\u01cc\u01f1-\u01f3]$/.test(character)) return titleDigraph(character);
  const upper = character.toUpperCase();
  const [first = "", ...rest] = upper;
  return rest.length === 0 ? upper : first + rest.join("").toLowerCase();
}

function titleDigraph(character: string): string {
  const code = character.charCodeAt(0);
  if (code >= 0x1f1) return "\u01f2";
  return String.fromCharCode(code - ((code - 0x1c4) % 3) + 1);
}

/** `text.isupper()`: at least one cased character, none of them lower. */
export function isUpper(text: string): boolean {
  return /\p{Uppercase}/u.test(text) && !/[\p{Lowercase}\p{Lt}]/u.test(text);
}

/** `text.islower()`. */
export function isLower(text: string): boolean {
  return /\p{Lowercase}/u.test(text) && !/[\p{Uppercase}\p{Lt}]/u.test(text);
}

/** `text.istitle()`. */
export function isTitle(text: string): boolean {
  let any = false;
  let inside = false;
  for (const character of text) {
    const capital = /[\p{Lu}\p{Lt}]/u.test(character);
    if (capital && inside) return false;
    if (/\p{Ll}/u.test(character) && !inside) return false;
    inside = cased.test(character);
    any ||= inside;
  }
  return any;
}
