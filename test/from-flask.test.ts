// docs/from-flask.md says only what is so: its files are written and its commands run, one after the other.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root, salary } from "./cli/run.ts";

interface Block {
  /** `sh`, `text`, `ts` … */
  readonly kind: string;
  /** The file that it is; "" for none. */
  readonly file: string;
  readonly text: string;
  /** The heading above it. */
  readonly section: string;
}

const folder = mkdtempSync(join(tmpdir(), "picklejar-"));
const page = readFileSync(join(root, "docs", "from-flask.md"), "utf8");
const blocks = readBlocks(page);
let port = 0;
let server: ChildProcess | null = null;

beforeAll(async () => {
  copyFileSync(salary, join(folder, "model.pkl"));
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(root, join(folder, "node_modules", "picklejar"));
  mkdirSync(join(folder, ".bin"));
  const command = join(folder, ".bin", "picklejar");
  writeFileSync(command, `#!/bin/sh\nexec "${process.execPath}" "${root}/dist/cli/main.js" "$@"\n`);
  chmodSync(command, 0o755);
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  ({ port } = probe.address() as { port: number });
  await new Promise((resolve) => probe.close(resolve));
});
afterAll(stopServer);

describe("docs/from-flask.md", () => {
  const sections = [...new Set(blocks.map(({ section }) => section))];
  for (const section of sections) {
    const own = blocks.filter((block) => block.section === section);
    if (!own.some(({ kind, file }) => kind === "sh" || file !== "")) continue;
    it(`does what it says under "${section}"`, async () => {
      let output = "";
      for (const { kind, file, text } of own) {
        if (file !== "") {
          mkdirSync(dirname(join(folder, file)), { recursive: true });
          writeFileSync(join(folder, file), text);
        } else if (kind === "sh") {
          output = "";
          for (const line of text.trim().split("\n")) output += await runLine(line);
        } else if (kind === "text") {
          expect(output.trim()).toContain(text.trim());
        }
      }
    });
  }

  it("runs something in every step but the first", () => {
    expect(blocks.filter(({ kind }) => kind === "sh").length).toBeGreaterThan(10);
  });
});

function readBlocks(markdown: string): Block[] {
  const found: Block[] = [];
  let section = "";
  for (const [, heading, kind = "", file = "", text = ""] of markdown.matchAll(
    /^## (.+)$|^```([\w-]*)(?: (\S+))?\n([\s\S]*?)^```$/gm,
  )) {
    if (heading !== undefined) section = heading;
    else found.push({ kind, file, text, section });
  }
  return found;
}

function env(): NodeJS.ProcessEnv {
  const PATH = `${join(folder, ".bin")}:${dirname(process.execPath)}:${process.env["PATH"]}`;
  return { ...process.env, PATH, PORT: String(port), NO_COLOR: "1" };
}

/** What a line of a shell prints; servers go on in the background. */
async function runLine(line: string): Promise<string> {
  const command = line.replaceAll("localhost:5000", `localhost:${port}`);
  if (/^(node app\.ts|picklejar serve)$/.test(command)) {
    await stopServer();
    const [file = "", ...args] = command.split(" ");
    server = spawn(file, args, { cwd: folder, env: env(), stdio: ["ignore", "ignore", "inherit"] });
    for (let i = 0; i < 400; i++) {
      const isUp = await fetch(`http://127.0.0.1:${port}/health/live`).then(
        () => true,
        () => false,
      );
      if (isUp) return "";
      await sleep(25);
    }
    throw new Error(`${command} does not answer`);
  }
  const shell = promisify(execFile);
  return (await shell("bash", ["-c", command], { cwd: folder, env: env() })).stdout;
}

async function stopServer(): Promise<void> {
  if (server === null || server.exitCode !== null) return;
  server.kill("SIGINT");
  await once(server, "close");
  server = null;
}
