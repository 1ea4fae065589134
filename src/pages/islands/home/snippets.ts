// The question in every language, always with the values that stand in the form, and a button to copy it.

import { curlCommand } from "../../curl.ts";
import type { HomeData } from "../../home-data.ts";
import { snippetsOf } from "../../snippets.ts";
import type { AskedInputs } from "./asked-inputs.ts";
import { copyText } from "./copy.ts";
import { element } from "./element.ts";

/** @returns what writes them anew; a form that was not touched shows the example, unless it was answered as it is */
export function startSnippets(
  address: string,
  data: HomeData,
  inputs: AskedInputs,
): (isAnswered?: boolean) => void {
  const tabs = document.querySelector<HTMLElement>(".tabs");
  if (tabs === null) return () => {};
  const codes = [...tabs.querySelectorAll("pre code")];
  const note = tabs.querySelector("p") ?? element("p", { class: "small" });
  const origin = new URL("./", address).href.replace(/\/$/, "");
  addCopy(tabs);
  const beginning = codes.map((code) => code.textContent);
  const update = (isAnswered = false): void => {
    const values = inputs.isEmpty() && !isAnswered ? null : inputs.values();
    // A pasted row has no example here: what the server wrote is one.
    if (values === null && data.shape === "paste") {
      for (const [i, code] of codes.entries()) code.textContent = beginning[i] ?? "";
      return;
    }
    for (const [i, { code }] of snippetsOf(data, origin, values).entries()) {
      const place = codes[i];
      if (place !== undefined) place.textContent = code;
    }
    const { file } = curlCommand(data, origin, values);
    if (file === undefined) note.remove();
    else {
      note.textContent = `with a file row.json that holds ${file}`;
      codes[0]?.parentElement?.before(note);
    }
  };
  return update;
}

function addCopy(tabs: HTMLElement): void {
  const button = element("button", { type: "button", class: "quiet" });
  const label = "Copy";
  button.textContent = label;
  button.addEventListener("click", async () => {
    const shown = [...tabs.querySelectorAll("pre")].find((pre) => pre.checkVisibility());
    const isCopied = await copyText(shown?.textContent ?? "");
    button.textContent = isCopied ? "Copied" : "Not copied";
    setTimeout(() => {
      button.textContent = label;
    }, 2000);
  });
  tabs.append(button);
}
