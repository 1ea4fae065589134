// The page that stands where a broken one would: what is wrong, where, and the lines to mend.

import { createHash } from "node:crypto";
import { escapeHtml } from "../../pages/template.tsx";
import { show } from "../../text.ts";
import type { Failure } from "./failure.ts";
import { displayPath } from "./failure-text.ts";

const styles = `
:root { color-scheme: light dark; --ink: light-dark(#1d2420, #e6ebe7); --soft: light-dark(#5b665f, #9caaa1); --paper: light-dark(#fbfaf6, #151917); --card: light-dark(#fff, #1c211e); --line: light-dark(#dfe3dc, #313833); --red: light-dark(#a32118, #ff8a7c); --tint: light-dark(#fdecea, #3a1d1a); }
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/24px system-ui, sans-serif }
main { max-width: 960px; margin: 0 auto; padding: 48px 24px }
h1 { margin: 0 0 8px; font-size: 26px; line-height: 34px; overflow-wrap: anywhere }
p, ul { margin: 0 0 16px; overflow-wrap: anywhere }
ul { padding-left: 24px }
.code { color: var(--red); font-weight: 600 }
.place { font: 15px/24px ui-monospace, monospace }
.soft { color: var(--soft) }
pre { margin: 0 0 24px; padding: 16px 0; overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: 8px; font: 14px/22px ui-monospace, monospace; tab-size: 2 }
pre.trace { padding: 16px; white-space: pre-wrap; overflow-wrap: anywhere }
.row { display: block; padding: 0 16px; min-width: max-content }
.row b { display: inline-block; width: 4ch; margin-right: 16px; text-align: right; font-weight: 400; color: var(--soft) }
.here { background: var(--tint) }
.here b { color: var(--red); font-weight: 700 }
.caret { color: var(--red); font-weight: 700 }
summary { cursor: pointer; min-height: 44px; padding: 10px 0; color: var(--soft) }
`;

/** What the page allows itself: its own styles. */
export const overlayPolicy: string = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(styles).digest("base64")}'; base-uri 'none'`;

/** The whole document. @param root  the project's folder, which places are told from */
export function renderOverlay(failure: Failure, root: string): string {
  const { message, problems, code, hint, command, place, trace } = failure;
  const parts = [
    `<div role="alert"><p class="code">${escapeHtml(show(code, 80))}</p>`,
    `<h1>${escapeHtml(show(message, 2000))}</h1></div>`,
  ];
  if (place !== null) {
    const { file, line, column } = place;
    const at = column === null ? `${line}` : `${line}:${column}`;
    parts.push(`<p class="place">${escapeHtml(displayPath(file, root))}:${at}</p>`);
  }
  if (failure.frame.length > 0) parts.push(`<pre>${frameHtml(failure)}</pre>`);
  if (problems.length > 0) {
    const items = problems.map((problem) => `<li>${escapeHtml(show(problem, 300))}</li>`);
    parts.push(`<ul>${items.join("")}</ul>`);
  }
  if (hint !== "") parts.push(`<p>→ ${escapeHtml(show(hint, 1000))}</p>`);
  if (command !== undefined) {
    parts.push(`<pre class="trace">${escapeHtml(show(command, 500))}</pre>`);
  }
  if (trace !== "") {
    // Where the hint says what to do, the calls inside of this package help nobody.
    const open = failure.frame.length === 0 && hint === "" ? " open" : "";
    parts.push(
      `<details${open}><summary>How it came to this</summary><pre class="trace">${escapeHtml(trace)}</pre></details>`,
    );
  }
  const footer = "This page goes away by itself when the file is mended. Only debug mode shows it.";
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(show(`${code}: ${message}`, 120))}</title><style>${styles}</style></head><body><main>${parts.join("")}<p class="soft">${footer}</p></main></body></html>`;
}

function frameHtml({ frame, place }: Failure): string {
  const rows = frame.map(({ number, text }) => {
    const isHere = number === place?.line;
    const row = `<span class="row${isHere ? " here" : ""}"><b>${number}</b>${escapeHtml(text) || " "}</span>`;
    if (!isHere || place?.column == null) return row;
    const before = text.slice(0, place.column - 1).replace(/[^\t]/g, " ");
    return `${row}<span class="row here"><b></b>${before}<span class="caret" aria-hidden="true">^</span></span>`;
  });
  return rows.join("");
}
