// From a kernel's source to the bytes that are shipped: WebAssembly text with one addition, `(repeat 4 …)`, which
// stands for its content four times with `%` replaced by 0, 1, 2 and 3.

import { basename } from "node:path";
import wabt from "wabt";
import { webAssembly } from "../../src/estimators/kernels/web-assembly.ts";

const features = { threads: true, simd: true, bulk_memory: true, sign_extension: true };

/** @throws Error with the line in the expanded text, for a source that is not valid */
export async function compileKernel(path: string, source: string): Promise<Uint8Array> {
  const { parseWat } = await wabt();
  const module = parseWat(basename(path), expandRepeats(source), features);
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

const repeatStart = /\(repeat (\d+)\s/;

/** Innermost first, so that an outer `%` never reaches into an inner repetition. */
export function expandRepeats(source: string): string {
  let text = source.replace(/;;.*$/gm, "");
  for (;;) {
    const start = text.search(/\(repeat (?![\s\S]*\(repeat )/);
    if (start < 0) return text;
    const [head = "", count = "0"] = repeatStart.exec(text.slice(start)) ?? [];
    const end = closing(text, start);
    const body = text.slice(start + head.length, end);
    const copies = Array.from({ length: Number(count) }, (_, i) => body.replaceAll("%", String(i)));
    text = text.slice(0, start) + copies.join("\n") + text.slice(end + 1);
  }
}

/** Where the parenthesis that opens at `start` closes. */
function closing(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if (text[at] === "(") depth++;
    if (text[at] === ")" && --depth === 0) return at;
  }
  throw new Error("A (repeat … has no end.");
}
