// What open pages are told while a project is worked on: that they are out of date, or their styles are
// (server-sent events).

import type { IncomingMessage, ServerResponse } from "node:http";

/** The address of the events. */
export const eventsPath = "/_picklejar/events";

const beatMs = 20_000;

/** The pages that listen. */
export class PageEvents {
  readonly #pages = new Set<ServerResponse>();
  readonly #beat: NodeJS.Timeout;
  #state: string;

  /** @param state  what pages made now are marked with */
  constructor(state: string) {
    this.#state = state;
    // Proxies on the way close what is silent.
    this.#beat = setInterval(() => this.#send(": still here\n\n"), beatMs);
    this.#beat.unref();
  }

  /** Pages marked otherwise load themselves again. */
  get state(): string {
    return this.#state;
  }

  set state(state: string) {
    this.#state = state;
    this.#send(`data: ${state}\n\n`);
  }

  /** Pages fetch their style sheets again. */
  refreshStyles(): void {
    this.#send("event: styles\ndata: \n\n");
  }

  /** Adds a page, which learns the state at once: it may have changed since the page was made. */
  add(request: IncomingMessage, response: ServerResponse): void {
    response.writeHead(200, {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      connection: "keep-alive",
    });
    response.write(`retry: 500\ndata: ${this.#state}\n\n`);
    this.#pages.add(response);
    request.once("close", () => this.#pages.delete(response));
  }

  close(): void {
    clearInterval(this.#beat);
    for (const page of this.#pages) page.end();
    this.#pages.clear();
  }

  #send(text: string): void {
    for (const page of this.#pages) page.write(text);
  }
}

/**
 * The program in every page: it listens, and loads the page or its style sheets again. Tabs in the background do not
 * listen: a browser has six connections for all of them.
 */
export const pageScript: string = `(() => {
  const { state, form: sent } = document.currentScript.dataset;
  let source;
  const reload = () => {
    source?.close();
    if (sent === "") { location.reload(); return; }
    const form = document.createElement("form");
    form.method = "post";
    form.hidden = true;
    for (const [name, value] of new URLSearchParams(sent)) {
      const input = document.createElement("textarea");
      input.name = name;
      input.value = value;
      form.append(input);
    }
    document.body.append(form);
    HTMLFormElement.prototype.submit.call(form);
  };
  const listen = () => {
    if (document.hidden) { source?.close(); source = undefined; return; }
    if (source) return;
    source = new EventSource(${JSON.stringify(eventsPath)});
    source.onmessage = ({ data }) => { if (data !== state) reload(); };
    source.addEventListener("styles", () => {
      for (const old of document.querySelectorAll('link[rel~="stylesheet"][href]')) {
        const url = new URL(old.href);
        if (url.origin !== location.origin) continue;
        url.searchParams.set("_picklejar", Date.now().toString(36));
        const link = old.cloneNode();
        link.href = url.href;
        link.onload = link.onerror = () => old.remove();
        old.after(link);
      }
    });
  };
  document.addEventListener("visibilitychange", listen);
  addEventListener("pageshow", listen);
  addEventListener("pagehide", () => { source?.close(); source = undefined; });
  listen();
})();`;
