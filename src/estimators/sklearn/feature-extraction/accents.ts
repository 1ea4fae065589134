// What vectorizers take off a text before they look for tokens: accents, and the tags of HTML.

import { isAscii, withoutMarks } from "../../python-text.ts";
import { versionAtLeast } from "../../version.ts";

/**
 * Letters without the accents that can be told apart from them.
 *
 * @param writtenBy  before 0.22, text whose accents stood apart already was left as it is
 * @see sklearn/feature_extraction/text.py `strip_accents_unicode`
 */
export function stripAccentsUnicode(writtenBy: string | null): (text: string) => string {
  const always = versionAtLeast(writtenBy, "0.22");
  return (text) => {
    if (isAscii(text)) return text;
    const decomposed = text.normalize("NFKD");
    return always || decomposed !== text ? withoutMarks(decomposed) : text;
  };
}

/** What is left of a text in ASCII. @see sklearn/feature_extraction/text.py `strip_accents_ascii` */
export function stripAccentsAscii(text: string): string {
  if (isAscii(text)) return text;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII begins with them
  return text.normalize("NFKD").replace(/[^\u0000-\u007f]+/g, "");
}

/** `<…>` made a space. @see sklearn/feature_extraction/text.py `strip_tags` */
export function stripTags(text: string): string {
  let stripped = "";
  let at = 0;
  for (;;) {
    let open = text.indexOf("<", at);
    // `<>` holds nothing and is no tag.
    while (open >= 0 && text[open + 1] === ">") open = text.indexOf("<", open + 1);
    const close = open < 0 ? -1 : text.indexOf(">", open);
    if (close < 0) return stripped + text.slice(at);
    stripped += `${text.slice(at, open)} `;
    at = close + 1;
  }
}
