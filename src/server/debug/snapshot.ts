// What a folder's files are at one moment, and which of them differ from another: by time and size, and where those
// differ by content, so that a file that was only touched is no change.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

export interface FileState {
  readonly modifiedMs: number;
  readonly size: number;
  /** Of small files; null for large ones, whose time and size must do. */
  readonly digest: string | null;
}

export interface Snapshot {
  /** By absolute path. */
  readonly files: ReadonlyMap<string, FileState>;
  readonly folders: readonly string[];
  /** Whether there were more files than are watched. */
  readonly isCut: boolean;
}

export interface SnapshotOptions {
  /** Folders, and files that lie elsewhere. Absolute. */
  readonly roots: readonly string[];
  /** Files that are written while the server runs. Absolute. */
  readonly ignored: ReadonlySet<string>;
}

const maxFiles = 20_000;
const maxDepth = 32;
const maxDigestedBytes = 2 ** 20;

// Folders of tools and packages; what begins with a dot is not looked into either.
const skipped: ReadonlySet<string> = new Set(["node_modules", "__pycache__", "venv", "env"]);

// What programs write while they run: logs, databases, data that grows, editors' leftovers.
const written =
  /(\.(log|jsonl|ndjson|db|sqlite3?|csv|tsv|parquet|tmp|temp|swp|swx|bak|pyc|pid|lock|tgz)|-wal|-shm|-journal|~)$/i;

/** @param previous  an earlier snapshot of the same, whose digests of unchanged files are kept */
export function takeSnapshot(options: SnapshotOptions, previous?: Snapshot): Snapshot {
  const files = new Map<string, FileState>();
  const folders: string[] = [];
  let isCut = false;
  const visitFile = (path: string, isAsked: boolean): void => {
    if (options.ignored.has(path) || (written.test(path) && !isAsked)) return;
    if (files.size >= maxFiles) isCut = true;
    else addFile(files, path, previous?.files.get(path));
  };
  const pending = options.roots.map((path) => ({ path, depth: 0 }));
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { path, depth } = next;
    const entries = readFolder(path);
    if (entries === null) {
      if (depth === 0) visitFile(path, true);
      continue;
    }
    folders.push(path);
    for (const entry of entries) {
      const { name } = entry;
      if (name.startsWith(".") || skipped.has(name)) continue;
      const child = join(path, name);
      // Links to folders are not followed: they may lead in a circle.
      if (!entry.isDirectory()) visitFile(child, false);
      else if (depth < maxDepth) pending.push({ path: child, depth: depth + 1 });
    }
  }
  return { files, folders, isCut };
}

/** Paths of the files that are new, gone or have other content, sorted. */
export function changedFiles(before: Snapshot, after: Snapshot): string[] {
  const changed: string[] = [];
  for (const [path, state] of after.files) {
    const old = before.files.get(path);
    if (old === undefined || !isSame(old, state)) changed.push(path);
  }
  for (const path of before.files.keys()) if (!after.files.has(path)) changed.push(path);
  return changed.sort();
}

function isSame(a: FileState, b: FileState): boolean {
  if (a.size !== b.size) return false;
  if (a.digest !== null && b.digest !== null) return a.digest === b.digest;
  return a.modifiedMs === b.modifiedMs;
}

function addFile(files: Map<string, FileState>, path: string, known: FileState | undefined): void {
  try {
    const found = statSync(path);
    if (!found.isFile()) return;
    const { mtimeMs: modifiedMs, size } = found;
    const isKnown = known?.modifiedMs === modifiedMs && known.size === size;
    files.set(path, isKnown ? known : { modifiedMs, size, digest: digestOf(path, size) });
  } catch {
    // Gone between two looks, or a link into nothing: it is not there.
  }
}

function digestOf(path: string, size: number): string | null {
  if (size > maxDigestedBytes) return null;
  return createHash("sha1").update(readFileSync(path)).digest("base64");
}

function readFolder(path: string): ReturnType<typeof readEntries> | null {
  try {
    return readEntries(path);
  } catch {
    return null;
  }
}

function readEntries(path: string) {
  return readdirSync(path, { withFileTypes: true });
}
