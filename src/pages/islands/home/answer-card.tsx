// The answer's card in the browser: drawn anew for every answer, with a mark where the one before was.

import { render } from "preact";
import { Answer, AnswerFacts } from "../../answer.tsx";
import type { AnswerView } from "../../answer-view.ts";
import { copyText } from "./copy.ts";
import { element } from "./element.ts";
import { startFeedback } from "./feedback.ts";

export class AnswerCard {
  readonly #body = document.querySelector<HTMLElement>("#answer-body");
  readonly #facts = document.querySelector<HTMLElement>("#answer-facts");
  /** The answer that is shown. */
  #view: AnswerView | null = null;
  /** The one that it is compared with. */
  #before: AnswerView | null = null;
  #isAdopted = false;
  #label = "Copy link";

  constructor() {
    startFeedback();
  }

  show(view: AnswerView): void {
    this.#view = view;
    this.#label = "Copy link";
    this.#draw();
    this.#body?.classList.remove("stale");
    const json = document.querySelector("#json");
    if (json !== null) json.textContent = view.json;
  }

  /** The answer shown is what the next ones are compared with. */
  remember(): void {
    this.#before = this.#view;
  }

  /** The answer shown is none to what stands in the form. */
  fade(): void {
    if (this.#view !== null) this.#body?.classList.add("stale");
  }

  #draw(): void {
    const view = this.#view;
    if (view === null || this.#body === null || this.#facts === null) return;
    if (!this.#isAdopted) {
      this.#body.replaceChildren();
      this.#facts.replaceChildren();
      this.#isAdopted = true;
    }
    render(<Answer view={view} before={this.#before} />, this.#body);
    const copy = { label: this.#label, onClick: (event: Event) => void this.#copy(event) };
    render(<AnswerFacts view={view} copy={copy} />, this.#facts);
    this.#peek(view.short);
  }

  /** The answer beside the button, on phones. */
  #peek(short: string): void {
    let peek = document.querySelector<HTMLAnchorElement>(".peek");
    if (peek === null) {
      peek = element("a", { class: "peek", href: "#answer" });
      document.querySelector(".actions")?.append(peek);
    }
    peek.textContent = short;
    peek.setAttribute("aria-label", `Answer: ${short}`);
  }

  async #copy(event: Event): Promise<void> {
    const link = event.currentTarget as HTMLAnchorElement;
    event.preventDefault();
    this.#label = (await copyText(link.href)) ? "Link copied" : "Copy link";
    this.#draw();
  }
}
