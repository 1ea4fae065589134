// A column's name as people read it: `mean_radius` → "Mean radius", `sepal length (cm)` → "Sepal length", cm.

import { show } from "../text.ts";

/** How a field is called on a page. */
export interface Label {
  readonly label: string;
  readonly unit?: string;
}

// Units that columns carry as their last word, as people write them; "m", "l", "min" and the like are dummies of a
// category or something else too often.
const trailingUnits: ReadonlyMap<string, string> = new Map(
  (
    "mm cm km kg mg ml kW kWh hp bhp cc mph kmh kmph kmpl mpg sqft sqm m2 USD EUR GBP INR ms hrs yrs " +
    "kB MB GB TB Hz MHz GHz mAh kcal hPa psi lbs"
  )
    .split(" ")
    .map((unit) => [unit.toLowerCase(), unit]),
);

// What stands in parentheses and is a question, not a unit: (yes/no), (m/f), (y/n), (0 or 1).
const notUnit =
  /^(y|yes|n|no|m|f|male|female|t|true|false)\b.*[/,]|\b(or|and|if|of|abs|log|sum|avg)\b/i;

const maxName = 200;
const maxLabel = 120;

/**
 * A readable label of a column's name, and its unit where the name ends in one.
 *
 * Snake case and camel case become words; names with spaces keep their words; what ColumnTransformer puts
 * before a name (`num__age`) is left out. Only the first letter is raised, so BMI stays BMI.
 */
export function readableLabel(name: string): Label {
  const own = name
    .slice(0, maxName)
    .replace(/^[A-Za-z0-9_-]{1,40}?__(?=[^_])/, "")
    .trim();
  const bracketed = splitBracketedUnit(own);
  const words = splitWords(bracketed.label);
  const last = trailingUnits.get(words.at(-1)?.toLowerCase() ?? "");
  if (bracketed.unit === undefined && words.length > 1 && last !== undefined) {
    return { label: sentence(words.slice(0, -1), name), unit: last };
  }
  const label = sentence(words, name);
  return bracketed.unit === undefined ? { label } : { label, unit: bracketed.unit };
}

/** The labels of several names; names that would be called the same keep all of their own words. */
export function distinctLabels(names: readonly string[]): readonly Label[] {
  const labels = names.map(readableLabel);
  const counts = new Map<string, number>();
  for (const { label } of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return labels.map((called, i) => {
    const isOnly = counts.get(called.label) === 1;
    return isOnly ? called : { label: show(names[i]?.trim() ?? "", maxLabel) || called.label };
  });
}

function splitBracketedUnit(name: string): Label {
  const match = /^(.*\S)\s*[([]([^()[\]]{1,12})[)\]]$/su.exec(name);
  const [, label, inside] = match ?? [];
  if (label === undefined || inside === undefined) return { label: name };
  const unit = inside.trim();
  const looksLikeUnit =
    /^[\p{L}%$°€£₹/µ]/u.test(unit) && !/[=:;?]/.test(unit) && !notUnit.test(unit);
  return looksLikeUnit ? { label, unit: show(unit) } : { label: name };
}

function splitWords(name: string): string[] {
  if (/\s/.test(name)) return name.replaceAll("_", " ").split(/\s+/).filter(Boolean);
  const words = name.split(/_+|(?<=\p{L})\.(?=\p{L})/u).filter(Boolean);
  // A hump beside an underscore is a name within the name: `airline_AirAsia`.
  return words.length === 1 ? words.flatMap(splitCamelCase) : words;
}

// `meanRadius` and `PetalLengthCm`; not HbA1c, BMI, McDonald's single hump or iPhone.
function splitCamelCase(word: string): string[] {
  if (!/^\p{L}\p{Ll}+(\p{Lu}\p{Ll}+)+$/u.test(word)) return [word];
  return word
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .toLowerCase()
    .split(" ");
}

function sentence(words: readonly string[], name: string): string {
  const text = words.join(" ");
  if (text === "") return show(name.trim(), maxLabel) || "Unnamed";
  // pH and eGFR have their own case.
  if (/^\p{Ll}\p{Lu}/u.test(text)) return show(text, maxLabel);
  const first = String.fromCodePoint(text.codePointAt(0) ?? 0);
  return show(first.toUpperCase() + text.slice(first.length), maxLabel);
}
