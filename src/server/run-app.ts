// Running an app as a program: listening, saying so, and stopping at signals.

import { currentHost } from "./app-host.ts";
import { describeError } from "./debug/failure.ts";
import { renderFailure } from "./debug/failure-text.ts";
import { serveAsWorker, workerPlace } from "./debug/worker.ts";
import { type Address, listen } from "./listen.ts";
import type { App, RunOptions } from "./served-app.ts";
import { stopOnSignals } from "./shutdown.ts";

const defaultPort = 5000;

/** @param root  the project's folder */
export async function runApp(app: App, root: string, options: RunOptions): Promise<Address> {
  const host = currentHost();
  if (host !== null) {
    host.onRun(app);
    return { host: "127.0.0.1", port: 0, url: "http://127.0.0.1:0" };
  }
  const place = workerPlace();
  if (place !== null) {
    const address = await serveAsWorker(app.fastify, place, app.watched);
    if (place.isFirst) say(address, true);
    return address;
  }
  const wanted = addressOf(options);
  if (options.debug === true) {
    await app.close();
    const { superviseSelf } = await import("./debug/run.ts");
    return superviseSelf({ root, listen: wanted });
  }
  const address = await listen(app.fastify, wanted);
  stopOnSignals(app.fastify);
  say(address, false);
  return address;
}

/** What was asked for; else what a platform asks for with $PORT; else port 5000 of this machine. */
function addressOf({ port, host, debug = false }: RunOptions): { port: number; host: string } {
  const given = process.env["PORT"] ?? "";
  const isPlatform = port === undefined && /^\d{1,5}$/.test(given);
  // Debug pages show code: never to other machines unless that is asked for.
  const isPublic = isPlatform && !debug;
  return {
    port: port ?? (isPlatform ? Number(given) : defaultPort),
    host: host ?? (isPublic ? "0.0.0.0" : "127.0.0.1"),
  };
}

function say({ url }: Address, debug: boolean): void {
  const mode = debug ? " · debug: changes are live at once" : "";
  process.stdout.write(`  ➜ ${url}/${mode}\n    press Ctrl+C to stop\n`);
}

/** A failure while a request was answered, for the terminal of who works on the app. */
export function failureText(error: unknown, root: string): string {
  return renderFailure(describeError(error, root), root, process.stderr);
}
