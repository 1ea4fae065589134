// What `serve` says when it is ready: a few lines for a person, one JSON line for a program.

import { networkInterfaces } from "node:os";
import type { Model } from "../predict/prediction.ts";
import { show, showJson } from "../text.ts";
import { joinItems } from "./layout.ts";
import { paint } from "./output.ts";
import { fitted, widthOf } from "./terminal.ts";

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
  /** Whether the project's own page stands at `/`. */
  readonly own?: boolean;
  /** Pages that there are beside the form: `/docs`. */
  readonly pages?: readonly string[];
}

/**
 * The banner for a person.
 *
 * @param hasKeys  whether keys are listened to
 */
export function renderBanner(ready: Ready, stream: NodeJS.WriteStream, hasKeys = true): string {
  const paper = paperOf(stream);
  const { dim, bold, row } = paper;
  const models = [...(ready.models?.values() ?? [ready.model])];
  const lines = [
    "",
    `  ${paint(["green", "bold"], "PICKLEJAR", stream)} ${dim(`v${ready.version}`)}  ready in ${bold(String(ready.readyMs))} ms`,
    "",
    ...models.map((model) =>
      row("Model", `${describeModel(model)} · ${dim(`sha256 ${model.sha256.slice(0, 12)}`)}`),
    ),
    ...projectRows(ready, paper),
    ...addressRows(ready, paper),
    ...(ready.debug === true ? [row("Debug", "changes are live at once")] : []),
    ...networkRows(ready, paper),
  ];
  if (ready.busyPort !== null) {
    const busy = `port ${ready.busyPort} is in use, so this is the next free one`;
    lines.push(fitted(`     ${paint("yellow", busy, stream)}`, stream, "     "));
  }
  if (hasKeys) lines.push(`     ${dim("press h + enter for help")}`);
  return [...lines, ""].join("\n");
}

/** Where the server answers: what `u` shows again. */
export function renderAddresses(ready: Ready, stream: NodeJS.WriteStream): string {
  const paper = paperOf(stream);
  return [...addressRows(ready, paper), ...networkRows(ready, paper)].join("\n");
}

/** How lines of the banner are written. */
interface Paper {
  readonly dim: (text: string) => string;
  readonly bold: (text: string) => string;
  readonly link: (port: number, path: string) => string;
  /** `  ➜  Model    iris.pkl · …`; what does not fit goes on beneath the text. */
  readonly row: (label: string, text: string) => string;
}

function paperOf(stream: NodeJS.WriteStream): Paper {
  const dim = (text: string): string => paint("dim", text, stream);
  const bold = (text: string): string => paint("bold", text, stream);
  const cyan = (text: string): string => paint("cyan", text, stream);
  const arrow = paint("green", "➜", stream);
  return {
    dim,
    bold,
    link: (port, path) => `${cyan(`http://localhost:${bold(String(port))}`)}${cyan(path)}`,
    row(label, text) {
      const hang = " ".repeat(14);
      const lines = joinItems(text.split(" · "), widthOf(stream) - hang.length);
      const whole = `  ${arrow}  ${bold(label.padEnd(8))} ${lines.join(`\n${hang}`)}`;
      return fitted(whole, stream, hang);
    },
  };
}

/** The pages and the API. */
function addressRows({ port, models, own, pages }: Ready, { row, link, dim }: Paper): string[] {
  if (models !== undefined) {
    const rows = [row("Models", link(port, "/")), row("API", link(port, "/models/NAME/predict"))];
    return own === true ? rows.slice(1) : rows;
  }
  const more = [...(pages ?? [])].map((path) => `${dim(path.slice(1))} ${path}`);
  const form = own === true ? "/form" : "/";
  return [
    ...(own === true ? [row("Page", `${link(port, "/")} ${dim("· the project's own")}`)] : []),
    row("Form", link(port, form)),
    row("API", [link(port, "/predict"), ...more].join("   ")),
  ];
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
  { row, dim }: Paper,
): string[] {
  const shown = code.map((file) => show(file)).join(", ");
  const own = "· the project's own code, which was run";
  return [
    ...(code.length > 0 ? [row("Code", `${shown} ${dim(own)}`)] : []),
    ...(config === null || code.includes(config)
      ? []
      : [row("Config", `${show(config)} ${dim("· read as data")}`)]),
    ...(log === null
      ? []
      : [row("Log", `${show(log)} ${dim("· what is asked and answered; keep it out of git")}`)]),
  ];
}

function networkRows({ host, port }: Ready, { row, dim }: Paper): string[] {
  if (!isAnyAddress(host)) {
    const isOwn = host === "127.0.0.1" || host === "localhost" || host === "::1";
    const here = `http://${bracketed(host)}:${port}/`;
    return [row("Network", isOwn ? dim("use --host 0.0.0.0 to expose") : here)];
  }
  return Object.values(networkInterfaces())
    .flat()
    .filter((entry) => entry?.family === "IPv4" && !entry.internal)
    .map((entry) => row("Network", `http://${entry?.address}:${port}/`));
}

function isAnyAddress(host: string): boolean {
  return host === "0.0.0.0" || host === "::";
}

function bracketed(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}
