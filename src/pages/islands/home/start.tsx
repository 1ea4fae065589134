// The home page in the browser: what is typed, asked and answered, brought together.

import type { AnswerView } from "../../answer-view.ts";
import type { HomeData } from "../../home-data.ts";
import type { HomeView } from "../../home-view.ts";
import { addShortcuts } from "../shell/keys.ts";
import { showStatus } from "../shell/start.ts";
import { AnswerCard } from "./answer-card.tsx";
import { Asker } from "./ask.ts";
import type { AskedInputs } from "./asked-inputs.ts";
import { element } from "./element.ts";
import { startHistory } from "./history.tsx";
import { LiveSwitch } from "./live.ts";
import { clearProblem, showProblem } from "./problems.tsx";
import { startSnippets } from "./snippets.ts";

// After the last change of a control, milliseconds.
const liveDelay = 80;

// An answer that stayed this long is what the next ones are compared with, and is kept in the history.
const settledMs = 1000;

/** What the page holds for its program. */
export interface HomeParts {
  /** Its properties may be fields of the model: a field `action` hides the form's own. */
  readonly form: HTMLFormElement;
  /** The card around the form, which hears all that happens in it. */
  readonly card: HTMLElement;
  readonly data: HomeData;
}

/** @returns null on a page without a form */
export function homeParts(): HomeParts | null {
  const form = document.querySelector<HTMLFormElement>("#form");
  const json = document.querySelector("#home-data")?.textContent;
  const card = document.querySelector<HTMLElement>(".inputs");
  if (form === null || card === null || !json) return null;
  return { form, card, data: JSON.parse(json) as HomeData };
}

export function startHome({ form, card: place, data }: HomeParts, inputs: AskedInputs): void {
  // Beside the page asked for, whatever its name: `./` or `./form`.
  const address = new URL(`./${data.path}`, location.href).href;
  const asker = new Asker(form, address);
  const card = new AnswerCard();
  const updateSnippets = startSnippets(address, data, inputs);
  const live = new LiveSwitch(() => schedule());
  const history = startHistory(data, (texts) => {
    inputs.fill(texts);
    updateSnippets();
    void predict(true);
  });
  let timer = 0;
  let settling = 0;

  const schedule = (): void => {
    clearTimeout(timer);
    if (live.isOn && inputs.isComplete()) timer = window.setTimeout(predict, liveDelay, false);
    else card.fade();
  };

  /** @param isAsked  whether somebody pressed a button, and wants to be told what is wrong */
  async function predict(isAsked: boolean): Promise<void> {
    clearTimeout(timer);
    clearTimeout(settling);
    const texts = inputs.texts();
    const outcome = await asker.ask();
    if (outcome === null) return;
    if (outcome.kind === "failure") {
      showStatus(outcome.message.includes("reached") ? "not reachable" : "ready");
      card.fade();
      showProblem({ summary: outcome.message, issues: [] }, inputs, isAsked);
      return;
    }
    showStatus("ready");
    const { answer, problem } = outcome.view;
    if (problem !== null) {
      card.fade();
      showProblem(problem, inputs, isAsked);
      return;
    }
    clearProblem();
    if (answer === null) return;
    settle(outcome.view, texts, isAsked);
  }

  function settle(
    { answer }: HomeView,
    texts: ReadonlyMap<string, string>,
    isAsked: boolean,
  ): void {
    if (answer === null) return;
    card.show(answer);
    updateSnippets(true);
    live.learn(answer.ms);
    keepAddress(answer);
    const keep = (): void => {
      card.remember();
      history.add(texts, answer);
    };
    if (isAsked) keep();
    else settling = window.setTimeout(keep, settledMs);
  }

  place.addEventListener("submit", (event) => {
    event.preventDefault();
    void predict(true);
  });
  place.addEventListener("input", () => {
    updateSnippets();
    schedule();
  });
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[data-example]");
    if (link === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    inputs.fill(new Map(new URL(link.href).searchParams));
    updateSnippets();
    void predict(true);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void predict(true);
  });
  document.addEventListener("copy", copyExact);
  addRandom(inputs, () => {
    updateSnippets();
    void predict(true);
  });
  addShortcuts(
    { keys: "Enter", does: "Predict, from a field of one line" },
    { keys: "Ctrl Enter", does: "Predict, from anywhere" },
  );
}

/** The address holds what the answer is to: a reload, a bookmark shows it again. */
function keepAddress({ link }: AnswerView): void {
  if (link !== null) window.history.replaceState(null, "", link);
}

/** A number that is copied has all its digits. */
function copyExact(event: ClipboardEvent): void {
  const selection = document.getSelection();
  const place = selection?.anchorNode?.parentElement?.closest<HTMLElement>("[data-exact]");
  const exact = place?.dataset["exact"];
  if (!exact || !place || !selection) return;
  if (!place.contains(selection.focusNode)) return;
  const isWhole = selection.toString().trim() === place.textContent?.trim();
  if (!isWhole) return;
  event.clipboardData?.setData("text/plain", exact);
  event.preventDefault();
}

function addRandom(inputs: AskedInputs, ask: () => void): void {
  if (inputs.randomize === undefined) return;
  const button = element("button", { type: "button", class: "quiet" });
  button.textContent = "Random example";
  button.addEventListener("click", () => {
    inputs.randomize?.();
    ask();
  });
  document.querySelector(".aside > a")?.after(button);
}
