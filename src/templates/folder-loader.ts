// Templates of a folder. Nothing outside of it is read: no `..`, no link that leads out.

import { readdirSync, readFileSync, realpathSync, type Stats, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { PicklejarError } from "../errors.ts";
import { displayPath } from "../project/display-path.ts";
import { show } from "../text.ts";
import type { TemplateLoader, TemplateSource } from "./api.ts";

const maxBytes = 4 * 2 ** 20;
const maxFiles = 10_000;
const maxDepth = 20;

/** A loader of the files in a folder, sub-folders included. Files are read again when their time, size or inode changed. */
export function folderLoader(folder: string): TemplateLoader {
  const kept = new Map<string, { readonly stamp: string; readonly source: TemplateSource }>();
  return {
    names: () => templateNames(folder),
    load: (name) => {
      const path = pathOf(folder, name);
      const stats = path === null ? null : statsOf(path, name, folder);
      if (path === null || stats === null) return null;
      const stamp = `${stats.dev} ${stats.ino} ${stats.size} ${stats.mtimeMs} ${stats.ctimeMs}`;
      const known = kept.get(name);
      if (known?.stamp === stamp) return known.source;
      const text = readTemplate(path, name, folder, stats.size);
      const source = { text, file: displayPath(path), version: stamp };
      kept.set(name, { stamp, source });
      return source;
    },
  };
}

/** Names of the templates in a folder, sorted by code point; none where there is no folder. */
export function templateNames(folder: string): readonly string[] {
  const names: string[] = [];
  const visit = (path: string, prefix: string, depth: number) => {
    if (depth > maxDepth) return;
    for (const entry of entriesOf(path)) {
      if (names.length >= maxFiles) return;
      const name = prefix + entry.name;
      if (entry.isDirectory()) visit(join(path, entry.name), `${name}/`, depth + 1);
      else if (entry.isFile() && !entry.name.startsWith(".")) names.push(name);
    }
  };
  visit(folder, "", 0);
  return names.sort((a, b) => (a < b ? -1 : 1));
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** The file of a name; null for names that are no relative paths within. @see jinja2/loaders.py `split_template_path` */
function pathOf(folder: string, name: string): string | null {
  const parts = name.split("/").filter((part) => part !== "" && part !== ".");
  const bad = parts.some((part) => part === ".." || /[\\\0]/.test(part) || part.includes(sep));
  return bad || parts.length === 0 || name.length > 1000 ? null : join(folder, ...parts);
}

function statsOf(path: string, name: string, folder: string): Stats | null {
  try {
    const stats = statSync(path);
    return stats.isFile() ? stats : null;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT" || code === "ENOTDIR" || code === "ENAMETOOLONG") return null;
    throw unreadable(name, folder, code ?? "it cannot be opened", error);
  }
}

function readTemplate(path: string, name: string, folder: string, size: number): string {
  if (size > maxBytes) {
    throw unreadable(name, folder, `it has ${size} bytes; the limit is ${maxBytes}`);
  }
  const inside = relative(realpathSync(folder), realpathSync(path));
  if (inside === ".." || inside.startsWith(`..${sep}`) || inside.startsWith(sep)) {
    throw unreadable(name, folder, "it is a link that leads out of the folder");
  }
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw unreadable(name, folder, (error as NodeJS.ErrnoException).code ?? "unknown", error);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw unreadable(name, folder, "it is not UTF-8 text", error);
  }
}

function unreadable(name: string, folder: string, reason: string, cause?: unknown): PicklejarError {
  const details = { name: show(name), folder, reason };
  return new PicklejarError("TEMPLATE_UNREADABLE", details, { cause });
}
