// Counts the work of WebAssembly, which V8's coverage does not see: every module that is compiled from now on is metered.

import { meteredModule } from "./metered-module.ts";

/** Entries of functions and turns of loops, since the beginning. */
export interface KernelWork {
  count(): number;
}

interface Platform {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: object) => { readonly exports: object };
}

export function countKernelWork(): KernelWork {
  const counters: { readonly value: number }[] = [];
  const platform = (globalThis as unknown as { readonly WebAssembly: Platform }).WebAssembly;
  platform.Module = new Proxy(platform.Module, {
    construct: (Module, [bytes]: [Uint8Array]) => {
      // Whoever compiles it may go on without it where that fails; here it must not.
      try {
        return new Module(meteredModule(bytes));
      } catch (error) {
        console.error(error);
        process.exit(1);
      }
    },
  });
  platform.Instance = new Proxy(platform.Instance, {
    construct: (Instance, args: [object, object]) => {
      const instance = new Instance(...args);
      const counter: unknown = Reflect.get(instance.exports, "metered");
      counters.push(counter as { readonly value: number });
      return instance;
    },
  });
  return { count: () => counters.reduce((sum, { value }) => sum + (value >>> 0), 0) };
}
