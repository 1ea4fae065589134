// What `serve` says when it is ready: a few lines for a person, one JSON line for a program.

import { networkInterfaces } from "node:os";
import type { Model } from "../predict/prediction.ts";
import { show, showJson } from "../text.ts";
import { paint } from "./output.ts";

type ReadyModel = Pick<
  Model,
  "name" | "sha256" | "summary" | "writtenBy" | "libraries" | "signature"
>;

/** Facts of a server that has begun to listen. */
export interface Ready {
  readonly version: string;
  /** From the process's start to listening, milliseconds. */
  readonly readyMs: number;
  /** As asked for: `127.0.0.1`, `0.0.0.0`, `::`. */
  readonly host: string;
  readonly port: number;
  /** The port that was wanted but in use; null when it was free. */
  readonly busyPort: number | null;
  readonly model: ReadyModel;
  /** By their names, where there are several; `model` is the first of them then. */
  readonly models?: ReadonlyMap<string, ReadyModel>;
  /** The config file; null where there is none. */
  readonly config?: string | null;
  /** Code of the project that was loaded. */
  readonly code?: readonly string[];
  /** Whether changes of the project's files are live at once. */
  readonly debug?: boolean;
  /** The prediction log; null where nothing is kept. */
  readonly log?: string | null;
}

export function renderBanner(ready: Ready, stream: NodeJS.WriteStream): string {
  const dim = (text: string): string => paint("dim", text, stream);
  const bold = (text: string): string => paint("bold", text, stream);
  const arrow = paint("green", "➜", stream);
  const base = `http://localhost:${bold(String(ready.port))}`;
  const row = (label: string, text: string): string =>
    `  ${arrow}  ${bold(label.padEnd(8))} ${text}`;
  const lines = [
    "",
    `  ${paint(["green", "bold"], "PICKLEJAR", stream)} ${dim(`v${ready.version}`)}  ready in ${bold(String(ready.readyMs))} ms`,
    "",
    ...[...(ready.models?.values() ?? [ready.model])].map((model) =>
      row("Model", `${describeModel(model)} ${dim(`· sha256 ${model.sha256.slice(0, 12)}`)}`),
    ),
    ...projectRows(ready, row, dim),
    row("Form", `${paint("cyan", base, stream)}${paint("cyan", "/", stream)}`),
    row("API", `${paint("cyan", base, stream)}${paint("cyan", apiOf(ready), stream)}`),
    ...(ready.debug === true ? [row("Debug", "changes are live at once")] : []),
    ...networkRows(ready, row, dim),
  ];
  if (ready.busyPort !== null) {
    lines.push(
      `     ${paint("yellow", `port ${ready.busyPort} is in use, so this is the next free one`, stream)}`,
    );
  }
  lines.push(`     ${dim("press h + enter for help")}`, "");
  return lines.join("\n");
}

/** The path that programs ask. */
function apiOf({ models }: Ready): string {
  return models === undefined ? "/predict" : "/models/NAME/predict";
}

/** The same for programs: one line of JSON. */
export function readyLine(ready: Ready): string {
  const { version, readyMs, host, port, model, models, config = null, code = [] } = ready;
  const { log = null } = ready;
  const listed = [...(models ?? [])].map(([name, one]) => ({ ...modelFacts(one), name }));
  const line = JSON.stringify({
    event: "ready",
    picklejar: version,
    ms: readyMs,
    host,
    port,
    url: `http://${isAnyAddress(host) ? "127.0.0.1" : bracketed(host)}:${port}/`,
    ...(models === undefined ? { model: modelFacts(model) } : { models: listed }),
    ...(config !== null && { config }),
    ...((config !== null || code.length > 0) && { code }),
    ...(ready.debug === true && { debug: true }),
    ...(log !== null && { log }),
  });
  return showJson(line);
}

function modelFacts({ name, summary, sha256 }: ReadyModel): object {
  return { name, summary, sha256 };
}

/** `model.pkl · LinearRegression · 3 inputs → 1 number · scikit-learn 1.9.0`. */
export function describeModel(model: Ready["model"]): string {
  const { inputs, outputs } = model.signature;
  const [first] = outputs;
  const answer =
    first?.classes !== undefined && outputs.length === 1
      ? `${first.classes.length} classes`
      : `${outputs.length} ${first?.kind ?? "value"}${outputs.length === 1 ? "" : "s"}`;
  const parts = [
    show(model.name),
    model.summary,
    `${inputs.length} input${inputs.length === 1 ? "" : "s"} → ${answer}`,
  ];
  if (model.writtenBy !== null) parts.push(`scikit-learn ${show(model.writtenBy, 20)}`);
  for (const { name, version } of model.libraries ?? []) parts.push(show(`${name} ${version}`, 60));
  return parts.join(" · ");
}

function projectRows(
  { config = null, code = [], log = null }: Ready,
  row: (label: string, text: string) => string,
  dim: (text: string) => string,
): string[] {
  const isCode = code.length > 0 ? "the project's own code, which was run" : "read as data";
  const files = code.length > 0 ? code : [config ?? ""];
  return [
    ...(config === null
      ? []
      : [row("Config", `${files.map((file) => show(file)).join(", ")} ${dim(`· ${isCode}`)}`)]),
    ...(log === null
      ? []
      : [row("Log", `${show(log)} ${dim("· what is asked and answered; keep it out of git")}`)]),
  ];
}

function networkRows(
  ready: Ready,
  row: (label: string, text: string) => string,
  dim: (text: string) => string,
): string[] {
  if (!isAnyAddress(ready.host)) return [row("Network", dim("use --host 0.0.0.0 to expose"))];
  const addresses = Object.values(networkInterfaces())
    .flat()
    .filter((entry) => entry?.family === "IPv4" && !entry.internal)
    .map((entry) => row("Network", `http://${entry?.address}:${ready.port}/`));
  return addresses;
}

function isAnyAddress(host: string): boolean {
  return host === "0.0.0.0" || host === "::";
}

function bracketed(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}
