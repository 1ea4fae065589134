// Sends the form and says how far that is; the server's answer leads to the job's own page.

import { sizeWords } from "../../batch/batch-words.ts";

interface Problem {
  readonly detail?: string;
  readonly hint?: string;
}

/** @param say  shows a sentence; `isBad` where it is an error */
export function startSending(
  form: HTMLFormElement,
  say: (text: string, isBad?: boolean) => void,
  check: () => string | null,
): void {
  const button = form.querySelector<HTMLButtonElement>("button[type=submit]");
  let request: XMLHttpRequest | null = null;
  const label = button?.textContent ?? "";
  const rest = (): void => {
    request = null;
    if (button !== null) button.textContent = label;
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (request !== null) {
      request.abort();
      return;
    }
    const reason = check();
    if (reason !== null) {
      say(reason, true);
      return;
    }
    const sent = new XMLHttpRequest();
    request = sent;
    if (button !== null) button.textContent = "Cancel";
    sent.open("POST", form.action);
    sent.setRequestHeader("accept", "application/json");
    sent.upload.addEventListener("progress", ({ loaded, total }) => {
      const share = total === 0 ? 100 : Math.floor((100 * loaded) / total);
      say(
        share < 100 ? `Sending: ${share} % of ${sizeWords(total)}` : "Sent. It begins in a moment.",
      );
    });
    sent.addEventListener("load", () => {
      const answer = parsed(sent.responseText);
      if (sent.status === 202 && typeof answer.id === "string") {
        location.assign(`jobs/${answer.id}`);
        return;
      }
      rest();
      say([answer.detail ?? `The server answered ${sent.status}.`, answer.hint].join(" "), true);
    });
    sent.addEventListener("error", () => {
      rest();
      say("The server did not answer: it may have stopped, or refused the size of the file.", true);
    });
    sent.addEventListener("abort", () => {
      rest();
      say("Nothing was sent.");
    });
    say("Sending …");
    sent.send(new FormData(form));
  });
  // Coming back by the browser's history finds the page as it was left.
  addEventListener("pageshow", () => {
    rest();
    say("");
  });
}

function parsed(text: string): Problem & { readonly id?: unknown } {
  try {
    return JSON.parse(text) as Problem;
  } catch {
    return {};
  }
}
