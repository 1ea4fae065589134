// A kernel made ready: its bytes, compiled when they are first needed, on the memory that all kernels share.

import { webAssembly } from "../../bytes/web-assembly.ts";
import { type KernelMemory, kernelMemory } from "./kernel-memory.ts";

/** A kernel's functions, and the memory that their addresses mean. */
export interface Kernel<Functions> {
  readonly functions: Functions;
  readonly memory: KernelMemory;
}

/** Kernels whose functions another one calls, by the name that it imports them from. */
type Callees = Readonly<Record<string, () => Kernel<object> | null>>;

/**
 * A kernel of this thread, compiled at the first call: for bytes as few as these that takes about a millisecond.
 *
 * @param bytes  of a `*.generated.ts`, base64
 * @returns      null where there is no WebAssembly, or one without vectors or threads, or no memory for it
 */
export function lazyKernel<Functions extends object>(
  bytes: string,
  callees: Callees = {},
): () => Kernel<Functions> | null {
  let kernel: Kernel<Functions> | null | undefined;
  return () => {
    if (kernel === undefined) kernel = loadKernel<Functions>(bytes, callees, kernelMemory());
    return kernel;
  };
}

function loadKernel<Functions extends object>(
  bytes: string,
  callees: Callees,
  memory: KernelMemory | null,
): Kernel<Functions> | null {
  if (webAssembly === null || memory === null) return null;
  try {
    const module = new webAssembly.Module(Buffer.from(bytes, "base64"));
    const functions = Object.entries(callees).map(([name, load]) => [name, load()?.functions]);
    const imports = { ...Object.fromEntries(functions), kernel: { memory: memory.imported } };
    const instance = new webAssembly.Instance(module, imports);
    // What a kernel exports is what its source says; the test compiles that source anew.
    return { functions: instance.exports as Functions, memory };
  } catch {
    return null;
  }
}
