// What a template says, as a tree. `at` is the position in the template's text.

import type { PyValue } from "../objects/values.ts";

export type Expression =
  | { readonly kind: "constant"; readonly value: PyValue; readonly at: number }
  | Name
  | TupleNode
  | { readonly kind: "list"; readonly items: readonly Expression[]; readonly at: number }
  | { readonly kind: "dict"; readonly items: readonly Pair[]; readonly at: number }
  | Attribute
  | {
      readonly kind: "item";
      readonly of: Expression;
      readonly key: Expression;
      readonly at: number;
    }
  | SliceNode
  | Call
  | Filter
  | Test
  | Compare
  | Binary
  | {
      readonly kind: "unary";
      readonly operator: "-" | "+" | "not";
      readonly of: Expression;
      readonly at: number;
    }
  | { readonly kind: "concat"; readonly parts: readonly Expression[]; readonly at: number }
  | Conditional;

/** A name that is read, or given a value by `set`, `for`, `with`. */
export interface Name {
  readonly kind: "name";
  readonly name: string;
  readonly at: number;
}

export interface TupleNode {
  readonly kind: "tuple";
  readonly items: readonly Expression[];
  readonly at: number;
}

export interface Pair {
  readonly key: Expression;
  readonly value: Expression;
}

export interface Attribute {
  readonly kind: "attribute";
  readonly of: Expression;
  readonly name: string;
  readonly at: number;
}

export interface SliceNode {
  readonly kind: "slice";
  readonly start: Expression | null;
  readonly stop: Expression | null;
  readonly step: Expression | null;
  readonly at: number;
}

/** `(a, *b, c=d, **e)`. */
export interface CallParts {
  readonly args: readonly Expression[];
  readonly keywords: readonly { readonly name: string; readonly value: Expression }[];
  readonly moreArgs: Expression | null;
  readonly moreKeywords: Expression | null;
}

export interface Call extends CallParts {
  readonly kind: "call";
  readonly of: Expression;
  readonly at: number;
}

/** `of | name(…)`; `of` is null for what a filter block or block `set` holds. */
export interface Filter extends CallParts {
  readonly kind: "filter";
  readonly of: Expression | null;
  readonly name: string;
  readonly at: number;
}

export interface Test extends CallParts {
  readonly kind: "test";
  readonly of: Expression;
  readonly name: string;
  readonly at: number;
}

export type CompareOperator = "==" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "not in";

export interface Compare {
  readonly kind: "compare";
  readonly of: Expression;
  readonly rest: readonly { readonly operator: CompareOperator; readonly value: Expression }[];
  readonly at: number;
}

export type BinaryOperator = "+" | "-" | "*" | "/" | "//" | "%" | "**" | "and" | "or";

export interface Binary {
  readonly kind: "binary";
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
  readonly at: number;
}

export interface Conditional {
  readonly kind: "conditional";
  readonly test: Expression;
  readonly yes: Expression;
  readonly no: Expression | null;
  readonly at: number;
}

/** What can be given a value: a name, a tuple of targets, an attribute of a namespace. */
export type Target = Name | TupleNode | NamespaceTarget;

export interface NamespaceTarget {
  readonly kind: "namespace-target";
  readonly name: string;
  readonly attribute: string;
  readonly at: number;
}

export type Body = readonly Statement[];

export type Statement =
  | { readonly kind: "data"; readonly text: string; readonly at: number }
  | { readonly kind: "output"; readonly value: Expression; readonly at: number }
  | For
  | If
  | {
      readonly kind: "set";
      readonly target: Target;
      readonly value: Expression;
      readonly at: number;
    }
  | SetBlock
  | {
      readonly kind: "with";
      readonly names: readonly Target[];
      readonly values: readonly Expression[];
      readonly body: Body;
      readonly at: number;
    }
  | Macro
  | CallBlock
  | {
      readonly kind: "filter-block";
      readonly filter: Filter;
      readonly body: Body;
      readonly at: number;
    }
  | {
      readonly kind: "autoescape";
      readonly value: Expression;
      readonly body: Body;
      readonly at: number;
    }
  | Block
  | { readonly kind: "extends"; readonly template: Expression; readonly at: number }
  | Include
  | Import
  | FromImport;

export interface For {
  readonly kind: "for";
  readonly target: Target;
  readonly iterable: Expression;
  readonly test: Expression | null;
  readonly recursive: boolean;
  readonly body: Body;
  readonly otherwise: Body;
  readonly at: number;
}

export interface If {
  readonly kind: "if";
  readonly test: Expression;
  readonly body: Body;
  readonly elifs: readonly If[];
  readonly otherwise: Body;
  readonly at: number;
}

export interface SetBlock {
  readonly kind: "set-block";
  readonly target: Target;
  readonly filter: Filter | null;
  readonly body: Body;
  readonly at: number;
}

export interface Signature {
  readonly parameters: readonly Name[];
  /** Of the last parameters. */
  readonly defaults: readonly Expression[];
}

export interface Macro extends Signature {
  readonly kind: "macro";
  readonly name: string;
  readonly body: Body;
  readonly at: number;
}

export interface CallBlock extends Signature {
  readonly kind: "call-block";
  readonly call: Call;
  readonly body: Body;
  readonly at: number;
}

export interface Block {
  readonly kind: "block";
  readonly name: string;
  readonly scoped: boolean;
  readonly required: boolean;
  readonly body: Body;
  readonly at: number;
}

export interface Include {
  readonly kind: "include";
  readonly template: Expression;
  readonly ignoreMissing: boolean;
  readonly withContext: boolean;
  readonly at: number;
}

export interface Import {
  readonly kind: "import";
  readonly template: Expression;
  readonly target: string;
  readonly withContext: boolean;
  readonly at: number;
}

export interface FromImport {
  readonly kind: "from-import";
  readonly template: Expression;
  readonly names: readonly { readonly name: string; readonly alias: string }[];
  readonly withContext: boolean;
  readonly at: number;
}
