// The functions that every template has. @see jinja2/defaults.py `DEFAULT_NAMESPACE`

import type { PyValue } from "../objects/values.ts";
import { dictOf } from "../python/container-methods.ts";
import { dictSet } from "../python/dicts.ts";
import { typeError } from "../python/exception.ts";
import {
  bindArguments,
  type CallArguments,
  Markup,
  PyFunction,
  textOf,
} from "../python/instance.ts";
import type { Int } from "../python/integers.ts";
import { PyRange } from "../python/iteration.ts";
import { asIndex, clampIndex } from "../python/numbers.ts";
import { isTrue } from "../python/truth.ts";
import { typeName } from "../python/type-name.ts";
import { Cycler, Joiner, Namespace } from "./namespace.ts";

/** A fixed text: Python's is made of random words, which no page depends on. */
const lorem =
  "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et dolore magna aliqua.";

export const jinjaGlobals: ReadonlyMap<string, PyValue> = new Map<string, PyValue>(
  [
    new PyFunction("range", ({ positional }) => range(positional)),
    new PyFunction("dict", dict),
    new PyFunction("lipsum", lipsum),
    new PyFunction("cycler", ({ positional }) => new Cycler(positional)),
    new PyFunction("joiner", (args) => {
      const [separator = ", "] = bindArguments("joiner", ["sep?"], args);
      return new Joiner(separator);
    }),
    new PyFunction("namespace", (args) => new Namespace(textKeys(dict(args)))),
  ].map((value) => [value.name, value]),
);

function range(args: readonly PyValue[]): PyRange {
  const numbers = args.map((arg): Int => {
    const index = asIndex(arg);
    if (index !== null) return index;
    throw typeError(`'${typeName(arg)}' object cannot be interpreted as an integer`);
  });
  const [first, second, third] = numbers;
  if (first === undefined || numbers.length > 3) {
    throw typeError(`range expected 1 to 3 arguments, got ${numbers.length}`);
  }
  if (second === undefined) return new PyRange(0, first, 1);
  return new PyRange(first, second, third ?? 1);
}

function dict({ positional, keywords }: CallArguments): Map<PyValue, PyValue> {
  if (positional.length > 1) {
    throw typeError(`dict expected at most 1 argument, got ${positional.length}`);
  }
  const [source] = positional;
  const result = source === undefined ? new Map<PyValue, PyValue>() : dictOf(source);
  for (const [key, value] of keywords) dictSet(result, key, value);
  return result;
}

function textKeys(dictionary: ReadonlyMap<PyValue, PyValue>): ReadonlyMap<string, PyValue> {
  const named = new Map<string, PyValue>();
  for (const [key, value] of dictionary) named.set(textOf(key) ?? "", value);
  return named;
}

function lipsum(args: CallArguments): PyValue {
  const [n = 5, html = true] = bindArguments("lipsum", ["n?", "html?", "min?", "max?"], args);
  const count = Math.max(0, Math.min(100, clampIndex(asIndex(n) ?? 5)));
  const paragraphs = Array.from({ length: count }, () => lorem);
  if (!isTrue(html)) return paragraphs.join("\n\n");
  return new Markup(paragraphs.map((text) => `<p>${text}</p>`).join("\n"));
}
