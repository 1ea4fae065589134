// Statements that bring in other templates. @see jinja2/compiler.py `visit_Extends`, `visit_Include`, `_import_common`

import { PyTuple, type PyValue } from "../objects/values.ts";
import { valueOr } from "../python/absent.ts";
import { PythonException, typeError } from "../python/exception.ts";
import { textOf } from "../python/instance.ts";
import { iterate } from "../python/iteration.ts";
import { typeName } from "../python/type-name.ts";
import { TemplateModule } from "./block-reference.ts";
import { compileExpression } from "./compile-expression.ts";
import { type CompiledTemplate, Context, type Names, Run, type Step } from "./context.ts";
import { type Frame, localsReader, placeOfName, writer } from "./frame.ts";
import type { FromImport, Import, Include, Statement } from "./nodes.ts";
import { Output } from "./render-state.ts";
import { syntaxError } from "./template-text.ts";
import { Undefined } from "./undefined.ts";

export function compileExtends(node: Extract<Statement, { kind: "extends" }>, frame: Frame): Step {
  if (!frame.toplevel) {
    throw syntaxError(frame.template, node.at, "cannot use extend from a non top-level scope");
  }
  const name = compileExpression(node.template, frame);
  const place = { template: frame.template, at: node.at };
  return (run) => {
    run.meter.place = place;
    if (run.root.parent !== null) {
      throw new PythonException("TemplateRuntimeError", "extended multiple times");
    }
    const parent = templateOf(run, name(run));
    for (const [block, code] of parent.blocks) {
      const chain = run.context.blocks.get(block);
      if (chain === undefined) run.context.blocks.set(block, [code]);
      else chain.push(code);
    }
    run.root.parent = parent;
  };
}

/** The template of a name. @throws TEMPLATE_NOT_FOUND; PythonException for what is no name */
function templateOf(run: Run, value: PyValue): CompiledTemplate {
  const name = textOf(value);
  if (name !== undefined) return run.context.library.get(name);
  if (value instanceof Undefined) throw value.refusal();
  throw typeError(`a template's name is a str, not ${typeName(value)}`);
}

/** The first of several templates that is there. */
function firstOf(run: Run, value: PyValue): CompiledTemplate {
  const listed = Array.isArray(value) || value instanceof PyTuple;
  if (!listed) return templateOf(run, value);
  const names: string[] = [];
  const items = iterate(value);
  for (let next = items.next(); next.done !== true; next = items.next()) {
    const name = textOf(next.value);
    if (name !== undefined && run.context.library.has(name)) return run.context.library.get(name);
    names.push(name ?? typeName(next.value));
  }
  throw new PythonException(
    "TemplatesNotFound",
    `none of the templates given were found: ${names.join(", ")}`,
  );
}

export function compileInclude(node: Include, frame: Frame): Step {
  const name = compileExpression(node.template, frame);
  const locals = localsReader(frame);
  const place = { template: frame.template, at: node.at };
  return (run) => {
    const value = name(run);
    run.meter.place = place;
    if (node.ignoreMissing && !isThere(run, value)) return;
    const template = firstOf(run, value);
    const names = node.withContext
      ? run.context.namesWith(locals(run))
      : run.context.library.globals;
    run.meter.within(() => runTemplate(contextOf(run, template, names), run.out));
  };
}

function isThere(run: Run, value: PyValue): boolean {
  const names = Array.isArray(value) ? value : value instanceof PyTuple && value.items;
  const { library } = run.context;
  const known = (name: PyValue) => library.has(textOf(name) ?? "");
  return names === false ? known(value) : names.some(known);
}

function contextOf(run: Run, template: CompiledTemplate, names: Names): Context {
  return new Context(run.context.library, run.meter, template, names);
}

/** Writes a template, and then the one it extends, which shares its context. */
export function runTemplate(context: Context, out: Output): void {
  let template: CompiledTemplate | null = context.template;
  let count = 0;
  while (template !== null) {
    const run: Run = new Run(context, out);
    template.body(run);
    template = run.root.parent;
    if (++count > context.meter.limits.depth) {
      throw new PythonException("RecursionError", "templates extend each other in a circle");
    }
  }
}

/** A template for its names: run once, its text kept. */
function moduleOf(run: Run, template: CompiledTemplate, names: Names): TemplateModule {
  const context = contextOf(run, template, names);
  const out = new Output(run.meter.limits);
  run.meter.within(() => runTemplate(context, out));
  return new TemplateModule(context, out.text);
}

function importer(node: Import | FromImport, frame: Frame): (run: Run) => TemplateModule {
  const name = compileExpression(node.template, frame);
  const locals = localsReader(frame);
  const place = { template: frame.template, at: node.at };
  return (run) => {
    const value = name(run);
    run.meter.place = place;
    const template = templateOf(run, value);
    const { library } = run.context;
    const names = node.withContext ? run.context.namesWith(locals(run)) : library.globals;
    return moduleOf(run, template, names);
  };
}

export function compileImport(node: Import, frame: Frame): Step {
  const load = importer(node, frame);
  const write = writer(frame, placeOfName(frame, node.target));
  return (run) => {
    const module = load(run);
    write(run, module);
    if (!frame.toplevel) return;
    run.context.vars.set(node.target, module);
    run.context.exported.delete(node.target);
  };
}

export function compileFromImport(node: FromImport, frame: Frame): Step {
  const load = importer(node, frame);
  const targets = node.names.map(({ name, alias }) => ({
    name,
    alias,
    write: writer(frame, placeOfName(frame, alias)),
  }));
  return (run) => {
    const module = load(run);
    for (const { name, alias, write } of targets) {
      const value = valueOr(module.attribute(name), () =>
        Undefined.because(
          `the template '${module.name}' does not export the requested name '${name}'`,
        ),
      );
      write(run, value);
      if (!frame.toplevel) continue;
      run.context.vars.set(alias, value);
      run.context.exported.delete(alias);
    }
  };
}
