// Character references of HTML: numbers, and the names of HTML 4. @see Lib/html/__init__.py `unescape`

/** Latin-1 from U+00A0 on, in order. */
const latin =
  "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

/** Further names with their characters; those of `bare` may lack the semicolon, as Latin-1's may. */
const bare = 'amp & lt < gt > quot " AMP & LT < GT > QUOT " COPY © REG ®';
const named =
  "apos ' ndash – mdash — lsquo ‘ rsquo ’ sbquo ‚ ldquo “ rdquo ” bdquo „ dagger † Dagger ‡ bull • hellip … permil ‰ prime ′ Prime ″ lsaquo ‹ rsaquo › euro € trade ™ larr ← uarr ↑ rarr → darr ↓ harr ↔ minus − infin ∞ asymp ≈ ne ≠ equiv ≡ le ≤ ge ≥ sum ∑ radic √ part ∂ int ∫ alpha α beta β gamma γ delta δ epsilon ε theta θ lambda λ mu μ pi π sigma σ tau τ phi φ chi χ psi ψ omega ω Delta Δ Sigma Σ Omega Ω OElig Œ oelig œ Scaron Š scaron š Yuml Ÿ fnof ƒ circ ˆ tilde ˜ ensp \u2002 emsp \u2003 thinsp \u2009 zwnj \u200c zwj \u200d lrm \u200e rlm \u200f spades ♠ clubs ♣ hearts ♥ diams ♦";

const withoutSemicolon: ReadonlyMap<string, string> = new Map([
  ...latin.split(" ").map((name, i) => [name, String.fromCharCode(0xa0 + i)] as const),
  ...pairsOf(bare),
]);
const withSemicolon: ReadonlyMap<string, string> = new Map([
  ...withoutSemicolon,
  ...pairsOf(named),
]);

/** What browsers make of the numbers 128 to 159. */
const windows = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

/** Text with its character references read; unknown names stay. */
export function unescapeEntities(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(
    /&(#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)/g,
    (whole: string, reference: string) =>
      reference.startsWith("#") ? ofNumber(reference) : (ofName(reference) ?? whole),
  );
}

function ofNumber(reference: string): string {
  const hex = /^#[xX]/.test(reference);
  const code = Number.parseInt(reference.slice(hex ? 2 : 1), hex ? 16 : 10);
  if (code >= 0x80 && code < 0xa0) return windows[code - 0x80] ?? "";
  if (code === 0 || (code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff) return "\ufffd";
  const invalid = (code < 0x20 && ![9, 10, 12, 13].includes(code)) || code === 0x7f;
  if (code === 13) return "\r";
  return invalid || (code & 0xfffe) === 0xfffe || (code >= 0xfdd0 && code <= 0xfdef)
    ? ""
    : String.fromCodePoint(code);
}

function ofName(reference: string): string | null {
  if (reference.endsWith(";")) {
    const character = withSemicolon.get(reference.slice(0, -1));
    if (character !== undefined) return character;
  }
  for (let length = reference.length; length > 1; length--) {
    const character = withoutSemicolon.get(reference.slice(0, length));
    if (character !== undefined) return character + reference.slice(length);
  }
  return null;
}

function pairsOf(list: string): (readonly [string, string])[] {
  const words = list.split(" ");
  return words.flatMap((name, i) => (i % 2 === 0 ? [[name, words[i + 1] ?? ""] as const] : []));
}
