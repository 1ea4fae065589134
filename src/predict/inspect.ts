// What a model file holds, for a person who wonders whether to trust and how to use it. Nothing is run, and
// refused files are shown as well as good ones.

import { PicklejarError } from "../errors.ts";
import type { Library } from "../estimators/estimator.ts";
import { type ModelFile, type ReadOptions, readModelFile } from "../objects/model-file.ts";
import { adviceFor, consequenceOf, type NameUse } from "../objects/name-ledger.ts";
import { type OutlineNode, outlineOf } from "../objects/outline.ts";
import type { Signature } from "../signature/signature.ts";
import { modelFromFile } from "./model.ts";

/** One name of the file. */
export interface InspectedName {
  readonly name: string;
  readonly offset: number;
  readonly trust: NameUse["trust"]["kind"];
  readonly calls: number;
  /** What Python's unpickler would have done with it. */
  readonly inPython: string;
}

/** How a file was written. */
export interface Container {
  readonly writer: ModelFile["writer"];
  readonly compression: string | null;
  /** null where the file is no pickle. */
  readonly protocol: number | null;
  /** Bytes after the pickle, which nobody reads. */
  readonly trailingBytes: number;
}

export interface InspectReport {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly container: Container;
  /** Who wrote it, as far as the file tells: `{"scikit-learn": ["1.9.0"], "numpy": ["2 or newer"]}`. */
  readonly versions: Readonly<Record<string, readonly string[]>>;
  readonly outline: OutlineNode;
  readonly signature: Signature | null;
  readonly names: readonly InspectedName[];
  /** Whether `picklejar serve` would serve it, and if not, everything that speaks against it. */
  readonly served: boolean;
  readonly reasons: readonly {
    readonly code: string;
    readonly message: string;
    readonly hint: string;
  }[];
}

/**
 * Inspects a model file.
 *
 * @throws what `readModelFile` throws for a file that cannot be decoded at all; names that are not in the
 *   table, forbidden calls and unsupported estimators are `reasons` instead
 */
export async function inspectFile(
  source: string | Uint8Array,
  options: ReadOptions = {},
): Promise<InspectReport> {
  const file = await readModelFile(source, { ...options, unknown: "keep" });
  const reasons = [...absentNames(file), ...file.refusals];
  let signature: Signature | null = null;
  let libraries: readonly Library[] = [];
  if (reasons.length === 0) {
    try {
      ({ signature, libraries } = await modelFromFile(file, { limits: options.limits ?? {} }));
    } catch (error) {
      if (!(error instanceof PicklejarError)) throw error;
      reasons.push(error);
    }
  }
  const outline = outlineOf(file.value);
  return {
    file: file.name,
    bytes: file.bytes,
    sha256: file.sha256,
    container: containerOf(file),
    versions: versionsOf(file, outline, libraries),
    outline,
    signature,
    names: file.names.map(inspectName),
    served: reasons.length === 0,
    reasons: reasons.map(({ code, message, hint }) => ({ code, message, hint })),
  };
}

function inspectName(use: NameUse): InspectedName {
  const { global, trust, calls } = use;
  const inPython = consequenceOf(use);
  return { name: global.path, offset: global.offset, trust: trust.kind, calls, inPython };
}

/** One refusal for each absent name. */
function absentNames(file: ModelFile): PicklejarError[] {
  return file.names
    .filter(({ trust }) => trust.kind === "absent")
    .map((use) => {
      const { offset, path } = use.global;
      const details = {
        offset,
        global: path,
        consequence: consequenceOf(use),
        advice: adviceFor([use]),
        file: file.name,
      };
      return new PicklejarError("PICKLE_UNKNOWN_GLOBAL", details);
    });
}

export function containerOf(file: ModelFile): Container {
  const { writer, compression, protocol, trailingBytes } = file;
  return { writer, compression, protocol, trailingBytes };
}

/** Who wrote a file, as far as it tells. */
export function versionsOf(
  file: ModelFile,
  outline: OutlineNode,
  libraries: readonly Library[] = [],
): Record<string, string[]> {
  const versions: Record<string, string[]> = {};
  for (const { name, version } of libraries) versions[name] = version === null ? [] : [version];
  const scikitLearn = new Set<string>();
  const queue = [outline];
  for (const node of queue) {
    if (node.writtenBy !== null) scikitLearn.add(node.writtenBy);
    queue.push(...node.children);
  }
  if (scikitLearn.size > 0) versions["scikit-learn"] = [...scikitLearn].sort();
  // numpy 2 moved its private modules; files tell the two apart by name only.
  const modules = new Set(
    file.names.map(({ global }) => global.module.split(".").slice(0, 2).join(".")),
  );
  const numpy = [];
  if (modules.has("numpy.core")) numpy.push("1.x");
  if (modules.has("numpy._core")) numpy.push("2.x");
  if (numpy.length > 0) versions["numpy"] = numpy;
  if (isOfPython2(file)) versions["Python"] = ["2"];
  return versions;
}

/**
 * Whether Python 2 must have written a file. Its names of modules prove nothing, since Python 3 writes them too
 * in protocols 0 to 2; but Python 3 then writes the bytes that every array begins with by `_codecs.encode`.
 */
function isOfPython2({ protocol, names }: ModelFile): boolean {
  const holds = (path: string): boolean => names.some(({ global }) => global.path === path);
  return (
    protocol !== null &&
    protocol < 3 &&
    holds("numpy.core.multiarray._reconstruct") &&
    !holds("_codecs.encode")
  );
}
