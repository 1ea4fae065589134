import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openTerminal } from "./pty.ts";
import { salary } from "./run.ts";

const ctrlC = "\u0003";

/** The longest of the lines that hold no path or address, which are not broken. */
function widest(text: string): number {
  const lines = text.split("\n").filter((line) => !/\/\S{20}|sha256/.test(line));
  return Math.max(...lines.map((line) => line.replace(/^.*\r/, "").length));
}

describe("picklejar serve on a terminal", () => {
  it("shows where it is, a line for each request, its keys, and how it stops", async () => {
    const terminal = openTerminal(60, ["serve", salary, "--port", "0"]);
    await terminal.shows("press h + enter for help");
    expect(terminal.text()).toContain("PICKLEJAR");
    expect(terminal.raw()).toContain("\u001b[32m");
    const [, url = ""] = /Form +(http:\S+)/.exec(terminal.text()) ?? [];
    await fetch(`${url}predict?experience=2&test_score=9&interview_score=6`);
    await terminal.shows(/\d\d:\d\d:\d\d GET \/predict 200 [\d.]+ ms 53,290\.89/);
    terminal.type("h\n");
    await terminal.shows("q + enter");
    terminal.type("u\n");
    await terminal.shows(/h \+ enter {2}[\s\S]*Form +http/);
    expect(widest(terminal.text())).toBeLessThanOrEqual(60);
    terminal.type(ctrlC);
    await terminal.shows("stopping:");
    expect(await terminal.ended()).toBe(0);
    expect(terminal.text()).toContain("\n  stopped\n");
  });

  it("has no keys in CI, no styles with NO_COLOR, no signs without Unicode", async () => {
    const env = { CI: "true", NO_COLOR: "1", LC_ALL: "C" };
    const terminal = openTerminal(80, ["serve", salary, "--port", "0"], env);
    await terminal.shows("Network");
    terminal.type(ctrlC);
    expect(await terminal.ended()).toBe(0);
    expect(terminal.text()).not.toContain("h + enter");
    expect(terminal.raw()).not.toContain("\u001b[3");
    expect(terminal.text()).toMatch(/^[\n\r\x20-\x7e]*$/);
  });
});

describe("picklejar on a terminal", () => {
  it("keeps its reports and errors within the width", async () => {
    const evil = join(tmpdir(), "picklejar-pty-evil.pkl");
    await writeFile(evil, "cposix\nsystem\n(S'id'\ntR.");
    const runs = [
      ["inspect", salary],
      ["inspect", evil],
      ["predict", evil, salary],
    ];
    const texts = await Promise.all(
      runs.map(async (args) => {
        const terminal = openTerminal(60, args);
        await terminal.ended();
        return terminal.text();
      }),
    );
    for (const text of texts) expect(widest(text), text).toBeLessThanOrEqual(60);
    expect(texts[2]).toContain("PICKLE_UNKNOWN_GLOBAL");
  });
});
