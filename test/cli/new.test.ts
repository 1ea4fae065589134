// `picklejar new` as a user has it: made, installed, tested and started, here and as Heroku would.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { root, runCli } from "./run.ts";

const starters = {
  salary: { query: "experience=2&test_score=9&interview_score=6", answer: "53,290.89" },
  iris: {
    query: "sepal_length=5.1&sepal_width=3.5&petal_length=1.4&petal_width=0.2",
    answer: "Iris setosa",
  },
  text: { query: "text=You+charged+me+twice", answer: "billing" },
} as const;

/** Nothing of this repository: only the Node that runs the tests, and the system. */
function cleanEnv(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const { HOME, npm_config_cache } = process.env;
  const path = `${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`;
  return { HOME, npm_config_cache, PATH: path, NO_COLOR: "1", ...more };
}

const running: ChildProcess[] = [];
afterEach(async () => {
  for (const child of running.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    // npm passes no signal on: the whole group is told, as a terminal's Ctrl-C does.
    process.kill(-(child.pid ?? 0), "SIGTERM");
    await once(child, "close");
  }
});

function run(
  command: string,
  args: readonly string[],
  cwd: string,
  env = cleanEnv(),
): { child: ChildProcess; output: () => string } {
  const child = spawn(command, args, {
    cwd,
    env,
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  running.push(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  return { child, output: () => output };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}

async function answerOf(url: string, output: () => string): Promise<string> {
  for (const end = performance.now() + 60_000; performance.now() < end; await sleep(50)) {
    const response = await fetch(url, { headers: { accept: "text/html" } }).catch(() => null);
    if (response?.status === 200) return response.text();
  }
  throw new Error(`no answer at ${url}: ${output()}`);
}

/** Waits for a line: what a program wrote comes through the pipes of those that started it. */
async function said(output: () => string, line: RegExp): Promise<void> {
  for (const end = performance.now() + 30_000; performance.now() < end; await sleep(20)) {
    if (line.test(output())) return;
  }
  expect(output()).toMatch(line);
}

// Packages are fetched and unpacked.
describe("picklejar new", { timeout: 240_000 }, () => {
  for (const [name, { query, answer }] of Object.entries(starters)) {
    it(`makes a ${name} project whose tests pass and which starts`, async () => {
      const folder = await mkdtemp(join(tmpdir(), "picklejar-"));
      const target = join(folder, `my-${name}`);
      const made = await runCli(["new", target, "--template", name]);
      expect([made.code, made.stderr]).toEqual([0, "Installing packages …\n"]);
      const names = await readdir(target);
      for (const file of [
        "model.pkl",
        "model.ts",
        "app.ts",
        "templates",
        "static",
        "data",
        "test",
        "README.md",
        "Procfile",
        "package.json",
        ".gitignore",
      ]) {
        expect(names).toContain(file);
      }
      for (const file of [
        "package.json",
        "README.md",
        "static/css/style.css",
        "templates/layout.html",
      ]) {
        expect(await readFile(join(target, file), "utf8")).not.toMatch(/__[A-Z]+__/);
      }
      const tests = run("npm", ["test"], target);
      const [code] = await once(tests.child, "close");
      expect([code, tests.output()]).toEqual([0, expect.stringContaining("fail 0")]);
      const port = await freePort();
      const server = run("npm", ["start"], target, cleanEnv({ PORT: String(port) }));
      const page = await answerOf(`http://127.0.0.1:${port}/predict?${query}`, server.output);
      expect(page).toContain(answer);
    });
  }

  it("makes projects that a Procfile runner starts in a clean folder, and that stop in order", async () => {
    const folder = await mkdtemp(join(tmpdir(), "picklejar-"));
    const target = join(folder, "jobs");
    expect((await runCli(["new", target])).code).toBe(0);
    const port = await freePort();
    const foreman = join(root, "node_modules", "foreman", "nf.js");
    const args = [foreman, "start", "-p", String(port)];
    const platform = run(process.execPath, args, target);
    const { query, answer } = starters.salary;
    const page = await answerOf(`http://127.0.0.1:${port}/predict?${query}`, platform.output);
    expect(page).toContain(answer);
    // On every address, as a platform's router needs it, and with the log on standard output.
    await said(platform.output, /"host":"0\.0\.0\.0"/);
    await said(platform.output, /"event":"request".*"path":"\/predict","status":200/);
    platform.child.kill("SIGTERM");
    await once(platform.child, "close");
    // The runner does not wait for its processes; the server goes when idle connections had their time.
    const isUp = (): Promise<boolean> =>
      fetch(`http://127.0.0.1:${port}/`).then(
        () => true,
        () => false,
      );
    for (let i = 0; i < 200 && (await isUp()); i++) await sleep(50);
    expect(await isUp()).toBe(false);
  });

  it("refuses folders that hold something, and names and templates that are none", async () => {
    const folder = await mkdtemp(join(tmpdir(), "picklejar-"));
    await mkdir(join(folder, "full"));
    await writeFile(join(folder, "full", "mine.txt"), "x");
    for (const args of [
      [join(folder, "full")],
      [join(folder, "a b!")],
      [join(folder, "x"), "--template", "salery"],
    ]) {
      const { code, stderr } = await runCli(["new", ...args]);
      expect([code, stderr.includes("USAGE")]).toEqual([2, true]);
    }
    expect(await readdir(folder)).toEqual(["full"]);
    expect(await readFile(join(folder, "full", "mine.txt"), "utf8")).toBe("x");
  });
});
