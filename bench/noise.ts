// Whether this machine gives what it promises: one busy loop alone, and two at once. Where two at once take much longer,
// the second core is somebody else's, and figures of several threads say nothing.

import { spawn } from "node:child_process";
import { join } from "node:path";
import { benchFolder } from "./folders.ts";

export interface Noise {
  readonly soloMs: number;
  readonly bothMs: number;
}

export async function measureNoise(): Promise<Noise> {
  const soloMs = await busyLoop();
  const both = await Promise.all([busyLoop(), busyLoop()]);
  return { soloMs, bothMs: Math.max(...both) };
}

function busyLoop(): Promise<number> {
  const done = Promise.withResolvers<number>();
  const child = spawn(process.execPath, [join(benchFolder, "peers", "busy.ts")], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  child.stdout.setEncoding("utf8").on("data", (text: string) => done.resolve(Number(text)));
  child.on("error", done.reject);
  return done.promise;
}
