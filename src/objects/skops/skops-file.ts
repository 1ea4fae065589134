// A skops file as data: a ZIP archive of a schema and array files, read into the same inert values as a pickle, under
// the same table of names. Nothing is looked up, nothing is run.
// @see skops/io/_persist.py `load`; protocols 0 to 3

import { decodeJsonTree, type JsonTree } from "../../bytes/json-tree.ts";
import { ZipArchive } from "../../bytes/zip-archive.ts";
import type { Budget } from "../budget.ts";
import { NameLedger } from "../name-ledger.ts";
import type { DecodedPickle, DecodeOptions } from "../pickle-machine.ts";
import type { PyValue } from "../values.ts";
import { arrayReaders } from "./array-nodes.ts";
import { type LoaderReader, NodeReader } from "./node-reader.ts";
import { objectReaders } from "./object-nodes.ts";
import { malformed, SchemaNode } from "./schema-node.ts";

const schemaName = "schema.json";
const highestProtocol = 3;

const loaders: ReadonlyMap<string, LoaderReader> = new Map([...objectReaders, ...arrayReaders]);

export interface SkopsFile extends Omit<DecodedPickle, "protocol"> {
  readonly protocol: null;
}

/**
 * @throws COMPRESSION_CORRUPT, COMPRESSION_UNSUPPORTED, SKOPS_MALFORMED, PICKLE_UNKNOWN_GLOBAL, PICKLE_FORBIDDEN_CALL,
 *   ARRAY_INVALID, OBJECT_INVALID, LIMIT_EXCEEDED
 */
export function decodeSkops(
  bytes: Uint8Array,
  options: Pick<DecodeOptions, "unknown" | "declared">,
  budget: Budget,
): SkopsFile {
  const archive = new ZipArchive(bytes, {
    limits: budget.limits,
    left: budget.limits.inflatedBytes,
  });
  const schema = archive.read(schemaName);
  if (schema === undefined) throw malformed("", "it is missing");
  const fault = (at: number, reason: string): Error =>
    malformed("", `at character ${at}: ${reason}`);
  const document = decodeJsonTree(schema, { fault, limits: budget.limits });
  const root = new SchemaNode(document, "");
  checkProtocol(root.value("protocol"));
  const ledger = new NameLedger(options.unknown ?? "refuse", budget, options.declared);
  const reader = new NodeReader({
    loaders,
    archive,
    ledger,
    budget,
    start: archive.startOf(schemaName),
  });
  let value: PyValue;
  try {
    value = reader.read(root);
  } catch (error) {
    // An attack may break the schema behind its payload: the name matters more than the break.
    throw ledger.verdict(error) ?? error;
  }
  const verdict = ledger.verdict();
  if (verdict !== null) throw verdict;
  const names = [...ledger.uses.values()];
  return { value, protocol: null, length: bytes.length, names, refusals: ledger.refusals };
}

function checkProtocol(protocol: JsonTree | undefined): void {
  const isKnown = typeof protocol === "number" && Number.isInteger(protocol) && protocol >= 0;
  if (!isKnown || protocol > highestProtocol) {
    throw malformed("protocol", `it must be a whole number from 0 to ${highestProtocol}`);
  }
}
