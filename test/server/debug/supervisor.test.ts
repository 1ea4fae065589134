// The supervisor with a program of a few lines in the place of a project's.
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { request as openRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { Supervisor } from "../../../src/server/debug/supervisor.ts";

/** Answers /hi as a page and everything else as JSON, each after 20 ms, with the text of words.ts. */
const program = `
import { createServer } from "node:http";
import { words } from "./words.ts";
let count = 0;
const server = createServer((request, response) => {
  count++;
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => setTimeout(() => {
    if (request.url === "/crash") process.exit(3);
    const isPage = request.url === "/hi" || request.url === "/";
    response.setHeader("content-type", isPage ? "text/html; charset=utf-8" : "application/json");
    if (isPage) response.setHeader("etag", '"x"');
    response.end(isPage ? "<body>" + words + "</body>" : JSON.stringify({ words, count, sent: Buffer.concat(chunks).toString() }));
  }, 20));
});
server.listen(0, "127.0.0.1", () => {
  process.send({ event: "ready", port: server.address().port, watched: { roots: [], ignored: [], static: import.meta.dirname + "/static" } });
});
process.on("message", () => server.close(() => process.exit(0)));
process.on("disconnect", () => process.exit(0));
`;

const open: Supervisor[] = [];
afterEach(async () => {
  for (const supervisor of open.splice(0)) await supervisor.stop();
});

interface Started {
  readonly url: string;
  readonly root: string;
  /** What was said on the terminal. */
  readonly said: () => string;
  say(words: string): Promise<void>;
  /** Waits until the page at /hi holds a text. */
  until(text: string, headers?: Record<string, string>): Promise<Response>;
}

async function start(
  words = 'export const words = "one";',
  options: { slowMs?: number } = {},
): Promise<Started> {
  const root = await mkdtemp(join(tmpdir(), "picklejar-"));
  const file = join(root, "app.mjs");
  await writeFile(file, program);
  await writeFile(join(root, "words.ts"), words);
  let said = "";
  const output = new Writable({
    write(chunk, _encoding, done) {
      said += String(chunk);
      done();
    },
  });
  const supervisor = new Supervisor({
    program: { file, args: [] },
    root,
    listen: { port: 0 },
    output,
    ...options,
  });
  open.push(supervisor);
  const { url } = await supervisor.start();
  return {
    url,
    root,
    said: () => said,
    say: (text) => writeFile(join(root, "words.ts"), text),
    async until(text, headers = {}) {
      const end = performance.now() + 10_000;
      for (;;) {
        const response = await fetch(`${url}/hi`, { headers });
        const body = await response.text();
        if (body.includes(text)) return response;
        if (performance.now() > end) throw new Error(`no ${text} in ${body}`);
        await sleep(20);
      }
    },
  };
}

describe("Supervisor", () => {
  it("answers as soon as it listens, with the program's answers, and a script in pages", async () => {
    const { url } = await start();
    const page = await fetch(`${url}/hi`);
    expect(page.status).toBe(200);
    expect(await page.text()).toMatch(/^<body>one<script /);
    expect(page.headers.get("etag")).toBeNull();
    const sent = "x".repeat(300_000);
    const answer = await fetch(`${url}/api`, { method: "POST", body: sent });
    expect(await answer.json()).toMatchObject({ words: "one", sent });
    expect((await fetch(`${url}/hi`, { method: "HEAD" })).status).toBe(200);
  });

  it("loses no request while the program is replaced again and again", async () => {
    const { url, said, say, until } = await start();
    await until("one");
    let isOver = false;
    const seen = new Map<string, number>();
    const client = async (): Promise<void> => {
      while (!isOver) {
        const response = await fetch(`${url}/api`, { method: "POST", body: "x" });
        const { words } = (await response.json()) as { words: string };
        seen.set(words, (seen.get(words) ?? 0) + 1);
        expect(response.status).toBe(200);
      }
    };
    const clients = Array.from({ length: 16 }, client);
    for (const words of ["two", "three", "four"]) {
      await say(`export const words = "${words}";`);
      await until(words);
    }
    isOver = true;
    await Promise.all(clients);
    expect([...seen.keys()].sort()).toEqual(["four", "one", "three", "two"]);
    expect(said().match(/words\.ts changed; reloaded in \d+ ms/g)).toHaveLength(3);
  });

  it("shows what is wrong in pages and on the terminal until it is mended, while the last good code answers the rest", async () => {
    const { url, said, say, until } = await start();
    await until("one");
    await say("export const words = = 2;\n");
    const broken = await until("words.ts:1", { accept: "text/html" });
    expect(broken.status).toBe(500);
    expect(said()).toContain("› 1 │ export const words = = 2;");
    const answer = await fetch(`${url}/api`);
    expect(answer.headers.get("x-picklejar-stale")).not.toBeNull();
    expect(await answer.json()).toMatchObject({ words: "one" });
    await say('export const words = "two";');
    expect((await until("two")).status).toBe(200);
    expect((await fetch(`${url}/api`)).headers.get("x-picklejar-stale")).toBeNull();
  });

  it("has nothing executed by the code before the change for who is shown what is wrong", async () => {
    const { url, say, until } = await start();
    await until("one");
    await say("nonsense(");
    const accept = "text/html";
    await until("words.ts:1", { accept });
    const count = async (): Promise<number> =>
      ((await (await fetch(`${url}/count`)).json()) as { count: number }).count;
    const before = await count();
    const sent = await fetch(`${url}/api`, {
      method: "POST",
      headers: { accept },
      body: new URLSearchParams({ a: "1 & 2" }),
    });
    expect(sent.status).toBe(500);
    // The form is sent again when the code is mended.
    expect(await sent.text()).toContain('data-form="a=1+%26+2"');
    expect((await fetch(`${url}/hi`, { headers: { accept } })).status).toBe(500);
    expect((await fetch(`${url}/`)).status).toBe(500);
    expect(await count()).toBe(before + 1);
    // Who asks for no page is answered by the code before, as before.
    expect(await (await fetch(`${url}/hi`)).text()).toContain("one");
  });

  it("stays up when the program does not even start, and when it ends by itself", async () => {
    const { url, say, until } = await start("nonsense(");
    expect((await until("words.ts:1", { accept: "text/html" })).status).toBe(500);
    const answer = await fetch(`${url}/api`);
    expect(answer.status).toBe(500);
    expect(await answer.json()).toMatchObject({ code: "INTERNAL", status: 500 });
    await say('export const words = "one";');
    await until("one");
    expect((await fetch(`${url}/crash`)).status).toBe(502);
    await until("with code 3", { accept: "text/html" });
    await say('export const words = "two";');
    await until("two");
  });

  it("says that the program has not started, and ends it at the next change", async () => {
    const { url, root, said, say, until } = await start(undefined, { slowMs: 1500 });
    await until("one");
    await say(
      `import { writeFileSync } from "node:fs";
writeFileSync(import.meta.dirname + ".pid", String(process.pid));
export const words = "two"; for (;;);`,
    );
    const accept = "text/html";
    expect((await until("NOT_STARTED", { accept })).status).toBe(500);
    expect(said()).toContain("has not started after 1.5 s");
    expect(await (await fetch(`${url}/api`)).json()).toMatchObject({ words: "one" });
    const pid = Number(await readFile(`${root}.pid`, "utf8"));
    await rm(`${root}.pid`);
    await say('export const words = "three";');
    expect((await until("three", { accept })).status).toBe(200);
    expect(() => process.kill(pid, 0)).toThrow();
  });

  it("takes a program that starts late", async () => {
    const { until, said } = await start(
      'await new Promise((resolve) => setTimeout(resolve, 1200)); export const words = "one";',
      { slowMs: 300 },
    );
    const accept = "text/html";
    await until("NOT_STARTED", { accept });
    expect((await until("<body>one", { accept })).status).toBe(200);
    expect(said().match(/NOT_STARTED/g)).toHaveLength(1);
  });

  it("tells open pages when they are out of date, and of new styles without a new program", async () => {
    const { url, root, say, until } = await start();
    const page = await (await fetch(`${url}/hi`)).text();
    const state = /data-state="([^"]+)"/.exec(page)?.[1];
    const events = await fetch(`${url}/_picklejar/events`);
    const reader = (events.body ?? new ReadableStream())
      .pipeThrough(new TextDecoderStream())
      .getReader();
    const next = async (): Promise<string> => (await reader.read()).value ?? "";
    expect(await next()).toContain(`data: ${state}\n`);
    await say('export const words = "two";');
    const changed = await next();
    expect(changed).toMatch(/^data: /);
    expect(changed).not.toContain(state);
    await until("two");
    await mkdir(join(root, "static"));
    await writeFile(join(root, "static", "style.css"), "p {}");
    expect(await next()).toContain("event: styles");
    await reader.cancel();
  });

  it("shows the project's code to nobody who asks by another name", async () => {
    const { url, until } = await start("nonsense(");
    await until("words.ts", { accept: "text/html" });
    const port = new URL(url).port;
    const ask = (path: string): Promise<{ status: number; body: string }> =>
      new Promise((resolve, reject) => {
        const headers = { host: `evil.example:${port}`, accept: "text/html" };
        openRequest({ port, path, headers }, (response) => {
          let body = "";
          response.on("data", (chunk) => {
            body += chunk;
          });
          response.on("end", () => resolve({ status: response.statusCode ?? 0, body }));
        })
          .on("error", reject)
          .end();
      });
    expect((await ask("/_picklejar/events")).status).toBe(403);
    const page = await ask("/");
    expect(page.status).toBe(500);
    expect(page.body).not.toContain("words.ts");
  });
});
