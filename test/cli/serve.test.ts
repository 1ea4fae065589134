import { copyFile, mkdtemp, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCli, salary, serve } from "./run.ts";

const record = { experience: 2, test_score: 9, interview_score: 6 };

async function ask(url: string): Promise<{ prediction: number }> {
  const response = await fetch(new URL("predict", url), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(record),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as { prediction: number };
}

describe("picklejar serve", () => {
  it("answers, logs the request and ends with 0 at SIGTERM", async () => {
    const server = await serve([salary, "--port", "0"]);
    expect(server.ready.host).toBe("127.0.0.1");
    expect((await ask(server.ready.url)).prediction).toBeCloseTo(53290.89255944764, 6);
    expect(await server.stop()).toBe(0);
    const lines = server.output().trim().split("\n").slice(1);
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({
      event: "request",
      method: "POST",
      path: "/predict",
      status: 200,
    });
  });

  it("takes the port of $PORT and listens on every address there", async () => {
    const port = await freePort();
    const server = await serve([salary], { PORT: String(port) });
    expect(server.ready).toMatchObject({ port, host: "0.0.0.0" });
    await ask(server.ready.url);
    expect(await server.stop()).toBe(0);
  });

  it("takes the next free port when the default is in use, and refuses when the port was asked for", async () => {
    const busy = createServer();
    const port = await new Promise<number>((resolve) => {
      busy.once("error", () => resolve(5000));
      busy.listen(5000, "127.0.0.1", () => resolve(5000));
    });
    const server = await serve([salary]);
    expect(server.ready.port).toBeGreaterThan(port);
    await ask(server.ready.url);
    await server.stop();
    const { code, stderr } = await runCli(["serve", salary, "--port", String(port)]);
    expect(code).toBe(1);
    expect(stderr).toContain("PORT_BUSY");
    busy.close();
  });

  it("serves the only model of a folder, and asks which of several", async () => {
    const folder = await mkdtemp(join(tmpdir(), "picklejar-"));
    await copyFile(salary, join(folder, "model.pkl"));
    const server = await serve([folder, "--port", "0"]);
    await ask(server.ready.url);
    await server.stop();
    await writeFile(join(folder, "scaler.pkl"), "");
    const { code, stderr } = await runCli(["serve", folder]);
    expect(code).toBe(2);
    expect(stderr).toContain("model.pkl, scaler.pkl");
  });

  it("refuses a hostile file before it listens", async () => {
    const folder = await mkdtemp(join(tmpdir(), "picklejar-"));
    const file = join(folder, "model.pkl");
    await writeFile(file, "cposix\nsystem\n(S'id'\ntR.");
    const { code, stdout, stderr } = await runCli(["serve", file]);
    expect(code).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toContain("posix.system");
    expect(stderr).toContain("Nothing was executed");
  });
});

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}
