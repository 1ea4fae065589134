// Debug mode as a user has it: `picklejar serve --debug`, and `node app.ts` with `app.run({ debug: true })`.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFile, mkdir, mkdtemp, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { root, salary } from "./run.ts";

const code = (answer: string): string => `
import { createApp } from "picklejar/server";
const app = await createApp({ project: import.meta.dirname });
app.route("/hi", () => ${answer});
await app.run({ debug: true, port: 0 });
`;

const running: ChildProcess[] = [];
afterEach(async () => {
  for (const child of running.splice(0)) {
    if (child.exitCode !== null) continue;
    child.kill("SIGTERM");
    await once(child, "close");
  }
});

async function project(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "picklejar-"));
  await copyFile(salary, join(folder, "model.pkl"));
  await writeFile(join(folder, "package.json"), '{"type":"module"}');
  await mkdir(join(folder, "node_modules"));
  await symlink(root, join(folder, "node_modules", "picklejar"));
  await writeFile(join(folder, "app.ts"), code('"Hello world"'));
  return folder;
}

interface Running {
  readonly url: string;
  readonly child: ChildProcess;
  readonly output: () => string;
  /** Waits for words on the terminal. */
  says(words: RegExp): Promise<unknown>;
  until(path: string, text: string, accept?: string): Promise<Response>;
}

async function start(folder: string, args: readonly string[]): Promise<Running> {
  const { PORT: _port, ...env } = process.env;
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: { ...env, NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.push(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  const url = await waitFor(
    () => /(http:\/\/127\.0\.0\.1:\d+)\//.exec(output)?.[1],
    () => `no address in: ${output}`,
  );
  return {
    url,
    child,
    output: () => output,
    says: (words) =>
      waitFor(
        () => words.exec(output) ?? undefined,
        () => `no ${words} in: ${output}`,
      ),
    until: (path, text, accept = "text/html") =>
      waitFor(
        async () => {
          const response = await fetch(url + path, { headers: { accept } });
          const body = await response.text();
          return body.includes(text) ? response : undefined;
        },
        () => `no ${text} at ${path}; the terminal: ${output}`,
      ),
  };
}

async function waitFor<T>(
  look: () => T | undefined | Promise<T | undefined>,
  why: () => string,
): Promise<T> {
  for (const end = performance.now() + 40_000; performance.now() < end; ) {
    const found = await look();
    if (found !== undefined) return found;
    await sleep(30);
  }
  throw new Error(why());
}

const main = join(root, "dist", "cli", "main.js");
const ways = [
  ["picklejar serve --debug", [main, "serve", ".", "--debug", "--port", "0"]],
  ["node app.ts", ["app.ts"]],
] as const;

describe("picklejar serve --debug --log", () => {
  it("is not started again by what it writes itself", async () => {
    const folder = await project();
    const server = await start(folder, [
      main,
      "serve",
      ".",
      "--debug",
      "--port",
      "0",
      "--log",
      "answers.txt",
    ]);
    const path = "/predict?experience=2&test_score=9&interview_score=6";
    for (let i = 0; i < 20; i++) await server.until(path, "53290.89", "application/json");
    await sleep(1500);
    await writeFile(join(folder, "app.ts"), code('"Hello moon"'));
    await server.says(/app\.ts changed; reloaded/);
    expect(server.output()).not.toContain("answers.txt changed");
  });
});

for (const [name, args] of ways) {
  describe(`${name}, debug`, () => {
    it("has changed code live at once, and shows broken code until it is mended", async () => {
      const folder = await project();
      const server = await start(folder, args);
      await server.until("/hi", "Hello world");
      await writeFile(join(folder, "app.ts"), code('"Hello moon"'));
      await server.until("/hi", "Hello moon");
      await writeFile(join(folder, "app.ts"), code('"Hello sun" +'));
      const broken = await server.until("/hi", "app.ts:4");
      expect(broken.status).toBe(500);
      await server.says(/› 4 │ app\.route\("\/hi", \(\) => "Hello sun" \+\);/);
      // Told once: not as Node dumps it, too.
      expect(server.output()).not.toMatch(/Node\.js v\d/);
      const answer = await fetch(
        `${server.url}/predict?experience=2&test_score=9&interview_score=6`,
      );
      expect([answer.status, answer.headers.has("x-picklejar-stale")]).toEqual([200, true]);
      await writeFile(join(folder, "app.ts"), code('"Hello stars"'));
      expect((await server.until("/hi", "Hello stars")).status).toBe(200);
      server.child.kill("SIGTERM");
      expect(await once(server.child, "close")).toEqual([0, null]);
    });

    it("has a changed model live at once, and shows one that is refused", async () => {
      const folder = await project();
      const server = await start(folder, args);
      const path = "/predict?experience=2&test_score=9&interview_score=6";
      await server.until(path, "53290.89", "application/json");
      await writeFile(join(folder, "model.pkl"), "cposix\nsystem\n(S'id'\ntR.");
      await server.until("/", "posix.system");
      await copyFile(salary, join(folder, "model.pkl"));
      await server.until("/", "Predict");
    });

    it("tells what stops the program once, on the terminal too", async () => {
      const folder = await project();
      const server = await start(folder, args);
      await server.until("/hi", "Hello world");
      await writeFile(join(folder, "picklejar.config.json"), '{"titel": 1, "fields": []}');
      await server.until("/hi", "CONFIG_INVALID");
      await server.says(/waiting for a change/);
      expect(server.output().match(/✖ CONFIG_INVALID/g)).toHaveLength(1);
      expect(server.output()).not.toContain("    at ");
    });

    it("shows where a handler failed, in the page and on the terminal", async () => {
      const folder = await project();
      await writeFile(join(folder, "app.ts"), code("null.x"));
      const server = await start(folder, args);
      await server.until("/hi", "app.ts:4");
      await server.says(/› 4 │/);
      const json = await fetch(`${server.url}/hi`, { headers: { accept: "application/json" } });
      expect([json.status, (await json.text()).includes("null")]).toEqual([500, false]);
    });
  });
}
