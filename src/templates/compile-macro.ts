// Macros and the bodies of call blocks. @see jinja2/compiler.py `macro_body`

import { compileExpression } from "./compile-expression.ts";
import { Run, type Step } from "./context.ts";
import { enterFrame, type Frame, innerFrame, placeOfName, writer } from "./frame.ts";
import type { MacroCode } from "./macro.ts";
import type { Body, Expression, Signature } from "./nodes.ts";
import { analyzeBody, analyzeExpression, Unit } from "./symbols.ts";
import { syntaxError } from "./template-text.ts";
import { Undefined } from "./undefined.ts";
import { readNames } from "./walk.ts";

type Definition = Signature & { readonly body: Body; readonly at: number };

/** @param name  null for the caller of a call block */
export function compileMacro(
  name: string | null,
  node: Definition,
  frame: Frame,
  compileBody: (body: Body, frame: Frame) => Step,
): MacroCode {
  const parameters = node.parameters.map((parameter) => parameter.name);
  const unit = new Unit(frame.symbols.unit);
  const inner = innerFrame(frame, { outputCheck: false }, unit);
  for (const parameter of parameters) inner.symbols.declareParameter(parameter);
  const special = readNames(node.body, ["caller", "kwargs", "varargs"]);
  const uses = (word: string) => special.has(word) && !parameters.includes(word);
  checkCaller(node, frame, special);
  for (const word of special) if (uses(word)) inner.symbols.declareParameter(word);
  for (const value of node.defaults) analyzeExpression(inner.symbols, value);
  analyzeBody(inner.symbols, node.body);

  const enter = enterFrame(inner);
  const fill = node.parameters.map((parameter, i) => {
    const value = node.defaults[i - node.parameters.length + node.defaults.length];
    return parameterFiller(parameter.name, value, inner);
  });
  const extras = ["caller", "kwargs", "varargs"].map((word) =>
    uses(word) ? writer(inner, placeOfName(inner, word)) : null,
  );
  const body = compileBody(node.body, inner);
  return {
    name,
    parameters,
    usesCaller: uses("caller"),
    usesKeywords: uses("kwargs"),
    usesPositional: uses("varargs"),
    run: (outer, args, out) => {
      const run = new Run(outer.context, out, outer);
      const [setCaller, setKeywords, setPositional] = extras;
      setCaller?.(run, args.caller);
      setKeywords?.(run, args.keywords);
      setPositional?.(run, args.positional);
      for (const [i, put] of fill.entries()) put.first(run, args.values[i]);
      enter(run);
      for (const [i, put] of fill.entries()) put.rest(run, args.values[i]);
      body(run);
    },
  };
}

/** A parameter's value, or its default, which may read parameters before it. */
function parameterFiller(name: string, value: Expression | undefined, frame: Frame) {
  const write = writer(frame, placeOfName(frame, name));
  const usual = value === undefined ? null : compileExpression(value, frame);
  const none = Undefined.because(`parameter '${name}' was not provided`);
  return {
    first: write,
    rest: (run: Run, given: Parameters<typeof write>[1]) => {
      if (given === undefined) write(run, usual === null ? none : usual(run));
    },
  };
}

function checkCaller(node: Definition, frame: Frame, special: ReadonlySet<string>): void {
  const index = node.parameters.findIndex((parameter) => parameter.name === "caller");
  const withoutDefault = index < node.parameters.length - node.defaults.length;
  if (index < 0 || !special.has("caller") || !withoutDefault) return;
  throw syntaxError(
    frame.template,
    node.at,
    'When defining macros or call blocks the special "caller" argument must be omitted or be given a default.',
  );
}
