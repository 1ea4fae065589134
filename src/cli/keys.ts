// The keys of `serve` on a terminal: a letter and enter.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { tell, writeResult } from "./output.ts";

export interface Keys {
  /** The page that `o` opens; null until it is known. */
  readonly page: () => string | null;
  /** What `u` shows. */
  readonly addresses: () => string;
}

const help = [
  ["u", "show the addresses again"],
  ["o", "open the page in the browser"],
  ["c", "clear the screen"],
  ["q", "stop the server, as Ctrl-C does"],
  ["h", "show this help"],
]
  .map(([key, what]) => `  ${key} + enter  ${what}`)
  .join("\n");

/** Listens until the terminal's input ends. */
export function listenToKeys({ page, addresses }: Keys): void {
  const lines = createInterface({ input: process.stdin });
  lines.on("line", (line) => {
    switch (line.trim().toLowerCase()) {
      case "h":
        writeResult(help);
        break;
      case "u":
        writeResult(addresses());
        break;
      case "o":
        openPage(page());
        break;
      case "c":
        // The screen, what was scrolled off it, and the cursor to its corner.
        process.stdout.write("\u001b[2J\u001b[3J\u001b[H");
        break;
      case "q":
        process.emit("SIGINT", "SIGINT");
        break;
    }
  });
  lines.on("close", () => process.stdin.unref());
}

/** The browser of the desktop, where there is one. */
function openPage(url: string | null): void {
  if (url === null) return;
  const [command, ...args] = openers.get(process.platform) ?? ["xdg-open"];
  const child = spawn(command ?? "xdg-open", [...args, url], { detached: true, stdio: "ignore" });
  child.once("error", () => tell(`  there is no browser to open here: ${url}`));
  child.once("exit", (code) => {
    if (code !== 0) tell(`  no browser could be opened: ${url}`);
  });
  child.unref();
}

const openers: ReadonlyMap<NodeJS.Platform, readonly string[]> = new Map([
  ["darwin", ["open"]],
  ["win32", ["explorer.exe"]],
]);
