import { mkdir, mkdtemp, rename, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { changedFiles, takeSnapshot } from "../../../src/server/debug/snapshot.ts";
import { Watcher } from "../../../src/server/debug/watcher.ts";

const open: Watcher[] = [];
afterEach(() => {
  for (const watcher of open.splice(0)) watcher.close();
});

interface Watched {
  readonly root: string;
  readonly told: string[][];
  readonly watcher: Watcher;
  /** Waits until there are `count` tellings. */
  until(count: number): Promise<void>;
}

async function watchNew(options: { polls?: boolean; ignored?: string[] } = {}): Promise<Watched> {
  const root = await mkdtemp(join(tmpdir(), "picklejar-"));
  await writeFile(join(root, "app.ts"), "one");
  const told: string[][] = [];
  const { ignored = [], ...rest } = options;
  const watcher = new Watcher({
    roots: [root],
    ignored: new Set(ignored.map((name) => join(root, name))),
    onChange: (paths) => told.push(paths.map((path) => path.slice(root.length + 1))),
    ...rest,
  });
  open.push(watcher);
  const until = async (count: number): Promise<void> => {
    const end = performance.now() + 8000;
    while (told.length < count && performance.now() < end) await sleep(10);
    expect(told.length).toBeGreaterThanOrEqual(count);
  };
  return { root, told, watcher, until };
}

for (const polls of [false, true]) {
  describe(`Watcher, ${polls ? "looking by itself" : "told by the system"}`, () => {
    it("tells of changed, new, replaced and removed files, in new folders too", async () => {
      const { root, told, until } = await watchNew({ polls });
      await writeFile(join(root, "app.ts"), "two");
      await until(1);
      expect(told[0]).toEqual(["app.ts"]);
      await mkdir(join(root, "templates", "parts"), { recursive: true });
      await writeFile(join(root, "templates", "parts", "a.html"), "a");
      await until(2);
      expect(told[1]).toEqual(["templates/parts/a.html"]);
      await writeFile(join(root, "templates", "parts", "a.html"), "bb");
      await until(3);
      await writeFile(join(root, "app.ts.tmp"), "three");
      await rename(join(root, "app.ts.tmp"), join(root, "app.ts"));
      await until(4);
      expect(told[3]).toEqual(["app.ts"]);
      await rm(join(root, "templates"), { recursive: true });
      await until(5);
      expect(told[4]).toEqual(["templates/parts/a.html"]);
    });
  });
}

describe("Watcher", () => {
  it("is silent about what is not the project's, and about files that were only touched", async () => {
    const { root, told } = await watchNew({ ignored: ["predictions.txt"] });
    await utimes(join(root, "app.ts"), new Date(), new Date());
    await writeFile(join(root, "app.ts"), "one");
    await mkdir(join(root, "node_modules", "x"), { recursive: true });
    await writeFile(join(root, "node_modules", "x", "index.js"), "x");
    await mkdir(join(root, ".git"));
    await writeFile(join(root, ".git", "HEAD"), "x");
    await writeFile(join(root, "predictions.jsonl"), "{}");
    await writeFile(join(root, "predictions.txt"), "{}");
    await sleep(500);
    expect(told).toEqual([]);
  });

  it("tells of several files that change together at once", async () => {
    const { root, told, until } = await watchNew();
    for (let i = 0; i < 10; i++) await writeFile(join(root, `f${i}.ts`), "x");
    await until(1);
    await sleep(300);
    expect(told).toHaveLength(1);
    expect(told[0]).toHaveLength(10);
  });

  it("watches files that lie elsewhere from when it is told of them", async () => {
    const { root, told, watcher, until } = await watchNew();
    const elsewhere = await mkdtemp(join(tmpdir(), "picklejar-"));
    const model = join(elsewhere, "model.pkl");
    await writeFile(model, "a");
    watcher.retarget({ roots: [root, model], ignored: new Set() });
    await sleep(200);
    expect(told).toEqual([]);
    await writeFile(join(elsewhere, "new.pkl"), "b");
    await rename(join(elsewhere, "new.pkl"), model);
    await until(1);
    expect(told).toHaveLength(1);
  });
});

describe("changedFiles", () => {
  it("compares large files by time and size", async () => {
    const root = await mkdtemp(join(tmpdir(), "picklejar-"));
    const options = { roots: [root], ignored: new Set<string>() };
    const path = join(root, "model.pkl");
    await writeFile(path, Buffer.alloc(2 ** 21));
    const before = takeSnapshot(options);
    await utimes(path, new Date(1), new Date(1));
    const after = takeSnapshot(options, before);
    expect(changedFiles(before, after)).toEqual([path]);
    expect(changedFiles(after, takeSnapshot(options, after))).toEqual([]);
  });
});
