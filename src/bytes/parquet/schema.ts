// The schema of a Parquet file: a tree in a list, of which tables use the leaves right below the root.

import type { ByteReader } from "../byte-reader.ts";
import { kindOfConverted, type LogicalKind, readLogicalKind } from "./logical-kind.ts";
import { binaryField, integerField, readList, readStruct, type ThriftType } from "./thrift.ts";

/** Parquet's physical types. */
export const physical = {
  boolean: 0,
  int32: 1,
  int64: 2,
  int96: 3,
  float: 4,
  double: 5,
  bytes: 6,
  fixed: 7,
} as const;

/** One column as it is stored. */
export interface SchemaLeaf {
  readonly name: string;
  /** One of `physical`. */
  readonly type: number;
  /** Bytes of a value of type `fixed`. */
  readonly width: number;
  readonly kind: LogicalKind;
  readonly isOptional: boolean;
  /** The name of the column at the top that it belongs to, where that holds lists or records. */
  readonly nestedIn: string | null;
}

interface SchemaElement {
  readonly name: string;
  /** −1 for a group. */
  readonly type: number;
  readonly width: number;
  /** 0 = required, 1 = optional, 2 = repeated. */
  readonly repetition: number;
  readonly children: number;
  readonly kind: LogicalKind;
}

const maxElements = 200_000;
const maxWidth = 2 ** 16;
const maxDepth = 64;

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The leaves in their order, which is that of the columns in row groups. */
export function readSchema(reader: ByteReader, type: ThriftType): SchemaLeaf[] {
  const elements: SchemaElement[] = [];
  readList(reader, type, () => {
    if (elements.length === maxElements) throw reader.fault("its schema is too long");
    elements.push(readElement(reader));
  });
  const [root, ...rest] = elements;
  if (root === undefined) throw reader.fault("its schema is empty");
  const leaves: SchemaLeaf[] = [];
  // How many children are still to come, for the root and every open group below it.
  const open = [root.children];
  let top: SchemaElement | null = null;
  for (const element of rest) {
    while (open.length > 1 && open.at(-1) === 0) open.pop();
    if (open.at(-1) === 0 || open.length > maxDepth) throw reader.fault("its schema is no tree");
    open[open.length - 1] = (open.at(-1) ?? 0) - 1;
    if (open.length === 1) top = element;
    if (element.type < 0) open.push(element.children);
    else leaves.push(leafOf(reader, element, open.length === 1 ? null : (top?.name ?? "")));
  }
  if (open.some((count) => count !== 0)) throw reader.fault("its schema is no tree");
  return leaves;
}

function leafOf(reader: ByteReader, element: SchemaElement, top: string | null): SchemaLeaf {
  const { name, type, width, kind, repetition } = element;
  if (type === physical.fixed && (width < 1 || width > maxWidth)) {
    throw reader.fault(`a value of the column has ${width} bytes`);
  }
  const nestedIn = top ?? (repetition === 2 ? name : null);
  return { name, type, width, kind, isOptional: repetition === 1, nestedIn };
}

function readElement(reader: ByteReader): SchemaElement {
  let name: Uint8Array | null = null;
  let logical: LogicalKind | null = null;
  const numbers = new Map<number, number>();
  readStruct(reader, (field, type) => {
    if (field === 4) name = binaryField(reader, type);
    else if (field === 10) logical = readLogicalKind(reader, type);
    else if ([1, 2, 3, 5, 6, 7].includes(field)) numbers.set(field, integerField(reader, type));
    else return false;
    return true;
  });
  if (name === null) throw reader.fault("a column has no name");
  const type = numbers.get(1) ?? -1;
  const children = numbers.get(5) ?? 0;
  if (type > physical.fixed || children < 0) throw reader.fault("a column is of no known type");
  const converted = numbers.get(6);
  const kind: LogicalKind = logical ?? kindOfConverted(converted, numbers.get(7) ?? 0);
  return {
    name: textOf(reader, name),
    // A group has no type, or children all the same.
    type: children > 0 ? -1 : type,
    width: numbers.get(2) ?? 0,
    repetition: numbers.get(3) ?? 0,
    children,
    kind,
  };
}

function textOf(reader: ByteReader, bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw reader.fault("a column's name is not UTF-8");
  }
}
