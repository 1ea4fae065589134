// Puts the program that refreshes pages into an HTML answer, and into what its content security policy allows.

import { randomBytes } from "node:crypto";
import { escapeHtml } from "../../pages/template.tsx";
import { pageScript } from "./events.ts";

/** Marks the script as ours in policies; made once per process. */
const nonce = randomBytes(16).toString("base64");

/**
 * The page with the script at its end.
 *
 * @param state  what the page was made in: it loads itself again when that changes
 * @param form   the urlencoded form that it answers, which is sent again then; "" for none
 */
export function addPageScript(html: string, state: string, form = ""): string {
  const script = `<script nonce="${nonce}" data-state="${state}" data-form="${escapeHtml(form)}">${pageScript}</script>`;
  const end = html.toLowerCase().lastIndexOf("</body>");
  return end < 0 ? html + script : html.slice(0, end) + script + html.slice(end);
}

/** A content security policy that allows the script and its events as well. */
export function widenPolicy(policy: string): string {
  return policy
    .split(",")
    .map((one) => widenOne(one.trim()))
    .join(", ");
}

function widenOne(policy: string): string {
  const directives = new Map<string, string[]>();
  for (const part of policy.split(";")) {
    const [name = "", ...sources] = part.trim().split(/\s+/);
    if (name !== "" && !directives.has(name.toLowerCase())) {
      directives.set(name.toLowerCase(), sources);
    }
  }
  const basis = directives.get("default-src");
  const widen = (name: string, source: string): void => {
    const sources = directives.get(name) ?? basis;
    // Nothing is said of it: everything is allowed.
    if (sources === undefined) return;
    directives.set(name, [...sources.filter((one) => one.toLowerCase() !== "'none'"), source]);
  };
  // Where inline scripts are allowed, a nonce would forbid them.
  const scripts = directives.get("script-src-elem") ?? directives.get("script-src") ?? basis ?? [];
  const allowsInline =
    scripts.includes("'unsafe-inline'") && !scripts.some((one) => /^'(nonce|sha\d+)-/.test(one));
  if (!allowsInline) {
    if (directives.has("script-src-elem")) widen("script-src-elem", `'nonce-${nonce}'`);
    else widen("script-src", `'nonce-${nonce}'`);
  }
  widen("connect-src", "'self'");
  return [...directives].map(([name, sources]) => [name, ...sources].join(" ")).join("; ");
}
