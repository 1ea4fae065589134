// docs/batch.md: every command on the page prints what the page says, one after the other in one folder.

import { execFile } from "node:child_process";
import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root, type Serving, salary, serve } from "./run.ts";

const run = promisify(execFile);
const page = await readFile(join(root, "docs/batch.md"), "utf8");

/** A block of commands, and the block of text behind it. */
const steps = [...page.matchAll(/```sh\n([\s\S]*?)```\n\n```text\n([\s\S]*?)```/g)].map(
  ([, commands = "", output = ""]) => ({ commands, output }),
);

describe("docs/batch.md", () => {
  let server: Serving;
  let cwd = "";
  const here = (text: string): string =>
    text.replaceAll("http://localhost:5000/", server.ready.url);

  beforeAll(async () => {
    cwd = await mkdtemp(join(tmpdir(), "picklejar-batch-"));
    server = await serve([salary, "--port", "0"]);
  });
  afterAll(() => server.stop());

  it("has commands for every task", () => {
    expect(steps).toHaveLength(page.match(/```sh/g)?.length ?? 0);
    expect(steps.length).toBeGreaterThan(4);
  });

  for (const { commands, output } of steps) {
    it(`prints what it says after: ${commands.split("\n", 1)[0]}`, async () => {
      const { stdout } = await run("bash", ["-c", here(commands)], { cwd });
      expect(stdout).toBe(output);
    });
  }

  it("gives Python what it says", async () => {
    // Machines that only serve models often have none.
    const hasPython = await run("python3", ["--version"]).then(
      () => true,
      () => false,
    );
    if (!hasPython) return;
    const script = here(/```python\n([\s\S]*?)```/.exec(page)?.[1] ?? "");
    const { stdout } = await run("python3", ["-c", script], { cwd });
    const [first = "", second = ""] = stdout.trim().split("\n");
    expect(JSON.parse(first).prediction).toBe(53290.89255944764);
    expect(JSON.parse(second)).toMatchObject({ line: 2, error: { code: "INPUT_INVALID" } });
  });
});
