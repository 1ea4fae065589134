// Functions that a vectorizer was given in place of its own steps. A file holds only their names; those of
// Python and scikit-learn that are known exactly are answered for, everything else is code of the project.

import { mayBeOwn } from "../../../objects/own-advice.ts";
import { PyGlobal, PyObject, type PyValue } from "../../../objects/values.ts";
import { describe } from "../../attribute-values.ts";
import { ownCodeMissing } from "../../own-advice.ts";
import { ownText, ownWords } from "../../own-rows.ts";
import { splitWords, strip } from "../../python-text.ts";
import type { State } from "../../state.ts";
import { stripAccentsAscii, stripAccentsUnicode, stripTags } from "./accents.ts";

export type TextChange = (text: string) => string;
export type TextSplit = (text: string) => Iterable<string>;

/** The function of text to text in a parameter. @throws ESTIMATOR_UNSUPPORTED naming it */
export function textChange(state: State, parameter: string): TextChange {
  const own = state.ownFunction(state.value(parameter));
  if (own !== null) return (text) => ownText(own, own.call(text));
  return known(state, parameter, changesOf(state.writtenBy));
}

/** The function of text to tokens in a parameter. @throws ESTIMATOR_UNSUPPORTED naming it */
export function textSplit(state: State, parameter: string): TextSplit {
  const own = state.ownFunction(state.value(parameter));
  if (own !== null) return (text) => ownWords(own, own.call(text));
  return known(state, parameter, splits);
}

function known<T>(state: State, parameter: string, table: ReadonlyMap<string, T>): T {
  const value = state.value(parameter);
  const name = functionName(value);
  const found = table.get(name ?? "");
  if (found !== undefined) return found;
  if (value instanceof PyGlobal && mayBeOwn(value)) throw ownCodeMissing(state, value, parameter);
  throw state.unsupported(`the function ${name ?? describe(value)} as its ${parameter}`);
}

/** `str.lower` for `getattr(str, "lower")`, `sklearn.….strip_tags` for a function; null for anything else. */
function functionName(value: PyValue): string | null {
  if (value instanceof PyGlobal) return value.path.replace(/^(builtins|__builtin__)\./, "");
  if (!(value instanceof PyObject) || value.global.name !== "getattr") return null;
  const [owner, name] = value.args;
  if (!(owner instanceof PyGlobal) || typeof name !== "string") return null;
  return `${owner.name}.${name}`;
}

function changesOf(writtenBy: string | null): ReadonlyMap<string, TextChange> {
  const module = "sklearn.feature_extraction.text";
  return new Map<string, TextChange>([
    ["str", (text) => text],
    ["str.lower", (text) => text.toLowerCase()],
    ["str.upper", (text) => text.toUpperCase()],
    ["str.strip", strip],
    [`${module}.strip_accents_unicode`, stripAccentsUnicode(writtenBy)],
    [`${module}.strip_accents_ascii`, stripAccentsAscii],
    [`${module}.strip_tags`, stripTags],
  ]);
}

const splits: ReadonlyMap<string, TextSplit> = new Map<string, TextSplit>([
  ["str.split", splitWords],
  ["list", (text) => text],
]);
