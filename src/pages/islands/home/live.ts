// The switch for answers while a control moves. On by default where the model is quick; what is chosen is kept.

import { element } from "./element.ts";

const key = "picklejar-live";

// Slower than this, in 95 of 100 answers, is no live feel, milliseconds.
const quickMs = 50;
const maxKept = 40;

export class LiveSwitch {
  readonly #box: HTMLInputElement;
  #isChosen = false;
  readonly #times: number[] = [];

  /** @param onStart  told when it is switched on */
  constructor(onStart: () => void) {
    this.#box = element("input", { type: "checkbox", role: "switch" });
    const label = element("label", { class: "switch", title: "Answer while the inputs change" });
    label.append(this.#box, "Live");
    const kept = readKept();
    this.#isChosen = kept !== null;
    this.#box.checked = kept ?? true;
    this.#box.addEventListener("change", () => {
      this.#isChosen = true;
      try {
        localStorage.setItem(key, String(this.#box.checked));
      } catch {}
      if (this.#box.checked) onStart();
    });
    document.querySelector("#inputs")?.append(label);
  }

  get isOn(): boolean {
    return this.#box.checked;
  }

  /** Takes note of how long the model took. */
  learn(ms: number): void {
    if (this.#times.push(ms) > maxKept) this.#times.shift();
    if (this.#isChosen) return;
    const sorted = this.#times.toSorted((a, b) => a - b);
    this.#box.checked = (sorted[Math.floor((sorted.length - 1) * 0.95)] ?? 0) < quickMs;
  }
}

function readKept(): boolean | null {
  try {
    const text = localStorage.getItem(key);
    return text === null ? null : text === "true";
  } catch {
    return null;
  }
}
