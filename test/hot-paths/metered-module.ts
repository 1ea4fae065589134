// WebAssembly that counts itself: a module gets one more global, `metered`, which grows by one at every entry of a function
// and at every turn of a loop. Coverage does not see what kernels do; this does.
//
// @see https://webassembly.github.io/spec/core/binary/ – sections, instructions and their immediates

const sections = { import: 2, global: 6, export: 7, code: 10 } as const;
const order = [1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 10, 11];

/** @throws where an instruction is not known */
export function meteredModule(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const found = readSections(bytes);
  const globals = found.get(sections.global);
  const own = globals === undefined ? 0 : new Reader(globals).number();
  const index = importedGlobals(found.get(sections.import)) + own;
  // A variable i32 that begins as 0.
  found.set(sections.global, appended(globals, [0x7f, 0x01, 0x41, 0x00, 0x0b]));
  const name = [...new TextEncoder().encode("metered")];
  found.set(
    sections.export,
    appended(found.get(sections.export), [name.length, ...name, 0x03, ...number(index)]),
  );
  const code = found.get(sections.code);
  if (code !== undefined) found.set(sections.code, meteredCode(code, index));
  const parts = order.flatMap((id) => {
    const content = found.get(id);
    return content === undefined ? [] : [Uint8Array.of(id, ...number(content.length)), content];
  });
  return new Uint8Array(Buffer.concat([bytes.subarray(0, 8), ...parts]));
}

/** The sections by their ids, without those of names, which mean nothing to the engine. */
function readSections(bytes: Uint8Array): Map<number, Uint8Array> {
  const reader = new Reader(bytes, 8);
  const found = new Map<number, Uint8Array>();
  while (reader.at < bytes.length) {
    const id = reader.byte();
    const content = reader.take(reader.number());
    if (id !== 0) found.set(id, content);
  }
  return found;
}

/** A section of a vector with one more item. */
function appended(section: Uint8Array | undefined, item: readonly number[]): Uint8Array {
  const reader = new Reader(section ?? Uint8Array.of(0));
  const count = reader.number();
  return Uint8Array.of(...number(count + 1), ...reader.rest(), ...item);
}

function importedGlobals(section: Uint8Array | undefined): number {
  if (section === undefined) return 0;
  const reader = new Reader(section);
  let globals = 0;
  for (let left = reader.number(); left > 0; left--) {
    reader.take(reader.number());
    reader.take(reader.number());
    const kind = reader.byte();
    if (kind === 0) reader.number();
    else if (kind === 3) globals++;
    if (kind === 1 || kind === 3) reader.byte();
    if (kind === 1 || kind === 2) reader.take(0, (reader.byte() & 1) + 1);
    if (kind === 3) reader.byte();
  }
  return globals;
}

function meteredCode(section: Uint8Array, index: number): Uint8Array {
  const reader = new Reader(section);
  const count = reader.number();
  const bodies = Array.from({ length: count }, () => {
    const body = meteredBody(reader.take(reader.number()), index);
    return Buffer.concat([Uint8Array.from(number(body.length)), body]);
  });
  return new Uint8Array(Buffer.concat([Uint8Array.from(number(count)), ...bodies]));
}

function meteredBody(body: Uint8Array, index: number): Uint8Array {
  const reader = new Reader(body);
  const add = Uint8Array.of(0x23, ...number(index), 0x41, 0x01, 0x6a, 0x24, ...number(index));
  for (let left = reader.number(); left > 0; left--) reader.take(0, 1, 1);
  const parts = [body.subarray(0, reader.at), add];
  while (reader.at < body.length) {
    const start = reader.at;
    const isLoop = reader.instruction() === 0x03;
    parts.push(body.subarray(start, reader.at));
    if (isLoop) parts.push(add);
  }
  return new Uint8Array(Buffer.concat(parts));
}

/** LEB128, unsigned. */
function number(value: number): readonly number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...number(value >>> 7)];
}

class Reader {
  readonly #bytes: Uint8Array;
  at: number;

  constructor(bytes: Uint8Array, at = 0) {
    this.#bytes = bytes;
    this.at = at;
  }

  byte(): number {
    return this.#bytes[this.at++] ?? 0;
  }

  number(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  }

  /** Some bytes, after which there are numbers, and then single bytes, that are passed over. */
  take(length: number, numbers = 0, bytes = 0): Uint8Array {
    const taken = this.#bytes.subarray(this.at, this.at + length);
    this.at += length;
    for (; numbers > 0; numbers--) this.number();
    this.at += bytes;
    return taken;
  }

  rest(): Uint8Array {
    return this.#bytes.subarray(this.at);
  }

  /** Passes over an instruction. @returns its first byte */
  instruction(): number {
    const code = this.byte();
    if (code >= 0x02 && code <= 0x04) this.number();
    else if (code === 0x0c || code === 0x0d || code === 0x10) this.number();
    else if (code === 0x0e) this.take(0, this.number() + 1);
    else if (code === 0x11) this.take(0, 2);
    else if (code === 0x1c) this.take(this.number());
    else if (code >= 0x20 && code <= 0x26) this.number();
    else if (code >= 0x28 && code <= 0x3e) this.take(0, 2);
    else if (code === 0x3f || code === 0x40) this.byte();
    else if (code === 0x41 || code === 0x42) this.number();
    else if (code === 0x43) this.take(4);
    else if (code === 0x44) this.take(8);
    else if (code === 0xfc) this.#bulk(this.number());
    else if (code === 0xfd) this.#vector(this.number());
    else if (code === 0xfe) this.#atomic(this.number());
    else if (code > 0xc4) throw new Error(`instruction ${code.toString(16)} is not known`);
    return code;
  }

  /** Of saturating conversions, memory and tables. */
  #bulk(code: number): void {
    if (code === 8 || code === 10 || code === 12 || code === 14) this.take(0, 2);
    else if (code > 7) this.number();
  }

  #vector(code: number): void {
    const isLane = code >= 84 && code <= 91;
    if (code <= 11 || isLane || code === 92 || code === 93) this.take(0, 2);
    if (code === 12 || code === 13) this.take(16);
    if (isLane || (code >= 21 && code <= 34)) this.byte();
  }

  #atomic(code: number): void {
    if (code === 3) this.byte();
    else this.take(0, 2);
  }
}
