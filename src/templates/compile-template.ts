// A template compiled: its page and its blocks, each a function with variables of its own.

import { superOf, TemplateReference } from "./block-reference.ts";
import { compileBody } from "./compile-statement.ts";
import type { BlockCode, CompiledTemplate, Step } from "./context.ts";
import { enterFrame, type Frame, sequence, writer } from "./frame.ts";
import type { Block, Body } from "./nodes.ts";
import { parseTemplate } from "./parser.ts";
import { analyzeBody, Symbols, Unit } from "./symbols.ts";
import { syntaxError, type TemplateText } from "./template-text.ts";
import { allBlocks, readNames, statementParts } from "./walk.ts";

/** @throws TEMPLATE_SYNTAX */
export function compileTemplate(template: TemplateText, autoescape: boolean): CompiledTemplate {
  const body = parseTemplate(template);
  const unit = new Unit(null);
  const frame: Frame = {
    template,
    symbols: new Symbols(unit, null),
    toplevel: true,
    rootlevel: true,
    soft: false,
    outputCheck: hasExtends(body),
    escape: autoescape,
  };
  const blocks = new Map<string, BlockCode>();
  for (const block of allBlocks(body)) {
    if (blocks.has(block.name)) {
      throw syntaxError(template, block.at, `block '${block.name}' defined twice`);
    }
    blocks.set(block.name, compileBlockCode(block, frame));
  }
  const self = selfSetter(body, frame);
  analyzeBody(frame.symbols, body);
  const steps = [self, enterFrame(frame), compileBody(body, frame)];
  return { text: template, autoescape, body: sequence(steps), blocks };
}

function hasExtends(body: Body): boolean {
  return body.some(
    (statement) =>
      statement.kind === "extends" || statementParts(statement).bodies.some(hasExtends),
  );
}

/** Gives `self` its value where a body reads it. */
function selfSetter(body: Body, frame: Frame): Step {
  if (!readNames(body, ["self"]).has("self")) return () => {};
  const write = writer(frame, frame.symbols.declareParameter("self"));
  return (run) => write(run, new TemplateReference(run.context));
}

/** A block sees the template's context, not the variables around it. */
function compileBlockCode(block: Block, root: Frame): BlockCode {
  const unit = new Unit(null);
  const symbols = new Symbols(unit, null);
  const frame: Frame = {
    ...root,
    symbols,
    toplevel: false,
    rootlevel: false,
    outputCheck: false,
  };
  const self = selfSetter(block.body, frame);
  const wantsSuper = readNames(block.body, ["super"]).has("super");
  const setSuper = wantsSuper ? writer(frame, symbols.declareParameter("super")) : null;
  analyzeBody(symbols, block.body);
  const steps = sequence([self, enterFrame(frame), compileBody(block.body, frame)]);
  const code: BlockCode = {
    name: block.name,
    body: (run) => {
      setSuper?.(run, superOf(run.context, block.name, code));
      steps(run);
    },
  };
  return code;
}
