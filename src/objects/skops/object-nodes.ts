// Nodes of Python's own values and of objects, one reader for each loader.
// @see skops/io/_general.py, skops/io/_sklearn.py

import { cost } from "../budget.ts";
import { binaryTreeClasses, metricClasses } from "../cython-names.ts";
import { PyByteArray, type PyDict, PySet, PySlice, PyTuple, type PyValue } from "../values.ts";
import type { LoaderReader, NodeReader } from "./node-reader.ts";
import { parseKey, parseScalar } from "./primitives.ts";
import type { SchemaNode } from "./schema-node.ts";

function readObject(node: SchemaNode, reader: NodeReader): PyValue {
  const { module, className, path } = node;
  const global = reader.global(module, className);
  // Trees of neighbours and their metrics are made by a function of their module, in pickles too.
  const isMadeByFunction = binaryTreeClasses.has(path) || metricClasses.has(path);
  const object = isMadeByFunction
    ? reader.call(reader.global(module, "newObj"), [global])
    : reader.call(global, []);
  if (!node.has("content")) return object;
  return reader.fill(object, reader.read(node.node("content")));
}

/** Trees and losses: the arguments of their class, then a state. */
function readReduced(node: SchemaNode, reader: NodeReader): PyValue {
  const args = reader.read(node.part("__reduce__").node("args"));
  if (!(args instanceof PyTuple)) throw node.malformed("its arguments are no tuple");
  const object = reader.call(reader.global(node.module, node.className), args.items);
  const state = node.has("content") ? reader.read(node.node("content")) : null;
  const isEmpty = state === null || (state instanceof Map && state.size === 0);
  return isEmpty ? object : reader.fill(object, state);
}

function readConstructed(node: SchemaNode, reader: NodeReader): PyValue {
  const args = reader.read(node.node("content"));
  if (!(args instanceof PyTuple)) throw node.malformed("its arguments are no tuple");
  return reader.call(reader.global(node.module, node.className), args.items);
}

function readDict(node: SchemaNode, reader: NodeReader): PyDict {
  reader.expectClass(
    node,
    "builtins.dict",
    "collections.OrderedDict",
    "sklearn.utils._bunch.Bunch",
  );
  const entries = node.namedNodes("content");
  const types = node.node("key_types").nodes("content");
  if (types.length !== entries.length)
    throw node.malformed("it has not as many keys as classes of keys");
  const dict: PyDict = new Map();
  reader.budget.spend(cost.dict + cost.entry * entries.length);
  for (const [i, [key, item]] of entries.entries()) {
    const type = types[i];
    if (type !== undefined) dict.set(parseKey(key, type), reader.read(item));
  }
  return dict;
}

function readItems(node: SchemaNode, reader: NodeReader): PyValue[] {
  const items = node.nodes("content");
  reader.budget.spend(cost.list + cost.element * items.length);
  return items.map((item) => reader.read(item));
}

/** A tuple; of a named tuple's class, a record of the call. */
function readTuple(node: SchemaNode, reader: NodeReader): PyValue {
  const items = readItems(node, reader);
  if (node.path === "builtins.tuple") return new PyTuple(items);
  return reader.call(reader.global(node.module, node.className), items);
}

function readSlice(node: SchemaNode, reader: NodeReader): PyValue {
  reader.expectClass(node, "builtins.slice");
  const content = node.part("content");
  const [start, stop, step] = ["start", "stop", "step"].map((name) => {
    const value = content.value(name) ?? null;
    if (value === null || (typeof value === "number" && Number.isInteger(value))) return value;
    if (typeof value === "string") return value;
    throw node.malformed("its ends are no whole numbers");
  });
  return new PySlice(start ?? null, stop ?? null, step ?? null);
}

/** `partial(func, …)`, made and filled as a pickle makes and fills it. */
function readPartial(node: SchemaNode, reader: NodeReader): PyValue {
  reader.expectClass(node, "functools.partial");
  const content = node.part("content");
  const parts = ["func", "args", "kwds", "namespace"].map((name) =>
    reader.read(content.node(name)),
  );
  const made = reader.call(reader.global("functools", "partial"), parts.slice(0, 1));
  return reader.fill(made, new PyTuple(parts));
}

/** Until protocol 0 the name stood in the content. */
function readFunction(node: SchemaNode, reader: NodeReader): PyValue {
  if (!node.has("content")) return reader.global(node.module, node.className);
  const content = node.part("content");
  return reader.global(content.text("module_path"), content.text("function"));
}

/** A method of an object: `getattr(object, "name")`. */
function readMethod(node: SchemaNode, reader: NodeReader): PyValue {
  const content = node.part("content");
  const owner = reader.read(content.node("obj"));
  return reader.call(reader.global("builtins", "getattr"), [owner, content.text("func")]);
}

function readOperator(node: SchemaNode, reader: NodeReader): PyValue {
  if (node.module !== "operator") reader.expectClass(node);
  const args = reader.read(node.node("attrs"));
  const items = args instanceof PyTuple ? args.items : [args];
  return reader.call(reader.global("operator", node.className), items);
}

/** A dict that makes its own values: prediction never asks it for one. */
function readDefaultDict(node: SchemaNode, reader: NodeReader): PyValue {
  const content = node.part("content");
  if (content.has("default_factory")) reader.read(content.node("default_factory"));
  return reader.read(content.node("main"));
}

export const objectReaders: readonly (readonly [string, LoaderReader])[] = [
  ["ObjectNode", readObject],
  ["TreeNode", readReduced],
  ["LossNode", readReduced],
  ["ConstructorFromReduceNode", readConstructed],
  ["DictNode", readDict],
  ["DefaultDictNode", readDefaultDict],
  ["_DictWithDeprecatedKeysNode", readDefaultDict],
  [
    "ListNode",
    (node, reader) => {
      reader.expectClass(node, "builtins.list");
      return readItems(node, reader);
    },
  ],
  ["TupleNode", readTuple],
  [
    "SetNode",
    (node, reader) => {
      reader.expectClass(node, "builtins.set", "builtins.frozenset");
      return new PySet(readItems(node, reader), node.className === "frozenset");
    },
  ],
  ["SliceNode", readSlice],
  ["BytesNode", (node, reader) => reader.file(node).bytes],
  ["BytearrayNode", (node, reader) => new PyByteArray(reader.file(node).bytes)],
  ["JsonNode", (node) => parseScalar(node.text("content"), node.where)],
  ["FunctionNode", readFunction],
  ["TypeNode", (node, reader) => reader.global(node.module, node.className)],
  ["PartialNode", readPartial],
  ["MethodNode", readMethod],
  ["OperatorFuncNode", readOperator],
];
