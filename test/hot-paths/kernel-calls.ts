// Counts the calls of WebAssembly functions, which V8's coverage does not see.

export interface KernelCalls {
  count: number;
}

/** Counts all calls of instances that are made from now on. */
export function countKernelCalls(): KernelCalls {
  const calls = { count: 0 };
  const platform = (globalThis as unknown as { WebAssembly: { Instance: InstanceClass } })
    .WebAssembly;
  platform.Instance = new Proxy(platform.Instance, {
    construct: (Instance, args: [object, object]) => {
      const { exports } = new Instance(...args);
      const counted = Object.entries(exports).map(([name, value]) => [
        name,
        countedValue(value, calls),
      ]);
      return { exports: Object.fromEntries(counted) };
    },
  });
  return calls;
}

type InstanceClass = new (module: object, imports: object) => { readonly exports: object };

function countedValue(value: unknown, calls: KernelCalls): unknown {
  if (typeof value !== "function") return value;
  return (...args: readonly unknown[]): unknown => {
    calls.count++;
    return value(...args);
  };
}
