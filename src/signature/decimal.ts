// Numbers as people write them in forms, query strings and CSV files: plain decimals are read, everything
// else is explained.

const decimal = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;

const maxLength = 400;

/**
 * The number that a plain decimal text means: digits, one point, a sign, an exponent; spaces around are
 * left out. null for everything else: no commas, no hexadecimal, no words. ±Infinity when it is too large.
 */
export function parseDecimal(text: string): number | null {
  if (text.length > maxLength) return null;
  const trimmed = text.trim();
  return decimal.test(trimmed) ? Number(trimmed) : null;
}

/** Whether a text stands for a missing number, as spreadsheets and pandas write it. */
export function isMissingNumber(text: string): boolean {
  return /^\s*(|nan|na|n\/a|null|none)\s*$/i.test(text);
}

/** Whether a text names infinity, as Python, JavaScript and C write it. */
export function isInfinity(text: string): boolean {
  return /^\s*[+-]?(inf|infinity|∞)\s*$/i.test(text);
}

/** What to do about a text that is no plain decimal, beginning with a semicolon; nothing when it is no number at all. */
export function decimalAdvice(text: string): string {
  const trimmed = text.slice(0, maxLength).trim();
  if (/^[+-]?\d{1,3}(,\d{3})+$/.test(trimmed)) {
    const plain = trimmed.replaceAll(",", "");
    return `; write ${plain} without separators, or ${trimmed.replaceAll(",", ".")} with a point`;
  }
  if (/^[+-]?\d{1,3}(,\d{3})+\.\d*$/.test(trimmed)) {
    return `; write ${trimmed.replaceAll(",", "")} without separators`;
  }
  if (/^[+-]?\d*,\d+$/.test(trimmed)) return `; use a point: ${trimmed.replace(",", ".")}`;
  const truth = /^(true|false)$/i.exec(trimmed)?.[1]?.toLowerCase();
  if (truth !== undefined) return `; write ${truth === "true" ? 1 : 0} if that is meant`;
  if (/^[+-]?0[xob][\da-f]+$/i.test(trimmed)) return "; write it with decimal digits";
  if (/^[−–‒][\d.]+$/.test(trimmed)) return `; write the minus sign as -: -${trimmed.slice(1)}`;
  if (/^[+-]?\d[\d\s_'’.]*$/.test(trimmed) && /[\s_'’]/.test(trimmed)) {
    return `; write ${trimmed.replace(/[\s_'’]/g, "")} without separators`;
  }
  const amount = /^\p{Sc}?\s?([+-]?\d+(?:\.\d+)?)\s?(\p{Sc}|%|°?\p{L}{1,6})$/u.exec(trimmed);
  const currency = /^\p{Sc}\s?([+-]?\d+(?:\.\d+)?)$/u.exec(trimmed);
  const number = amount?.[1] ?? currency?.[1];
  if (number !== undefined) return `; write only the number: ${number}`;
  return /^[+-]?[\p{Nd}.,]+$/u.test(trimmed) && !/^[\x20-\x7e]+$/.test(trimmed)
    ? "; use the digits 0 to 9"
    : "";
}
