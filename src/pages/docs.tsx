// The API for people: how to ask this model from code, what it takes, what it answers, what it is made of.

import type { ComponentChildren, VNode } from "preact";
import { formatNumber } from "../predict/format.ts";
import type { Signature } from "../signature/signature.ts";
import { curlCommand, requestBody, shellQuote } from "./curl.ts";
import { CardTable } from "./docs-card.tsx";
import type { DocsFacts } from "./docs-facts.ts";
import { codeSnippets, longBody, RequestList } from "./docs-requests.tsx";
import { InputTable, LimitTable } from "./docs-tables.tsx";
import type { PageModel } from "./page-model.ts";
import { commandLineSnippet } from "./snippets.ts";

interface DocsProps {
  readonly page: PageModel;
  readonly facts: DocsFacts;
  /** The address of the model's root, relative to this page. */
  readonly home: string;
}

const maxAnswer = 1500;

const parts = [
  ["ask", "Call it"],
  ["inputs", "Inputs"],
  ["requests", "Requests"],
  ["model", "The model"],
  ["limits", "Limits"],
] as const;

export function DocsPage({ page, facts, home }: DocsProps): VNode {
  return (
    <main id="main" class="sheet docs">
      <div class="lead">
        <h1>{page.title} from code</h1>
        <p>{page.about}</p>
        <p>
          Base address <span class="raw">{facts.origin}</span> ·{" "}
          <a href={`${home}docs/api`}>explorer</a> ·{" "}
          <a href={`${home}openapi.json`}>openapi.json</a> ·{" "}
          <a href={`${home}docs.txt`}>docs.txt</a>
        </p>
      </div>
      <div class="guide">
        <nav class="contents" aria-label="Contents">
          {parts.map(([id, title]) => (
            <a key={id} href={`#${id}`}>
              {title}
            </a>
          ))}
        </nav>
        <div>
          <div class="columns">
            <Card id="ask" title="Call it in 10 seconds">
              <Snippets page={page} origin={facts.origin} home={home} />
              <Answer page={page} answer={facts.answer} home={home} />
            </Card>
            <Card id="inputs" title="Inputs">
              <div class="pad">
                <InputTable page={page} home={home} importances={facts.importances} />
              </div>
            </Card>
          </div>
          <Card id="requests" title="Requests">
            <p class="pad small muted">{bodyWords(page)}</p>
            <RequestList operations={facts.operations} home={home} />
          </Card>
          <Card id="model" title="The model">
            <div class="pad">
              <CardTable card={facts.card} home={home} />
            </div>
          </Card>
          <Card id="limits" title="Limits">
            <div class="pad">
              <LimitTable limits={facts.limits} operations={facts.operations} />
            </div>
          </Card>
        </div>
      </div>
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

function Snippets({
  page,
  origin,
  home,
}: Pick<DocsProps, "page" | "home"> & { origin: string }): VNode {
  const { text, file } = curlCommand(page, origin, null);
  const isLong = requestBody(page, null).length > longBody;
  const predict = `picklejar predict ${shellQuote(page.name)}`;
  const snippets = [
    ["curl", text],
    ...(isLong ? [] : codeSnippets(page, origin)),
    ["CLI", isLong ? `${predict} row.json --json` : commandLineSnippet(page, null)],
  ] as const;
  return (
    <>
      {file !== undefined && (
        <p class="pad small">
          With a file <code>row.json</code> that holds <code>{file}</code>
        </p>
      )}
      {snippets.map(([language, code]) => (
        <details key={language} name="snippet" class="snippet" open={language === "curl"}>
          <summary>{language}</summary>
          <pre>
            <code>{code}</code>
          </pre>
        </details>
      ))}
      {isLong && (
        <p class="pad small">
          In <a href={`${home}docs/requests/predict`}>Python and JavaScript</a>
        </p>
      )}
    </>
  );
}

interface AnswerProps {
  readonly page: PageModel;
  readonly answer: string | null;
  readonly home: string;
}

function Answer({ page, answer, home }: AnswerProps): VNode {
  const body = requestBody(page, null);
  return (
    <>
      {answer !== null && (
        <form
          class="try pad"
          action={`${home}predict`}
          data-method="POST"
          data-type="application/json"
          data-body={body.length > longBody ? undefined : body}
        >
          <h3>Its answer</h3>
          <pre class="result">
            <code>{cut(answer)}</code>
          </pre>
          {body.length <= longBody && (
            <button type="submit" class="needs-js">
              Send it again
            </button>
          )}
        </form>
      )}
      <p class="pad small muted">{answerWords(page.model.signature)}</p>
    </>
  );
}

export function answerWords({ outputs, probabilities }: Signature): string {
  const [first] = outputs;
  const value = {
    number: "prediction is a number with all its digits",
    class: "prediction is the label",
    vector: "prediction is the row of values",
    cluster: "prediction is the cluster's number",
    anomaly: "prediction is 1 for usual and -1 for unusual",
  }[first?.kind ?? "number"];
  const several = `prediction is a list of ${formatNumber(outputs.length)} values`;
  const words = [outputs.length > 1 ? several : value];
  if (probabilities) words.push("probabilities are by label, from 0 to 1");
  words.push("warnings are there when something should be known");
  return `${words.join("; ")}. Many rows give predictions, a list of such answers. id is the request's.`;
}

export function bodyWords(page: PageModel): string {
  const isText = page.fields.length === 1 && page.fields[0]?.field.kind === "text";
  const text = isText ? "; a text alone is a record too" : "";
  return `JSON may be one record, one list of values in the order of the inputs, a list of either, or {"rows": [...]}${text}. Forms and query strings take the same names. Browsers get a page, everything else JSON, by the header Accept.`;
}

function cut(text: string): string {
  return text.length <= maxAnswer ? text : `${text.slice(0, maxAnswer)}\n…`;
}
