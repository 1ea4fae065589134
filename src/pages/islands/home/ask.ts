// Asks the server what the form asks, without leaving the page. The latest answer wins.

import type { HomeView } from "../../home-view.ts";
import { homeViewType } from "../../view-type.ts";

/** What came of a question. */
export type Outcome =
  | { readonly kind: "view"; readonly view: HomeView }
  | { readonly kind: "failure"; readonly message: string };

/** Asks questions of which only the last one matters. */
export class Asker {
  readonly #form: HTMLFormElement;
  readonly #address: string;
  #current: AbortController | null = null;

  constructor(form: HTMLFormElement, address: string) {
    this.#form = form;
    this.#address = address;
  }

  /** @returns null where another question came in between */
  async ask(): Promise<Outcome | null> {
    this.#current?.abort();
    const current = new AbortController();
    this.#current = current;
    const pairs = [...new FormData(this.#form)].map(([name, value]) => [name, String(value)]);
    try {
      const response = await fetch(this.#address, {
        method: "POST",
        headers: { accept: homeViewType },
        body: new URLSearchParams(pairs),
        signal: current.signal,
      });
      const outcome = await read(response);
      return current.signal.aborted ? null : outcome;
    } catch {
      if (current.signal.aborted) return null;
      return { kind: "failure", message: "The server cannot be reached. Is it running?" };
    }
  }

  /** What is under way is of no interest any more. */
  cancel(): void {
    this.#current?.abort();
  }
}

async function read(response: Response): Promise<Outcome> {
  const type = response.headers.get("content-type") ?? "";
  if (type.startsWith(homeViewType)) {
    return { kind: "view", view: (await response.json()) as HomeView };
  }
  // A page that says what is wrong: its second line is the sentence.
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const detail = page.querySelector("main h1 + p")?.textContent;
  return {
    kind: "failure",
    message: detail || `The server answered ${response.status} ${response.statusText}.`,
  };
}
