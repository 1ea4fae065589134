// What can be given a value: a name, names in a tuple, an attribute of a namespace.

import type { ExpressionParser } from "./expression-parser.ts";
import type { Expression, Target } from "./nodes.ts";
import type { TokenStream } from "./token-stream.ts";
import type { Token } from "./tokens.ts";

export interface TargetOptions {
  /** A name that ends the target: `in`. */
  readonly endName?: string;
  /** Whether `namespace.name` may stand here. */
  readonly namespaces?: boolean;
}

/** Names on the left of `=`, or between `for` and `in`. @throws TEMPLATE_SYNTAX */
export function parseTarget(expressions: ExpressionParser, options: TargetOptions = {}): Target {
  const { stream } = expressions;
  const { following } = stream;
  if (options.namespaces === true && following.type === "operator" && following.value === ".") {
    const name = stream.expect("name");
    stream.next();
    const attribute = stream.expect("name").value;
    return { kind: "namespace-target", name: name.value, attribute, at: name.at };
  }
  const end = options.endName === undefined ? {} : { endName: options.endName };
  return asTarget(stream, expressions.tuple({ simple: true, ...end }));
}

function asTarget(stream: TokenStream, node: Expression): Target {
  if (node.kind === "name") return node;
  if (node.kind !== "tuple") throw notAssignable(stream, node.at);
  for (const item of node.items) asTarget(stream, item);
  return node;
}

/** A single name that is given a value. @throws TEMPLATE_SYNTAX */
export function parseTargetName(stream: TokenStream): Token {
  const token = stream.expect("name");
  if (!/^([Tt]rue|[Ff]alse|[Nn]one)$/.test(token.value)) return token;
  throw notAssignable(stream, token.at);
}

function notAssignable(stream: TokenStream, at: number) {
  return stream.error("nothing can be given to this: it is no name", at);
}
