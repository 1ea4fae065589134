// The API for people: how to ask this model from code, what it takes, what it answers, what can go wrong.

import type { ComponentChildren, VNode } from "preact";
import { formatNumber } from "../predict/format.ts";
import type { Signature } from "../signature/signature.ts";
import { curlCommand } from "./curl.ts";
import type { DocsFacts } from "./docs-facts.ts";
import { ErrorTable, InputTable, LimitTable, takesFiles } from "./docs-tables.tsx";
import type { PageModel } from "./page-model.ts";
import { javaScriptSnippet, pythonSnippet } from "./snippets.ts";

interface DocsProps {
  readonly page: PageModel;
  readonly facts: DocsFacts;
  /** The address of the model's page, relative to this one. */
  readonly home: string;
}

const maxAnswer = 2000;

export function DocsPage({ page, facts, home }: DocsProps): VNode {
  const { signature } = page.model;
  return (
    <main id="main" class="sheet docs">
      <div class="lead">
        <h1>{page.title} from code</h1>
        <p>{page.about}</p>
        <p>
          Base address <span class="raw">{facts.origin}</span> · machine-readable:{" "}
          <a href={`${home}openapi.json`}>openapi.json</a>
        </p>
      </div>
      <div class="columns">
        <Card id="ask" title="Ask">
          <Snippets page={page} origin={facts.origin} />
        </Card>
        <Card id="answer" title="Answer">
          {facts.answer !== null && (
            <pre>
              <code>{cut(facts.answer)}</code>
            </pre>
          )}
          <div class="pad small muted">
            <p>{answerWords(signature)}</p>
          </div>
        </Card>
      </div>
      <Card id="inputs" title="Inputs">
        <div class="pad">
          <InputTable page={page} home={home} />
        </div>
      </Card>
      <Card id="addresses" title="Addresses">
        <div class="pad">
          <Addresses page={page} facts={facts} home={home} />
        </div>
      </Card>
      <Card id="errors" title="Errors">
        <div class="pad">
          <ErrorTable errors={facts.errors} />
        </div>
      </Card>
      <Card id="limits" title="Limits">
        <div class="pad">
          <LimitTable limits={facts.limits} operations={facts.operations} />
        </div>
      </Card>
    </main>
  );
}

interface CardProps {
  readonly id: string;
  readonly title: string;
  readonly children: ComponentChildren;
}

function Card({ id, title, children }: CardProps): VNode {
  return (
    <section class="card" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}

function Snippets({ page, origin }: { page: PageModel; origin: string }): VNode {
  const { text, file } = curlCommand(page, origin, null);
  const snippets = [
    ["curl", text],
    ["Python", pythonSnippet(page, origin)],
    ["JavaScript", javaScriptSnippet(page, origin)],
  ] as const;
  return (
    <>
      {file !== undefined && (
        <p class="pad small">
          With a file <code>row.json</code> that holds <code>{file}</code>
        </p>
      )}
      {snippets.map(([language, code]) => (
        <details key={language} open={language !== "JavaScript"}>
          <summary>{language}</summary>
          <pre>
            <code>{code}</code>
          </pre>
        </details>
      ))}
    </>
  );
}

function answerWords({ outputs, probabilities }: Signature): string {
  const [first] = outputs;
  const value = {
    number: "prediction is a number with all its digits",
    class: "prediction is the label",
    vector: "prediction is the row of values",
    cluster: "prediction is the cluster's number",
    anomaly: "prediction is 1 for usual and -1 for unusual",
  }[first?.kind ?? "number"];
  const several = `prediction is a list of ${formatNumber(outputs.length)} values`;
  const parts = [outputs.length > 1 ? several : value];
  if (probabilities) parts.push("probabilities are by label, from 0 to 1");
  parts.push("warnings are there when something should be known");
  return `${parts.join("; ")}. Many rows give predictions, a list of such answers. id is the request's.`;
}

interface AddressesProps extends Pick<DocsProps, "page" | "home"> {
  readonly facts: DocsFacts;
}

function Addresses({ page, facts, home }: AddressesProps): VNode {
  const { operations, origin } = facts;
  const isText = page.fields.length === 1 && page.fields[0]?.field.kind === "text";
  return (
    <>
      <p class="small">
        JSON may be one record, one list of values in the order of the inputs, a list of either, or{" "}
        <code class="raw">{'{"rows": [...]}'}</code>
        {isText ? "; a text alone is a record too" : ""}. Forms and query strings take the same
        names. Browsers get a page, everything else JSON, by the header Accept.
      </p>
      {takesFiles(operations) && (
        <>
          <p class="small">Whole files, CSV or JSON Lines:</p>
          <pre>
            <code>{`curl ${origin}/batch -F file=@rows.csv`}</code>
          </pre>
        </>
      )}
      <table>
        <tbody>
          {operations.map(([method, path, summary]) => (
            <tr key={`${method} ${path}`}>
              <th scope="row">
                <span class="raw">
                  {method}{" "}
                  {isPlain(method, path) ? <a href={home + path.slice(1)}>{path}</a> : path}
                </span>
              </th>
              <td>{summary}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

// Addresses that answer without being asked anything.
function isPlain(method: string, path: string): boolean {
  return method === "GET" && path !== "/predict" && !path.includes("{");
}

function cut(text: string): string {
  return text.length <= maxAnswer ? text : `${text.slice(0, maxAnswer)}\n…`;
}
