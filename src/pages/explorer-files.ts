// Swagger UI's own files, as scripts/explorer.mjs packs them. Read when the explorer is first asked for: most servers
// never are.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { gunzipSync, gzipSync } from "node:zlib";

/** A file for browsers. */
export interface ExplorerFile {
  /** Named by its content: `swagger-ui-1f0c….css`. */
  readonly name: string;
  readonly type: string;
  /** For the attribute of the same name: `sha256-…`. */
  readonly integrity: string;
  readonly packed: Buffer;
  readonly text: Buffer;
}

export interface ExplorerFiles {
  readonly script: ExplorerFile;
  readonly style: ExplorerFile;
}

/** Where they are served, below the model's root. */
export const explorerPath = "_picklejar/explorer/";

// Run from its sources, as tests do it, the house takes them from the package itself.
const isSource = import.meta.url.endsWith(".ts");

let files: ExplorerFiles | undefined;

/** @throws Error where they were never packed */
export function explorerFiles(): ExplorerFiles {
  files ??= {
    script: load("swagger-ui-bundle", "js", "text/javascript; charset=utf-8"),
    style: load("swagger-ui", "css", "text/css; charset=utf-8"),
  };
  return files;
}

function load(stem: string, ending: string, type: string): ExplorerFile {
  const packed = isSource
    ? gzipSync(readFileSync(packageFile(`${stem}.${ending}`)), { level: 1 })
    : readFileSync(new URL(`./explorer/${stem}.${ending}.gz`, import.meta.url));
  const text = gunzipSync(packed);
  const digest = createHash("sha256").update(text);
  const integrity = `sha256-${digest.copy().digest("base64")}`;
  return {
    name: `${stem}-${digest.digest("hex").slice(0, 12)}.${ending}`,
    type,
    integrity,
    packed,
    text,
  };
}

function packageFile(name: string): URL {
  return new URL(`../../node_modules/swagger-ui-dist/${name}`, import.meta.url);
}
