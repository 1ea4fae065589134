// Statements as functions. @see jinja2/compiler.py `CodeGenerator`

import { PythonException, typeError } from "../python/exception.ts";
import { Markup, textOf } from "../python/instance.ts";
import { escapedText, escapeText } from "../python/markup.ts";
import { toStr } from "../python/printing.ts";
import { isTrue } from "../python/truth.ts";
import { typeName } from "../python/type-name.ts";
import { callValue } from "./access.ts";
import { runBlock } from "./block-reference.ts";
import { compileArguments, compileExpression, compileFilter } from "./compile-expression.ts";
import { compileFor } from "./compile-for.ts";
import {
  compileExtends,
  compileFromImport,
  compileImport,
  compileInclude,
} from "./compile-import.ts";
import { compileMacro } from "./compile-macro.ts";
import { compileSet, compileStore } from "./compile-target.ts";
import type { Eval, Run, Step } from "./context.ts";
import { enterFrame, type Frame, innerFrame, localsReader, sequence, softFrame } from "./frame.ts";
import { Macro } from "./macro.ts";
import type { Block, Body, CallBlock, Expression, If, SetBlock, Statement } from "./nodes.ts";
import { Output } from "./render-state.ts";
import { analyzeBody, analyzeExpression, analyzeFilter, analyzeTarget } from "./symbols.ts";

/** The statements of a body. @throws TEMPLATE_SYNTAX */
export function compileBody(body: Body, frame: Frame): Step {
  return sequence(body.map((statement) => compileStatement(statement, frame)));
}

function compileStatement(node: Statement, frame: Frame): Step {
  switch (node.kind) {
    case "data":
      return unlessExtended(frame, compileData(node.text));
    case "output":
      return unlessExtended(frame, compileOutput(node.value, frame));
    case "if":
      return compileIf(node, frame);
    case "for":
      return compileFor(node, frame, compileBody);
    case "set":
      return compileSet(node.target, compileExpression(node.value, frame), frame);
    case "set-block":
      return compileSetBlock(node, frame);
    case "with":
      return compileWith(node, frame);
    case "macro": {
      const code = compileMacro(node.name, node, frame, compileBody);
      return compileStore(node.name, (run) => new Macro(code, run), frame);
    }
    case "call-block":
      return compileCallBlock(node, frame);
    case "filter-block":
      return compileFilterBlock(node, frame);
    case "autoescape":
      return compileAutoescape(node.value, node.body, frame);
    case "block":
      return compileBlock(node, frame);
    case "extends":
      return compileExtends(node, frame);
    case "include":
      return compileInclude(node, frame);
    case "import":
      return compileImport(node, frame);
    case "from-import":
      return compileFromImport(node, frame);
  }
}

/** Text at the top of a template that extends another one is left out. */
function unlessExtended(frame: Frame, step: Step): Step {
  if (!frame.outputCheck) return step;
  return (run) => {
    if (run.root.parent === null) step(run);
  };
}

function compileData(text: string): Step {
  return (run) => run.out.write(text);
}

function compileOutput(value: Expression, frame: Frame): Step {
  const place = { template: frame.template, at: value.at };
  const compute = compileExpression(value, frame);
  const { escape: escaping } = frame;
  return (run) => {
    const result = compute(run);
    run.meter.place = place;
    const escaped = escaping ?? run.context.autoescape;
    if (typeof result === "string") run.out.write(escaped ? escapeText(result) : result);
    else run.out.write(escaped ? escapedText(result) : toStr(result));
  };
}

function compileIf(node: If, frame: Frame): Step {
  const soft = softFrame(frame);
  const branches = [node, ...node.elifs].map((branch) => ({
    test: compileExpression(branch.test, soft),
    body: compileBody(branch.body, soft),
  }));
  const otherwise = compileBody(node.otherwise, soft);
  return (run) => {
    for (const { test, body } of branches) {
      if (isTrue(test(run))) {
        body(run);
        return;
      }
    }
    otherwise(run);
  };
}

/** Runs a step and keeps its text. */
function captured(step: Step): (run: Run) => string {
  return (run) => {
    const outer = run.out;
    const inner = new Output(run.meter.limits);
    run.out = inner;
    step(run);
    run.out = outer;
    return inner.text;
  };
}

/** Text as a value: Markup where text is escaped. */
function textValue(text: (run: Run) => string): Eval {
  return (run) => (run.context.autoescape ? new Markup(text(run)) : text(run));
}

function compileSetBlock(node: SetBlock, frame: Frame): Step {
  const inner = innerFrame(frame, { outputCheck: false });
  analyzeBody(inner.symbols, node.body);
  analyzeFilter(inner.symbols, node.filter);
  const body = captured(sequence([enterFrame(inner), compileBody(node.body, inner)]));
  const value = filtered(node.filter, textValue(body), inner);
  const marked: Eval = (run) => {
    const result = value(run);
    return run.context.autoescape ? new Markup(toStr(result)) : result;
  };
  return compileSet(node.target, marked, frame);
}

/** A chain of filters whose innermost one takes the text of a block. */
function filtered(filter: Expression | null, text: Eval, frame: Frame): Eval {
  if (filter?.kind !== "filter") return text;
  const value = filtered(filter.of, text, frame);
  return compileFilter(filter, frame, value, (part) => compileExpression(part, frame));
}

function compileFilterBlock(
  node: Extract<Statement, { kind: "filter-block" }>,
  frame: Frame,
): Step {
  const inner = innerFrame(frame);
  analyzeBody(inner.symbols, node.body);
  analyzeFilter(inner.symbols, node.filter);
  const body = captured(compileBody(node.body, inner));
  const value = filtered(node.filter, textValue(body), inner);
  const place = { template: frame.template, at: node.at };
  const write: Step = (run) => {
    const result = value(run);
    run.meter.place = place;
    const text = textOf(result);
    if (text === undefined) {
      throw typeError(`a filter block wants text, its filter gave ${typeName(result)}`);
    }
    run.out.write(text);
  };
  return sequence([enterFrame(inner), write]);
}

function compileWith(node: Extract<Statement, { kind: "with" }>, frame: Frame): Step {
  const inner = innerFrame(frame);
  for (const target of node.names) analyzeTarget(inner.symbols, target, true);
  analyzeBody(inner.symbols, node.body);
  const assignments = node.names.map((target, i) => {
    const value = node.values[i] ?? { kind: "constant", value: null, at: node.at };
    return compileSet(target, compileExpression(value, frame), inner);
  });
  return sequence([enterFrame(inner), ...assignments, compileBody(node.body, inner)]);
}

function compileCallBlock(node: CallBlock, frame: Frame): Step {
  const code = compileMacro(null, node, frame, compileBody);
  const place = { template: frame.template, at: node.at };
  const callee = compileExpression(node.call.of, frame);
  const args = compileArguments(
    node.call,
    (part) => compileExpression(part, frame),
    (run) => new Macro(code, run),
  );
  return (run) => {
    const of = callee(run);
    const given = args(run);
    run.meter.place = place;
    const result = callValue(run, of, given);
    run.out.write(toStr(result));
  };
}

function compileAutoescape(value: Expression, body: Body, frame: Frame): Step {
  const known = value.kind === "constant" ? isTrue(value.value) : null;
  const inner = innerFrame(frame, { escape: known });
  analyzeExpression(inner.symbols, value);
  analyzeBody(inner.symbols, body);
  const turn = compileExpression(value, inner);
  const inside = compileBody(body, inner);
  return sequence([
    enterFrame(inner),
    (run) => {
      const before = run.context.autoescape;
      run.context.autoescape = isTrue(turn(run));
      inside(run);
      run.context.autoescape = before;
    },
  ]);
}

function compileBlock(node: Block, frame: Frame): Step {
  const { name, required, scoped } = node;
  const place = { template: frame.template, at: node.at };
  const locals = scoped ? localsReader(frame) : null;
  return (run) => {
    if (frame.toplevel && run.root.parent !== null) return;
    run.meter.place = place;
    const chain = run.context.blocks.get(name) ?? [];
    const [code] = chain;
    if (required && chain.length <= 1) {
      throw new PythonException("TemplateRuntimeError", `Required block '${name}' not found`);
    }
    if (code === undefined) throw typeError(`there is no block ${name}`);
    const context = locals === null ? run.context : run.context.derived(locals(run));
    runBlock(code, context, run.out);
  };
}
