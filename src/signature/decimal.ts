// Numbers as people write them in forms, query strings and CSV files: plain decimals are read, everything
// else is explained (number-advice.ts).

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

/** Whether a text stands for a missing value, as spreadsheets and pandas write it. */
export function isMissingNumber(text: string): boolean {
  return /^\s*(|[+-]?nan|<?na>?|n\/a|#n\/a|#na|nat|null|none)\s*$/i.test(text);
}

/** Whether a text names infinity, as Python, JavaScript and C write it. */
export function isInfinity(text: string): boolean {
  return /^\s*[+-]?(inf|infinity|∞)\s*$/i.test(text);
}
