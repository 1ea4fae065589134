// Debug mode: one process that owns the listening socket, and behind it one that runs the project's code and is
// replaced whenever a file changes. No request is lost: those under way are answered by the code they met.
//
// After a change that does not start, who asks for a page is shown what is wrong, and nothing is executed for it;
// everything else is answered by the last code that did start; with none, by a problem document.

import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { extname, join, sep } from "node:path";
import { type Address, type ListenOptions, listenOn } from "../listen.ts";
import { prefersHtml, prefersJson } from "../negotiation.ts";
import { eventsPath, PageEvents } from "./events.ts";
import { describeDelay, type Failure } from "./failure.ts";
import { displayPath, renderFailure } from "./failure-text.ts";
import { Generation, type Program } from "./generation.ts";
import { overlayPolicy, renderOverlay } from "./overlay.ts";
import { isOwnHost } from "./own-host.ts";
import { addPageScript, widenPolicy } from "./page-script.ts";
import { type Page, type PageHead, relay, relayUpgrade, sentForm } from "./relay.ts";
import { Watcher } from "./watcher.ts";
import type { WatchedPaths } from "./worker.ts";

// A program that takes longer to start may never do, milliseconds.
const defaultSlowMs = 10_000;

export interface SupervisorOptions {
  readonly program: Program;
  /** The project's folder, watched until the program says what else belongs to it. */
  readonly root: string;
  /** What is watched of the project until the program says; its folder unless told. */
  readonly watched?: readonly string[];
  readonly listen: ListenOptions;
  /** Looks at the files regularly instead of waiting for the system's notices. */
  readonly polls?: boolean;
  /** After how many milliseconds it is told that the program has not started; 10 000 unless told. */
  readonly slowMs?: number;
  /** Where it is told what happens; standard error unless told. */
  readonly output?: NodeJS.WritableStream;
}

/** A project that is worked on, being served. */
export class Supervisor {
  readonly #options: SupervisorOptions;
  readonly #output: NodeJS.WritableStream;
  readonly #server: Server;
  readonly #watcher: Watcher;
  readonly #events: PageEvents;
  /** Tells this supervisor from those before it. */
  readonly #id: string = randomUUID().slice(0, 8);
  #address: Address | undefined;
  /** Whether the program has been ready once. */
  #hasStarted = false;
  #states = 0;
  #current: Generation | null = null;
  #starting: Generation | null = null;
  #slow: NodeJS.Timeout | undefined;
  #failure: Failure | null = null;
  #static: string | null = null;
  #isStopping = false;
  /** Who waits for the first start or failure. */
  #waiting: (() => void)[] = [];

  constructor(options: SupervisorOptions) {
    this.#options = options;
    this.#output = options.output ?? process.stderr;
    this.#events = new PageEvents(this.#nextState());
    this.#server = createServer(
      { requestTimeout: 0, keepAliveTimeout: 5000, requireHostHeader: false },
      (request, response) => void this.#answer(request, response),
    );
    this.#server.on("upgrade", (request, socket: Socket, head) => {
      const port = this.#current?.port ?? null;
      if (port === null) socket.destroy();
      else relayUpgrade(request, socket, head, port);
    });
    this.#watcher = new Watcher({
      roots: options.watched ?? [options.root],
      ignored: new Set(),
      ...(options.polls === undefined ? {} : { polls: options.polls }),
      onChange: (paths) => this.#change(paths),
    });
  }

  /** Listens and starts the program. @throws as `listenOn` */
  async start(): Promise<Address> {
    this.#address = await listenOn(this.#server, this.#options.listen);
    this.#launch(null);
    return this.#address;
  }

  /** Stops listening, lets what is under way be answered, and ends the program. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    clearTimeout(this.#slow);
    this.#watcher.close();
    this.#events.close();
    this.#starting?.kill();
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeIdleConnections();
    this.#settle();
    await this.#current?.retire();
    this.#server.closeAllConnections();
    await closed;
  }

  #change(paths: readonly string[]): void {
    const folder = this.#static === null ? null : this.#static + sep;
    const isStatic = folder !== null && paths.every((path) => path.startsWith(folder));
    if (isStatic && this.#failure === null) {
      if (paths.every((path) => extname(path) === ".css")) this.#events.refreshStyles();
      else this.#events.state = this.#nextState();
      this.#say(`${this.#names(paths)} changed; pages refresh`);
      return;
    }
    this.#launch(paths);
  }

  /** Starts the program as it is now. @param changed  why; null at the first start */
  #launch(changed: readonly string[] | null): void {
    const { program, root } = this.#options;
    if (this.#address === undefined || this.#isStopping) return;
    this.#starting?.kill();
    const since = performance.now();
    const place = { address: this.#address, isFirst: !this.#hasStarted };
    const generation: Generation = new Generation(program, place, root, {
      onReady: (watched) => {
        this.#adopt(generation, watched);
        if (changed === null) return;
        const ms = Math.round(performance.now() - since);
        this.#say(`${this.#names(changed)} changed; reloaded in ${ms} ms`);
      },
      onOutput: (text) => this.#output.write(text),
      onFailure: (failure) => this.#fail(generation, failure),
    });
    this.#starting = generation;
    clearTimeout(this.#slow);
    const { slowMs = defaultSlowMs } = this.#options;
    this.#slow = setTimeout(() => this.#tellSlow(slowMs), slowMs);
  }

  /** A large model may still be read, so the program is left running: a change ends it. */
  #tellSlow(ms: number): void {
    this.#show(describeDelay(ms), "waiting for it, or for a change");
  }

  #adopt(generation: Generation, watched: WatchedPaths): void {
    if (generation !== this.#starting) return;
    void this.#current?.retire();
    this.#current = generation;
    this.#hasStarted = true;
    this.#starting = null;
    clearTimeout(this.#slow);
    this.#failure = null;
    this.#static = watched.static;
    const { root, watched: first = [root] } = this.#options;
    const more = watched.roots.filter((path) => !first.some((known) => isInside(path, known)));
    this.#watcher.retarget({
      roots: [...new Set([...first, ...more])],
      ignored: new Set(watched.ignored),
    });
    this.#events.state = this.#nextState();
    this.#settle();
  }

  #fail(generation: Generation, failure: Failure): void {
    if (generation === this.#starting) {
      this.#starting = null;
      clearTimeout(this.#slow);
    } else if (generation === this.#current) this.#current = null;
    else return;
    this.#show(failure, "waiting for a change");
  }

  /** Shows on the terminal and in pages why the program does not run. @param next  what is waited for */
  #show(failure: Failure, next: string): void {
    this.#failure = failure;
    this.#events.state = this.#nextState();
    this.#output.write(`\n${renderFailure(failure, this.#options.root, this.#output)}`);
    this.#say(next);
    this.#settle();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url?.split("?", 1)[0] ?? "";
    if (path === eventsPath && request.method === "GET") {
      if (this.#isOwn(request)) this.#events.add(request, response);
      else response.writeHead(403).end();
      return;
    }
    if (this.#current === null && this.#failure === null) await this.#settled();
    const port = this.#current?.port ?? null;
    const isStale = this.#failure !== null;
    // What would be done by the code before the change, its answer never seen, is not done.
    const isOverlaid = isStale && this.#isOwn(request) && wantsPage(request);
    if (this.#current === null || port === null || isOverlaid) {
      this.#explain(request, response);
      return;
    }
    relay(request, response, {
      port,
      headers: isStale ? [["x-picklejar-stale", "the code before the last change"]] : [],
      editPage: (head) => (html) => this.#editPage(head, html),
      onFailure: (error) => {
        const detail = `The server's process did not answer: ${error.message}.`;
        sendProblem(response, 502, detail);
      },
      onEnd: this.#current.enter(),
    });
  }

  #editPage({ status, policy, form }: PageHead, html: string): Page {
    const page = addPageScript(html, this.#events.state, form);
    return {
      status,
      html: page,
      policy: policy === undefined ? undefined : widenPolicy(policy),
    };
  }

  #overlay(failure: Failure, form: string): Page {
    const page = renderOverlay(failure, this.#options.root);
    const html = addPageScript(page, this.#events.state, form);
    return { status: 500, html, policy: widenPolicy(overlayPolicy) };
  }

  /** Answers without the program. */
  #explain(request: IncomingMessage, response: ServerResponse): void {
    const failure = this.#failure;
    const form = sentForm(request);
    request.resume();
    if (failure === null) sendProblem(response, 503, "The server is stopping.");
    else if (!this.#isOwn(request)) sendProblem(response, 500, "The program has not started.");
    else if (!wantsPage(request)) {
      sendProblem(response, 500, sentence(failure, this.#options.root));
    } else {
      request.once("end", () => {
        const { status, html, policy } = this.#overlay(failure, form());
        response.writeHead(status, {
          "content-type": "text/html; charset=utf-8",
          "content-security-policy": policy ?? overlayPolicy,
          "cache-control": "no-store",
        });
        response.end(request.method === "HEAD" ? undefined : html);
      });
    }
  }

  /** Whether the request's Host is this machine's: another site's page must not read the project's code. */
  #isOwn({ headers }: IncomingMessage): boolean {
    return isOwnHost(headers.host, this.#address?.host ?? "");
  }

  /** Resolves when there is a program, or a reason why not. */
  #settled(): Promise<void> {
    if (this.#isStopping) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #settle(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  #nextState(): string {
    return `${this.#id}-${++this.#states}`;
  }

  #names(paths: readonly string[]): string {
    const shown = paths.slice(0, 3).map((path) => displayPath(path, this.#options.root));
    const rest = paths.length - shown.length;
    return rest > 0 ? `${shown.join(", ")} and ${rest} more` : shown.join(", ");
  }

  #say(text: string): void {
    const time = new Date().toTimeString().slice(0, 8);
    this.#output.write(`  ${time} ${text}\n`);
  }
}

function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(join(folder, sep));
}

/** Whether a request is for a page: the page's own path is one unless JSON is asked for. */
function wantsPage({ url = "", headers: { accept } }: IncomingMessage): boolean {
  return /^\/(\?|$)/.test(url) ? !prefersJson(accept) : prefersHtml(accept);
}

function sentence(failure: Failure, root: string): string {
  const { code, message, place } = failure;
  const where = place === null ? "" : ` (${displayPath(place.file, root)}:${place.line})`;
  return `${code}: ${message}${where}`;
}

function sendProblem(response: ServerResponse, status: number, detail: string): void {
  const title = status === 503 ? "Service Unavailable" : "Internal Server Error";
  const code = status === 503 ? "SERVER_STOPPING" : "INTERNAL";
  const hint = "The terminal of the server shows more.";
  const body = JSON.stringify({
    type: "about:blank",
    title,
    status,
    code,
    detail,
    hint,
    issues: [],
  });
  response.writeHead(status, {
    "content-type": "application/problem+json; charset=utf-8",
    "cache-control": "no-store",
  });
  response.end(body);
}
