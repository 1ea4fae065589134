// A server whose reader goes away, as when what had started it is killed: it was left behind, and ends as at SIGTERM.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { request as ask, type IncomingMessage } from "node:http";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { root, salary } from "./run.ts";

describe("picklejar serve whose output nobody reads any more", () => {
  it("answers what is under way, takes nothing new, and ends", async () => {
    const main = join(root, "dist", "cli", "main.js");
    const child = spawn(process.execPath, [main, "serve", salary, "--port", "0"], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    const [line] = (await once(child.stdout, "data")) as [Buffer];
    const { url } = JSON.parse(line.toString()) as { url: string };
    const headers = { "content-type": "text/csv" };
    const batch = ask(new URL("batch", url), { method: "POST", headers });
    const answered = once(batch, "response") as Promise<[IncomingMessage]>;
    batch.write("experience,test_score,interview_score\n2,9,6\n");
    child.stdout.destroy();
    const ended = once(child, "exit");
    // Every request is a line that cannot be written, until none is taken any more.
    const isOpen = (): Promise<boolean> =>
      fetch(new URL("model", url), { headers: { connection: "close" } }).then(
        async (response) => (await response.text()) !== "",
        () => false,
      );
    while (await isOpen());
    batch.end("2,9,6\n");
    const [response] = await answered;
    const lines = (await response.toArray()).join("").trim().split("\n");
    expect([response.statusCode, lines.length]).toEqual([200, 3]);
    expect(await ended).toEqual([0, null]);
  });
});
