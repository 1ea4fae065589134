// Filters that use other filters and tests by name: `map`, `select` and their kin. @see jinja2/filters.py (3.1)

import type { PyValue } from "../objects/values.ts";
import { PythonException } from "../python/exception.ts";
import { type CallArguments, PyIterator, textOf } from "../python/instance.ts";
import { iterate } from "../python/iteration.ts";
import { isTrue } from "../python/truth.ts";
import { nearestName } from "../text.ts";
import { runFilter, runTest } from "./calls.ts";
import type { Context, FilterCode } from "./context.ts";
import { attributeGetter, filterError } from "./filter-arguments.ts";

export const selectFilters: readonly (readonly [string, FilterCode])[] = [
  ["map", { signature: null, run: map }],
  [
    "reject",
    { signature: null, run: (...call) => selected(call, { attribute: false, keep: false }) },
  ],
  [
    "rejectattr",
    { signature: null, run: (...call) => selected(call, { attribute: true, keep: false }) },
  ],
  [
    "select",
    { signature: null, run: (...call) => selected(call, { attribute: false, keep: true }) },
  ],
  [
    "selectattr",
    { signature: null, run: (...call) => selected(call, { attribute: true, keep: true }) },
  ],
];

type Call = Parameters<FilterCode["run"]>;

function map(...[value, , context, given]: Call): PyValue {
  return new PyIterator(mapped(value, context, given));
}

function* mapped(value: PyValue, context: Context, given: CallArguments): Generator<PyValue> {
  if (!isTrue(value)) return;
  const change = changeOf(context, given);
  for (const item of itemsOf(value, context)) yield change(item);
}

function changeOf(context: Context, given: CallArguments): (item: PyValue) => PyValue {
  const { positional, keywords } = given;
  const attribute = keywords.get("attribute");
  if (positional.length === 0 && attribute !== undefined) {
    const extra = [...keywords.keys()].find((key) => key !== "attribute" && key !== "default");
    if (extra !== undefined) throw filterError(`Unexpected keyword argument '${extra}'`);
    return attributeGetter(attribute, keywords.get("default") ?? null);
  }
  const [name, ...rest] = positional;
  if (name === undefined) throw filterError("map requires a filter argument");
  const key = textOf(name) ?? "";
  const filter = context.library.filters.get(key);
  if (filter === undefined) throw missing("filter", key, context.library.filters.keys());
  return (item) => runFilter(context, key, filter, item, { positional: rest, keywords });
}

interface Selection {
  /** Whether the first argument names an attribute to look at. */
  readonly attribute: boolean;
  readonly keep: boolean;
}

function selected([value, , context, given]: Call, selection: Selection): PyValue {
  return new PyIterator(chosen(value, context, given, selection));
}

function* chosen(
  value: PyValue,
  context: Context,
  given: CallArguments,
  { attribute, keep }: Selection,
): Generator<PyValue> {
  if (!isTrue(value)) return;
  const [path] = given.positional;
  if (attribute && path === undefined) throw filterError("Missing parameter for attribute name");
  const get = attributeGetter(attribute && path !== undefined ? path : null);
  const judge = judgeOf(context, given, attribute ? 1 : 0);
  for (const item of itemsOf(value, context)) if (judge(get(item)) === keep) yield item;
}

function judgeOf(context: Context, given: CallArguments, skip: number): (item: PyValue) => boolean {
  const [name, ...rest] = given.positional.slice(skip);
  if (name === undefined) return isTrue;
  const key = textOf(name) ?? "";
  const test = context.library.tests.get(key);
  if (test === undefined) throw missing("test", key, context.library.tests.keys());
  return (item) => isTrue(runTest(key, test, item, { positional: rest, keywords: given.keywords }));
}

function* itemsOf(value: PyValue, context: Context): Generator<PyValue> {
  const items = iterate(value);
  for (let next = items.next(); next.done !== true; next = items.next()) {
    context.meter.charge();
    yield next.value;
  }
}

function missing(what: string, name: string, known: Iterable<string>): PythonException {
  const nearest = nearestName(name, known);
  const guess = nearest === null ? "" : `; did you mean ${nearest}`;
  return new PythonException("TemplateRuntimeError", `No ${what} named '${name}'${guess}`);
}
