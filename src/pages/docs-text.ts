// The API as plain text: for terminals, and for language models that are asked to write a client.

import { formatNumber } from "../predict/format.ts";
import { show } from "../text.ts";
import { curlCommand } from "./curl.ts";
import { answerWords, bodyWords } from "./docs.tsx";
import { cardRows, treeLines } from "./docs-card.tsx";
import type { DocsFacts, Operation } from "./docs-facts.ts";
import { curlOf } from "./docs-requests.tsx";
import { fieldWords, issueWords, limitRows } from "./docs-tables.tsx";
import type { PageModel } from "./page-model.ts";

// Of more inputs the first ones are told: a text of megabytes is read by nobody.
const maxInputs = 200;

export function renderDocsText(page: PageModel, facts: DocsFacts): string {
  const { fields, model } = page;
  const listed = fields.slice(0, maxInputs);
  const rest = fields.length - listed.length;
  const { text, file } = curlCommand(page, facts.origin, null);
  const codes = new Map(
    facts.operations.flatMap(({ errors }) => errors.map((one) => [one[0], one])),
  );
  const { estimator, warnings } = facts.card;
  const sections = [
    `# ${page.title}\n\n${[page.description, page.about].filter(Boolean).join("\n\n")}\n\nBase address: ${facts.origin}`,
    `## Call it\n\n${file === undefined ? "" : `With a file row.json that holds ${file}\n\n`}${text}`,
    ...(facts.answer === null ? [] : [`answers\n\n${facts.answer.slice(0, 4000)}`]),
    `${bodyWords(page)}\n\n${answerWords(model.signature)}`,
    `## Inputs\n\n${
      fields.length === 0
        ? "A list of numbers; the first row says how many."
        : listed.map(inputLine).join("\n")
    }${rest > 0 ? `\n- and ${formatNumber(rest)} more: ${facts.origin}/model has all of them` : ""}`,
    `## Requests\n\n${facts.operations.map((one) => operationText(one, page, facts.origin)).join("\n\n")}`,
    `## Errors\n\nA problem document (RFC 9457): status, code, detail, hint, issues, id.\n\n${[
      ...codes.values(),
    ]
      .map(([code, status, hint]) => `- ${status} ${code}: ${hint}`)
      .join("\n")}\n\nCodes of INPUT_INVALID's issues, one per field:\n\n${issueWords
      .map(([code, words]) => `- ${code}: ${words}`)
      .join("\n")}`,
    `## The model\n\n${cardRows(facts.card)
      .map(([name, value]) => `- ${name}: ${value}`)
      .join("\n")}${
      estimator === null
        ? ""
        : `\n- Made of:\n${treeLines(estimator)
            .map(({ depth, text }) => `${"  ".repeat(depth + 1)}- ${text}`)
            .join("\n")}`
    }${warnings.map((warning) => `\n- Note: ${warning}`).join("")}`,
    `## Limits\n\n${limitRows(facts)
      .map(([name, value]) => `- ${name}: ${value}`)
      .join("\n")}`,
    `## More\n\n- ${facts.origin}/openapi.json: the same for programs (OpenAPI 3.1)\n- ${facts.origin}/docs: the same with a page for each request`,
  ];
  return `${sections.join("\n\n")}\n`;
}

function inputLine({ field, example }: PageModel["fields"][number]): string {
  const shown = example === "" ? "" : ` (for example ${show(example, 80)})`;
  return `- ${show(field.name, 120)}: ${fieldWords(field)}${shown}`;
}

function operationText(operation: Operation, page: PageModel, origin: string): string {
  const { method, path, summary, description, options, takes, gives, errors } = operation;
  return [
    `### ${method} ${path}\n\n${summary}.${description === "" ? "" : ` ${description}`}`,
    ...(operation.trial === "body" ? [] : [`    ${curlOf(operation, page, origin)}`]),
    [
      ...(takes.length === 0 ? [] : [`- takes ${takes.join(", ")}`]),
      `- gives ${gives.join(", ")}`,
      ...options.map(({ name, place, values, description: words }) => {
        return `- option ${name} in the ${place}: ${words} ${values}`.trimEnd();
      }),
      ...(errors.length === 0 ? [] : [`- errors ${errors.map(([code]) => code).join(", ")}`]),
    ].join("\n"),
  ].join("\n\n");
}
