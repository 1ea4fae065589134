// SIGTERM to the command itself while clients with kept connections ask as fast as they can: ten times, and every
// request that was sent is answered, logged and kept. Rounds end by counts, never by the clock.

import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { jsonRequest, RawClient } from "../server/raw-client.ts";
import { type Serving, salary, serve } from "./run.ts";

const rounds = 10;
const clients = 12;
const one = jsonRequest("/predict", "[2, 9, 6]");
const table = `experience,test_score,interview_score\n${"2,9,6\n".repeat(50)}`;
const many = jsonRequest("/predict", table).replace("application/json", "text/csv");

interface Told {
  sent: number;
  answered: number;
  resets: number;
}

/** Asks until the server says that the connection ends, or has closed it. */
async function askOn(client: RawClient, request: string, told: Told, onAnswer: () => void) {
  for (;;) {
    told.sent++;
    client.send(request);
    const response = await client.read();
    if (response?.status !== 200) break;
    told.answered++;
    onAnswer();
    if (response.headers.get("connection") === "close") break;
  }
  await client.closed();
  if (client.wasReset) told.resets++;
}

/** One request that is half sent before the signal, and whole after it. */
async function askInHalves(port: number, told: Told, stopped: Promise<void>): Promise<void> {
  const client = await RawClient.open(port);
  const half = one.length - 4;
  client.send(one.slice(0, half));
  await stopped;
  told.sent++;
  client.send(one.slice(half));
  if ((await client.read())?.status === 200) told.answered++;
  await client.closed();
  if (client.wasReset) told.resets++;
}

/** One round: SIGTERM comes after `answers` answers. */
async function stopUnderLoad(server: Serving, answers: number) {
  const { port } = server.ready;
  const told: Told = { sent: 0, answered: 0, resets: 0 };
  const enough = Promise.withResolvers<void>();
  const signalled = Promise.withResolvers<void>();
  const onAnswer = (): void => {
    if (told.answered >= answers) enough.resolve();
  };
  const halves = askInHalves(port, told, signalled.promise);
  const idle = await RawClient.open(port);
  const open = await Promise.all(Array.from({ length: clients }, () => RawClient.open(port)));
  const runs = open.map((client, i) => askOn(client, i % 4 === 3 ? many : one, told, onAnswer));
  await enough.promise;
  const exit = server.stop();
  signalled.resolve();
  await Promise.all([...runs, halves, idle.closed()]);
  if (idle.wasReset) told.resets++;
  return { ...told, exit: await exit };
}

describe("SIGTERM under load", () => {
  it(`loses, resets and forgets nothing, ${rounds} times`, async () => {
    const folder = await mkdtemp(join(tmpdir(), "picklejar-stop-"));
    for (let round = 0; round < rounds; round++) {
      const log = join(folder, `${round}.jsonl`);
      const server = await serve([salary, "--port", "0", "--log", log]);
      const { sent, answered, resets, exit } = await stopUnderLoad(server, 40 + 37 * round);
      expect({ answered, resets, exit }).toEqual({ answered: sent, resets: 0, exit: 0 });
      const lines = server.output().trim().split("\n").slice(1);
      expect(lines).toHaveLength(sent);
      const kept = (await readFile(log, "utf8")).trim().split("\n");
      const ids = new Set(kept.map((line) => JSON.parse(line).id));
      expect(ids.size).toBe(sent);
    }
  }, 240_000);
});
