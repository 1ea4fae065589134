// The model's card on the API's page: what it is made of, who wrote it, what to know about it.

import type { VNode } from "preact";
import type { OutlineNode } from "../objects/outline.ts";
import type { ModelCard } from "../predict/card.ts";
import { formatNumber } from "../predict/format.ts";
import { show } from "../text.ts";

const maxDepth = 4;
const maxNodes = 24;

/** @param home  the address of the model's root, relative to the page */
export function CardTable({ card, home }: { card: ModelCard; home: string }): VNode {
  const { estimator, warnings } = card;
  return (
    <>
      <table>
        <tbody>
          {cardRows(card).map(([name, value]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{value}</td>
            </tr>
          ))}
          {estimator !== null && (
            <tr>
              <th scope="row">Made of</th>
              <td>
                <ul class="tree">
                  {treeLines(estimator).map(({ depth, text }) => (
                    <li key={text} class={`d${depth}`}>
                      {text}
                    </li>
                  ))}
                </ul>
              </td>
            </tr>
          )}
        </tbody>
      </table>
      {warnings.map((warning) => (
        <p key={warning} class="note small">
          {warning}
        </p>
      ))}
      <p class="small muted">
        All of it, with every parameter, is at <a href={`${home}model`}>/model</a> as JSON.
      </p>
    </>
  );
}

/** The card's facts, by what they are called. */
export function cardRows(card: ModelCard): readonly (readonly [string, string])[] {
  const { file, files, bytes, container, versions, sha256 } = card;
  const names = (files ?? []).map(({ name }) => show(name, 60)).join(", ");
  const writer = [
    container?.writer,
    container?.compression,
    container?.protocol == null ? null : `protocol ${container.protocol}`,
  ].filter(Boolean);
  const libraries = Object.entries(versions).map(([name, known]) =>
    show(`${name} ${known.join(", ")}`.trim(), 60),
  );
  return [
    [files === undefined ? "File" : "Files", `${names || show(file, 60)}, ${sizeWords(bytes)}`],
    ...(writer.length === 0 ? [] : [["Saved as", writer.join(", ")] as const]),
    ...(libraries.length === 0 ? [] : [["Written by", libraries.join(" · ")] as const]),
    ["sha256", sha256],
  ];
}

/** The estimators, each with how deep it lies. */
export function treeLines(root: OutlineNode): readonly { depth: number; text: string }[] {
  const lines: { depth: number; text: string }[] = [];
  const add = (node: OutlineNode, depth: number): void => {
    if (lines.length >= maxNodes) return;
    const name = node.name === "" ? "" : `${node.name}: `;
    const count = node.count > 1 ? `${node.count} × ` : "";
    const set = node.parameters.slice(0, 3).map(({ name, value }) => `${name}=${show(value, 24)}`);
    const more = node.parameters.length > 3 ? ", …" : "";
    const parameters = set.length === 0 ? "" : ` (${set.join(", ")}${more})`;
    lines.push({ depth, text: `${name}${count}${node.label}${depth < 2 ? parameters : ""}` });
    if (depth < maxDepth) for (const child of node.children) add(child, depth + 1);
  };
  add(root, 0);
  return lines;
}

function sizeWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  const [divisor, unit] = bytes < 1e6 ? [1e3, "kB"] : [1e6, "MB"];
  return `${formatNumber(Number((bytes / divisor).toPrecision(3)))} ${unit}`;
}
