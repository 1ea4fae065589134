// The little of WebAssembly's interface that kernels need; null where the platform has none or keeps it off.

export interface WasmMemory {
  readonly buffer: SharedArrayBuffer;
  /** @throws RangeError beyond the maximum, or where the system gives no more */
  grow(pages: number): number;
}

interface WasmInstance {
  readonly exports: object;
}

interface WebAssemblyPlatform {
  readonly Memory: new (options: {
    readonly initial: number;
    readonly maximum: number;
    readonly shared: true;
  }) => WasmMemory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => WasmInstance;
}

/** Bytes in a page of memory. */
export const pageBytes: number = 65_536;

// Declared here and not taken from the browser's types, which know no memory that is always shared.
export const webAssembly: WebAssemblyPlatform | null =
  (globalThis as unknown as { readonly WebAssembly?: WebAssemblyPlatform }).WebAssembly ?? null;
