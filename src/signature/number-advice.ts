// What to write instead of a text that is no plain decimal: "1,5", "$5", "1 234", "٣", "½". Nothing of this is ever read as
// a number: whether "1,234" means a thousand or one is the sender's to say.

import { parseDecimal } from "./decimal.ts";

const maxLength = 400;

/** What to do about a text that is no plain decimal, beginning with a semicolon; nothing when it is no number at all. */
export function numberAdvice(text: string): string {
  if (text.length > maxLength || parseDecimal(text) !== null) return "";
  const trimmed = text.trim();
  const word = truthAdvice(trimmed);
  if (word !== "") return word;
  if (/^[+-]?0[xob][\da-f]+$/i.test(trimmed)) return "; write it with decimal digits";
  if (/^[+-]?[\d.]+e \d+$/i.test(trimmed)) {
    return `; write ${trimmed.replace(" ", "")}: a + in an address means a space, and %2B means +`;
  }
  const plain = plainText(trimmed);
  return amountAdvice(plain) || fractionAdvice(plain) || rangeAdvice(plain);
}

const truths: ReadonlySet<string> = new Set(["true", "yes", "on", "y", "t"]);
const untruths: ReadonlySet<string> = new Set(["false", "no", "off", "n", "f"]);

function truthAdvice(text: string): string {
  const word = text.toLowerCase();
  if (!truths.has(word) && !untruths.has(word)) return "";
  return `; write ${truths.has(word) ? 1 : 0} if that is meant`;
}

// The zeros of the digits that Unicode knows lie at the beginning of runs of ten.
const zeros: readonly number[] = [
  0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0,
  0xff10,
];

/** The text with ASCII's digits, signs and points, without quotes and invisible characters. */
function plainText(text: string): string {
  return text
    .replace(/\p{Nd}/gu, (digit) => {
      const code = digit.codePointAt(0) ?? 0;
      const zero = zeros.findLast((first) => code >= first && code < first + 10);
      return zero === undefined ? digit : String(code - zero);
    })
    .replace(/[\u2212\u2012\u2013\u2014\ufe63\uff0d]/g, "-")
    .replace(/[\uff0b]/g, "+")
    .replace(/[\u066b\uff0e]/g, ".")
    .replace(/[\u066c\uff0c]/g, ",")
    .replace(/[\u200b-\u200f\u2060\ufeff\u00ad]/g, "")
    .replace(/^(["'“”‘’]+)(.*?)["'“”‘’]*$/su, "$2")
    .trim();
}

/** A number with separators, a currency, a unit or in parentheses. */
function amountAdvice(text: string): string {
  const owed = /^\(([^()]+)\)$/.exec(text)?.[1];
  const match =
    /^([+-]?)\s?(?:\p{Sc}|\p{L}{1,4}\.?|[~≈])?\s?([+-]?\d[\d\s.,_'’]*|[+-]?[.,]\d+)\s?(\p{Sc}|%|°?\p{L}{1,6}\.?)?$/u.exec(
      owed?.trim() ?? text,
    );
  const [, sign = "", amount = "", unit = ""] = match ?? [];
  if (match === null || (sign !== "" && /^[+-]/.test(amount))) return "";
  const readings = readingsOf(`${sign}${amount.trim()}`).map((reading) =>
    owed === undefined ? reading : `-${reading}`,
  );
  const [first, second] = readings;
  if (first === undefined) return "";
  if (second !== undefined) return `; write ${first} without separators, or ${second} with a point`;
  if (unit === "%")
    return `; write ${first}, or ${Number(first) / 100}, as the training data has it`;
  const factor = factors.get(unit);
  if (factor !== undefined)
    return `; write only digits: ${Number(first) * factor}, if that is meant`;
  if (first.includes(".") && /^[+-]?\d*,\d+$/.test(amount.trim())) return `; use a point: ${first}`;
  if (unit !== "" || !/^[+-]?[\d.]/.test(text)) return `; write only the number: ${first}`;
  return /\d[\s_'’.,]+\d/.test(amount) && !amount.includes(first)
    ? `; write ${first} without separators`
    : `; write ${first}`;
}

const factors: ReadonlyMap<string, number> = new Map([
  ["k", 1e3],
  ["K", 1e3],
  ["M", 1e6],
]);

/** The plain decimals that digits with separators may mean, none where they do not stand in groups. */
function readingsOf(amount: string): readonly string[] {
  const text = amount.replace(/[\s_'’]+$/, "");
  if (/^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(text)) return [text];
  if (/^[+-]?\d{1,3},\d{3}$/.test(text)) return [text.replace(",", ""), text.replace(",", ".")];
  if (/^[+-]?(\d+,\d*|,\d+)$/.test(text)) return [text.replace(",", ".").replace(/\.$/, "")];
  if (/^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$/.test(text)) return [text.replaceAll(",", "")];
  if (/^[+-]?\d{1,3}(\.\d{3})+(,\d*)?$/.test(text)) {
    return [text.replaceAll(".", "").replace(",", ".")];
  }
  if (/^[+-]?\d{1,3}([\s_'’]\d{3})+([.,]\d*)?$/.test(text)) {
    return [text.replace(/[\s_'’]/g, "").replace(",", ".")];
  }
  // India's groups.
  return /^[+-]?\d{1,2}(,\d{2})+,\d{3}(\.\d*)?$/.test(text) ? [text.replaceAll(",", "")] : [];
}

const vulgar = /^([+-]?)(\d*)\s?(\d+)[/\u2044](\d+)$/;

/** 1/2 and ½. */
function fractionAdvice(text: string): string {
  const spaced = text.replace(/^([+-]?\d+)(?=\p{No}$)/u, "$1 ").normalize("NFKC");
  const [, sign = "", whole = "", above, below] = vulgar.exec(spaced) ?? [];
  if (above === undefined || !(Number(below) > 0)) return "";
  const value = Number(whole) + Number(above) / Number(below);
  return `; write ${sign}${Number(value.toPrecision(12))}`;
}

/** Two numbers, a date, a time: no single number. */
function rangeAdvice(text: string): string {
  if (/^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}/.test(text)) return "; a date is no number";
  if (/^\d{1,2}:\d{2}/.test(text)) return "; a time is no number";
  return /^[<>≤≥]?\s?[\d.]+\s?(?:-|to|\.\.|…|[;|, ])\s?[\d.]+/.test(text)
    ? "; write one number"
    : "";
}
