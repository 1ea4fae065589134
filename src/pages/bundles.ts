// The programs for browsers, as scripts/islands.mjs has made them from src/pages/islands/.

import { readFileSync } from "node:fs";
import type { Bundle } from "./loader.ts";

// Run from its sources, as tests do it, the house finds them where the build puts them.
const isSource = import.meta.url.endsWith(".ts");
const folder = new URL(isSource ? "../../dist/pages/islands/" : "./islands/", import.meta.url);

let known: ReadonlyMap<string, Bundle> | undefined;
const texts = new Map<string, string>();

/** All programs by name. @throws Error when they were never built */
export function listBundles(): ReadonlyMap<string, Bundle> {
  known ??= readList();
  return known;
}

function readList(): ReadonlyMap<string, Bundle> {
  let json: string;
  try {
    json = readFileSync(new URL("bundles.json", folder), "utf8");
  } catch (cause) {
    const message = "The programs of the pages are not built: run `npm run build`.";
    throw new Error(message, { cause });
  }
  const bundles = new Map(Object.entries(JSON.parse(json) as Record<string, Bundle>));
  // Read now: a later build puts others in their place, and pages made before it go on asking for these.
  for (const { file } of bundles.values()) {
    texts.set(file, readFileSync(new URL(file, folder), "utf8"));
  }
  return bundles;
}

/** The text of a program by its file's name; undefined for any other name. */
export function bundleText(file: string): string | undefined {
  listBundles();
  return texts.get(file);
}
