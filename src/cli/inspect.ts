// `picklejar inspect FILE`: the report as a page of text, or as JSON.

import type { Limits } from "../limits.ts";
import type { OutlineNode } from "../objects/outline.ts";
import { shellQuote } from "../pages/curl.ts";
import { type InspectedName, type InspectReport, inspectFile } from "../predict/inspect.ts";
import type { Field } from "../signature/signature.ts";
import { show } from "../text.ts";
import { joinItems, tableLines } from "./layout.ts";
import { errorToJson, formatBytes, paint, renderError, writeJson, writeResult } from "./output.ts";
import { fitted, widthOf } from "./terminal.ts";

const MAX_FIELDS = 30;
/** Of the names that are refused, and of the others. */
const MAX_NAMES = 200;

export interface InspectOptions {
  readonly json?: boolean;
  readonly limit?: Partial<Limits>;
}

export async function inspectCommand(path: string, options: InspectOptions): Promise<number> {
  try {
    const report = await inspectFile(path, { limits: options.limit ?? {} });
    if (options.json === true) writeJson(report);
    else writeResult(renderReport(report, path));
    return 0;
  } catch (error) {
    if (options.json === true)
      writeJson({ file: path, served: false, ...Object(errorToJson(error)) });
    else process.stderr.write(renderError(error));
    return 1;
  }
}

function renderReport(report: InspectReport, path: string): string {
  const bold = (text: string): string => paint("bold", text, process.stdout);
  const dim = (text: string): string => paint("dim", text, process.stdout);
  const { writer, compression, protocol, trailingBytes } = report.container;
  const container = [
    formatBytes(report.bytes),
    [writer, compression, protocol === null ? null : `protocol ${protocol}`]
      .filter((part) => part !== null)
      .join(", "),
    ...Object.entries(report.versions).map(([name, versions]) =>
      versions.length === 0 ? name : `${name} ${versions.join(", ")}`,
    ),
  ];
  const lines = [
    fitted(`${bold(show(report.file))}  ${container.join(" · ")}`, process.stdout),
    dim(`sha256 ${report.sha256}`),
    "",
    ...renderNode(report.outline, "", dim),
    "",
    ...renderVerdict(report, path),
  ];
  if (report.signature !== null) {
    lines.push("", bold("Asks"), ...renderFields(report.signature.inputs, dim));
    const outputs = report.signature.outputs.map(({ name, kind, classes, names }) => {
      const known = classes ?? names;
      return known === undefined ? `${show(name)} (${kind})` : `${show(name)}: ${listed(known)}`;
    });
    const { prepared } = report.signature;
    if (prepared) lines.push(bold("Prepares"), fitted(`  ${listed(prepared)}`, process.stdout));
    lines.push(
      bold("Answers"),
      ...outputs.map((text) => fitted(`  ${text}`, process.stdout, "    ")),
    );
  }
  if (report.names.length > 0) {
    lines.push("", bold("Names in the file"), ...renderNames(report.names, dim));
  }
  if (trailingBytes > 0) {
    lines.push(
      "",
      `${formatBytes(trailingBytes)} follow the pickle; neither Python nor Picklejar reads them.`,
    );
  }
  return lines.join("\n");
}

function renderVerdict(report: InspectReport, path: string): string[] {
  if (report.served) {
    const command = `picklejar serve ${show(shellQuote(path), 500)}`;
    const verdict = `${paint("green", "✔", process.stdout)} Can be served: ${command}`;
    return [fitted(verdict, process.stdout, "    ")];
  }
  const mark = paint("red", "✖", process.stdout);
  const shown = report.reasons.slice(0, 20);
  const lines = shown.flatMap(({ message, hint }) => [
    fitted(`${mark} ${message}`, process.stdout),
    fitted(`  → ${hint}`, process.stdout, "    "),
  ]);
  const rest = report.reasons.length - shown.length;
  return rest > 0 ? [...lines, `  … and ${rest} more reasons (--json lists all)`] : lines;
}

function renderNode(node: OutlineNode, indent: string, dim: (text: string) => string): string[] {
  const name = node.name === "" ? "" : `${node.name}: `;
  const count = node.count > 1 ? `${node.count} × ` : "";
  const version = node.writtenBy === null ? "" : dim(`  scikit-learn ${node.writtenBy}`);
  const lines = [`${indent}${name}${count}${node.label}${version}`];
  const parameters = node.parameters.map(({ name, value }) => `${name}=${value}`);
  const room = Math.min(widthOf(process.stdout), 100) - indent.length - 4;
  for (const line of joinItems(parameters, room)) lines.push(`${indent}    ${dim(line)}`);
  const learned = node.fitted.map(({ name, value }) => `${name}: ${value}`);
  for (const line of joinItems(learned, room)) lines.push(`${indent}    ${line}`);
  for (const child of node.children) lines.push(...renderNode(child, `${indent}  `, dim));
  return lines;
}

function renderFields(fields: readonly Field[], dim: (text: string) => string): string[] {
  const shown = fields.slice(0, MAX_FIELDS);
  const rows = shown.map((field) => {
    const { kind, unit = "", usual, choices, nullable, unused } = field;
    const name = show(field.name, 60);
    if (unused === true) return [name, dim("ignored")];
    const facts = [
      unit,
      usual === undefined ? "" : `usually ${usual.low} to ${usual.high}`,
      choices === undefined ? "" : listed(choices),
      nullable ? "may be missing" : "",
    ];
    const told = facts.filter(Boolean).join(" · ");
    return [name, dim(kind), ...(told === "" ? [] : [dim(told)])];
  });
  const lines = tableLines(rows, widthOf(process.stdout));
  const rest = fields.length - shown.length;
  return rest > 0 ? [...lines, dim(`  … and ${rest} more`)] : lines;
}

function listed(values: readonly unknown[]): string {
  const shown = values.slice(0, 8).map((value) => show(String(value), 40));
  return shown.join(", ") + (values.length > 8 ? `, … (${values.length})` : "");
}

/** The names that are refused first, whatever stands before them in the file. */
function renderNames(names: readonly InspectedName[], dim: (text: string) => string): string[] {
  const refused = names.filter(({ trust }) => trust === "absent").slice(0, MAX_NAMES);
  const kept = names.filter(({ trust }) => trust !== "absent").slice(0, MAX_NAMES);
  const rows = refused.flatMap(({ name, inPython }) => [
    [paint("red", "refused", process.stdout), show(name)],
    ["", dim(inPython)],
  ]);
  for (const { name, trust, calls } of kept) {
    const word = trust === "class" || trust === "function" ? "inert" : trust;
    rows.push([word, `${show(name)}${calls > 0 ? dim(`  ×${calls}`) : ""}`]);
  }
  const lines = tableLines(rows, widthOf(process.stdout));
  const rest = names.length - refused.length - kept.length;
  return rest > 0 ? [...lines, dim(`  … and ${rest} more (--json lists all)`)] : lines;
}
