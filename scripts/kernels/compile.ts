// From a kernel's source to the bytes that are shipped: WebAssembly text with two additions. `(repeat 4 …)` stands for
// its content four times with `%` replaced by 0, 1, 2 and 3; `(define NAME …)` gives a text a name, and `(NAME)` is that text.

import { basename } from "node:path";
import wabt from "wabt";
import { webAssembly } from "../../src/bytes/web-assembly.ts";

const features = { threads: true, simd: true, bulk_memory: true, sign_extension: true };

/** @throws Error with the line in the expanded text, for a source that is not valid */
export async function compileKernel(path: string, source: string): Promise<Uint8Array> {
  const { parseWat } = await wabt();
  const module = parseWat(basename(path), expandMacros(source), features);
  try {
    const bytes = module.toBinary({}).buffer;
    // Node judges it: the parser's own check knows no shared memory.
    if (webAssembly !== null) new webAssembly.Module(bytes);
    return bytes;
  } finally {
    module.destroy();
  }
}

/** The file beside the source that holds its bytes. */
export function renderKernel(name: string, bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString("base64");
  const identifier = name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  return [
    `// Made by \`npm run kernels\` from ${name}.wat: WebAssembly of ${bytes.length} bytes.`,
    `export const ${identifier}Kernel: string =\n  "${text}";`,
    "",
  ].join("\n");
}

/**
 * The text without what is ours: `%` in a repetition is its number, `%*8` eight times that; `(NAME)` stands for what
 * `(define NAME …)` said last.
 *
 * @throws Error for a name that is not defined, or an end that is missing
 */
export function expandMacros(source: string): string {
  return expand(source.replace(/;;.*$/gm, ""), new Map());
}

function expand(text: string, definitions: Map<string, string>): string {
  const ours = /\((?:repeat\s+(\d+)|define\s+([A-Z]+)|([A-Z]+))(?=[\s)])/g;
  let expanded = "";
  let at = 0;
  for (let found = ours.exec(text); found !== null; found = ours.exec(text)) {
    const [head, count, defined, used] = found;
    const end = closing(text, found.index);
    const body = text.slice(found.index + head.length, end);
    expanded += text.slice(at, found.index);
    if (defined !== undefined) definitions.set(defined, body);
    if (used !== undefined) expanded += expand(definition(used, definitions), definitions);
    if (count !== undefined) expanded += repeated(expand(body, definitions), Number(count));
    at = end + 1;
    ours.lastIndex = at;
  }
  return expanded + text.slice(at);
}

function definition(name: string, definitions: ReadonlyMap<string, string>): string {
  const body = definitions.get(name);
  if (body === undefined) throw new Error(`(${name}) is not defined.`);
  return body;
}

function repeated(body: string, count: number): string {
  const copies = Array.from({ length: count }, (_, i) =>
    body.replace(
      /%(?:\*(\d+))?/g,
      (_match, factor: string | undefined) => `${i * Number(factor ?? 1)}`,
    ),
  );
  return copies.join("\n");
}

/** Where the parenthesis that opens at `start` closes. */
function closing(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if (text[at] === "(") depth++;
    if (text[at] === ")" && --depth === 0) return at;
  }
  throw new Error("A parenthesis has no end.");
}
