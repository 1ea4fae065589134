// Walks over the tree of a template: the parts of an expression, and every name in a body in Jinja's order.

import type { Block, Body, CallParts, Expression, Signature, Statement, Target } from "./nodes.ts";

/** The expressions directly within an expression, in the order of evaluation. */
export function expressionParts(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case "constant":
    case "name":
      return [];
    case "tuple":
    case "list":
      return node.items;
    case "dict":
      return node.items.flatMap(({ key, value }) => [key, value]);
    case "attribute":
    case "unary":
      return [node.of];
    case "item":
      return [node.of, node.key];
    case "slice":
      return [node.start, node.stop, node.step].filter((part) => part !== null);
    case "call":
    case "test":
      return [node.of, ...callParts(node)];
    case "filter":
      return node.of === null ? callParts(node) : [node.of, ...callParts(node)];
    case "compare":
      return [node.of, ...node.rest.map(({ value }) => value)];
    case "binary":
      return [node.left, node.right];
    case "concat":
      return node.parts;
    case "conditional":
      return [node.test, node.yes, ...(node.no === null ? [] : [node.no])];
  }
}

function callParts(node: CallParts): readonly Expression[] {
  const more = [node.moreArgs, node.moreKeywords].filter((part) => part !== null);
  return [...node.args, ...node.keywords.map(({ value }) => value), ...more];
}

/** What stands within a statement, in Jinja's order: expressions, targets, bodies. */
export interface StatementParts {
  readonly expressions: readonly Expression[];
  readonly targets: readonly Target[];
  readonly bodies: readonly Body[];
}

export function statementParts(node: Statement): StatementParts {
  switch (node.kind) {
    case "data":
      return parts([], [], []);
    case "output":
      return parts([node.value], [], []);
    case "for": {
      const test = node.test === null ? [] : [node.test];
      return parts([node.iterable, ...test], [node.target], [node.body, node.otherwise]);
    }
    case "if":
      return parts([node.test], [], [node.body, node.elifs, node.otherwise]);
    case "set":
      return parts([node.value], [node.target], []);
    case "set-block":
      return parts(node.filter === null ? [] : [node.filter], [node.target], [node.body]);
    case "with":
      return parts(node.values, node.names, [node.body]);
    case "macro":
      return signatureParts(node, [], node.body);
    case "call-block":
      return signatureParts(node, [node.call], node.body);
    case "filter-block":
      return parts([node.filter], [], [node.body]);
    case "autoescape":
      return parts([node.value], [], [node.body]);
    case "block":
      return parts([], [], [node.body]);
    case "extends":
    case "include":
    case "import":
    case "from-import":
      return parts([node.template], [], []);
  }
}

function parts(
  expressions: readonly Expression[],
  targets: readonly Target[],
  bodies: readonly Body[],
): StatementParts {
  return { expressions, targets, bodies };
}

function signatureParts(node: Signature, before: readonly Expression[], body: Body) {
  return parts([...before, ...node.defaults], node.parameters, [body]);
}

/**
 * Which of `names` a body reads before it gives them a value itself. Blocks are not looked into.
 *
 * @see jinja2/compiler.py `find_undeclared`
 */
export function readNames(body: Body, names: readonly string[]): ReadonlySet<string> {
  const open = new Set(names);
  const read = new Set<string>();
  const visit = (node: Expression) => {
    if (node.kind === "name" && open.has(node.name)) read.add(node.name);
    for (const part of expressionParts(node)) visit(part);
  };
  const close = (target: Target | Expression) => {
    if (target.kind === "name") open.delete(target.name);
    if (target.kind === "tuple") for (const item of target.items) close(item);
  };
  const visitBody = (statements: Body) => {
    for (const statement of statements) {
      if (statement.kind === "block") continue;
      const { expressions, targets, bodies } = statementParts(statement);
      for (const target of targets) close(target);
      for (const expression of expressions) visit(expression);
      for (const inner of bodies) visitBody(inner);
    }
  };
  visitBody(body);
  return read;
}

/** Every block of a template, those within blocks and loops too. */
export function allBlocks(body: Body): readonly Block[] {
  return body.flatMap((statement) => {
    const inner = statementParts(statement).bodies.flatMap(allBlocks);
    return statement.kind === "block" ? [statement, ...inner] : inner;
  });
}
