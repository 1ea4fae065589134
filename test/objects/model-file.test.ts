import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateSync, gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { PicklejarError } from "../../src/errors.ts";
import { type ReadOptions, readModelFile } from "../../src/objects/model-file.ts";
import { call, pickle, text } from "./hostile/cases.ts";

const folder = mkdtempSync(join(tmpdir(), "picklejar-files-"));
afterAll(() => rmSync(folder, { recursive: true }));

const plain = pickle(text("value"), "STOP");

function write(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

async function errorFrom(
  source: string | Uint8Array,
  options?: ReadOptions,
): Promise<PicklejarError> {
  try {
    await readModelFile(source, options);
  } catch (error) {
    if (error instanceof PicklejarError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("readModelFile", () => {
  it("reads a file and tells what it is", async () => {
    const path = write("model.pkl", Buffer.concat([plain, Buffer.from("rest")]));
    expect(await readModelFile(path)).toMatchObject({
      value: "value",
      name: "model.pkl",
      bytes: plain.length + 4,
      sha256: createHash("sha256").update(plain).update("rest").digest("hex"),
      compression: null,
      writer: "pickle",
      trailingBytes: 4,
      protocol: 4,
    });
  });

  it("reads one layer of compression, and refuses a second", async () => {
    expect(await readModelFile(deflateSync(plain))).toMatchObject({
      value: "value",
      compression: "zlib",
      writer: "joblib",
    });
    // Anybody compresses by gzip.
    expect(await readModelFile(gzipSync(plain))).toMatchObject({
      compression: "gzip",
      writer: "pickle",
    });
    const error = await errorFrom(gzipSync(deflateSync(plain)));
    expect(error.code).toBe("COMPRESSION_NESTED");
    expect(error.details).toMatchObject({ outer: "gzip", inner: "zlib" });
  });

  it("names the file in every error", async () => {
    const attack = write("attack.pkl", pickle(...call("os", "system"), "STOP"));
    expect((await errorFrom(attack)).details).toMatchObject({ file: "attack.pkl" });
    const error = await errorFrom(new Uint8Array(0), { name: "upload.pkl" });
    expect(error.details).toMatchObject({ file: "upload.pkl" });
  });

  it("refuses what is not there", async () => {
    for (const path of ["absent.pkl", "model.pkl/inside", "a\u001b[31m"]) {
      const error = await errorFrom(join(folder, path));
      expect(error.code).toBe("FILE_NOT_FOUND");
      expect(error.message).not.toContain("\u001b");
      expect(error.details).toMatchObject({ file: join(folder, path), folder: process.cwd() });
    }
  });

  it("refuses special files at once", async () => {
    mkdirSync(join(folder, "directory"));
    execFileSync("mkfifo", [join(folder, "fifo")]);
    symlinkSync(join(folder, "loop"), join(folder, "loop"));
    symlinkSync(join(folder, "fifo"), join(folder, "link"));
    const server = createServer().listen(join(folder, "socket"));
    await new Promise((resolve) => server.on("listening", resolve));
    const began = performance.now();
    for (const path of ["directory", "fifo", "link", "socket"]) {
      expect((await errorFrom(join(folder, path))).code).toBe("FILE_NOT_REGULAR");
    }
    for (const path of ["/dev/zero", "/dev/null", "/dev/random"]) {
      expect((await errorFrom(path)).code).toBe("FILE_NOT_REGULAR");
    }
    expect((await errorFrom(join(folder, "loop"))).code).toBe("FILE_UNREADABLE");
    expect(performance.now() - began).toBeLessThan(2000);
    server.close();
  });

  it("refuses a file that is too large before it reads it", async () => {
    const path = write("large.pkl", plain);
    const error = await errorFrom(path, { limits: { fileBytes: plain.length - 1 } });
    expect(error.code).toBe("FILE_TOO_LARGE");
    expect(error.details).toMatchObject({ bytes: plain.length, limit: plain.length - 1 });
    expect(await readModelFile(path, { limits: { fileBytes: plain.length } })).toBeDefined();
  });

  it("reads files without a size up to the limit", async () => {
    expect((await errorFrom("/proc/self/status")).code).toBe("FILE_NOT_A_MODEL");
    const error = await errorFrom("/proc/self/status", { limits: { fileBytes: 100 } });
    expect(error.code).toBe("FILE_TOO_LARGE");
    expect((await errorFrom("/proc/self/mem")).code).toBe("FILE_UNREADABLE");
  });

  it("reads a large file whole, where other threads can read it too", async () => {
    const large = new Uint8Array(5 * 2 ** 20);
    large.set(plain);
    large.set([1, 2, 3], large.length - 3);
    const file = await readModelFile(write("large-file.pkl", large));
    expect(file.content.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(Buffer.compare(file.content, large)).toBe(0);
    expect(file.trailingBytes).toBe(large.length - plain.length);
  });

  it("says when a file may not be read", async () => {
    const path = write("secret.pkl", plain);
    chmodSync(path, 0);
    // Root may read everything.
    if (process.getuid?.() === 0) expect(await readModelFile(path)).toBeDefined();
    else expect((await errorFrom(path)).code).toBe("FILE_UNREADABLE");
  });

  it("stops decompressing at the limit", async () => {
    const bomb = gzipSync(new Uint8Array(2 ** 22));
    const error = await errorFrom(bomb, { limits: { inflatedBytes: 2 ** 20 } });
    expect(error.code).toBe("LIMIT_EXCEEDED");
    expect(error.details).toMatchObject({ limit: "inflatedBytes", value: 2 ** 20 });
  });
});
