// The page of one model: the inputs on the left, the answer on the right, the same question as a command.

import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { Answer, answerText, type PageAnswer } from "./answer.tsx";
import { curlCommand } from "./curl.ts";
import { ErrorSummary, FormCard, type FormProblem, fieldsRenderer } from "./form.tsx";
import type { FormValues, PageModel } from "./page-model.ts";
import { escapeHtml, fillTemplate, renderTemplate, Slot } from "./template.tsx";

/** What one request to the page led to. */
export interface HomeState {
  /** What the visitor sent; null = nothing yet. */
  readonly values: FormValues | null;
  readonly problem: FormProblem | null;
  readonly answer: PageAnswer | null;
  /** Scheme, host and port as the browser reached them, for the command. */
  readonly origin: string;
}

const slots = ["errors", "fields", "clear", "peek", "answer", "command"] as const;

/** Prepares the page: what stays is rendered here, what a request changes when it comes. */
export function homeRenderer(page: PageModel): (state: HomeState) => string {
  const template = renderTemplate(<HomePage page={page} />, slots);
  const renderFields = fieldsRenderer(page);
  const renderCommand = commandRenderer(page);
  const emptyAnswer = renderToString(<EmptyAnswer page={page} />);
  return (state) => {
    const { values, problem, answer } = state;
    return fillTemplate(template, {
      errors:
        problem === null ? "" : renderToString(<ErrorSummary page={page} problem={problem} />),
      fields: renderFields(values, problem),
      clear: values === null ? "" : `<a href="./${page.path}">Clear</a>`,
      peek: answer === null ? "" : renderPeek(page, answer),
      answer:
        answer === null ? emptyAnswer : renderToString(<Answer page={page} answer={answer} />),
      command: renderCommand(state),
    });
  };
}

function HomePage({ page }: { page: PageModel }): VNode {
  return (
    <main id="main" class="sheet">
      <div class="lead">
        <h1>{page.title}</h1>
        {page.description !== undefined && <p>{page.description}</p>}
        <p>{page.about}</p>
      </div>
      <div class="columns">
        <FormCard page={page} />
        <section class="card answer" id="answer" aria-labelledby="answer-title">
          <h2 id="answer-title">Answer</h2>
          <div class="pad" role="status">
            <Slot name="answer" />
          </div>
        </section>
      </div>
      <section class="card use" aria-labelledby="use">
        <h2 id="use">Use it from code</h2>
        <Slot name="command" />
      </section>
    </main>
  );
}

function EmptyAnswer({ page }: { page: PageModel }): VNode {
  const first = page.shape === "paste" ? "Paste a row" : "Fill in the inputs";
  const [example] = page.examples;
  return (
    <p class="muted">
      {first} and press Predict; the answer appears here.
      {example !== undefined && (
        <>
          {" Or try "}
          <a href={example.href}>an example</a>.
        </>
      )}
    </p>
  );
}

/** The answer beside the button, on phones, where the card is further down. */
function renderPeek(page: PageModel, answer: PageAnswer): string {
  const text = escapeHtml(answerText(page, answer));
  return `<a class="peek" href="#answer" aria-label="Answer: ${text}">${text}</a>`;
}

function commandRenderer(page: PageModel): (state: HomeState) => string {
  return ({ origin, values, answer }) => {
    const command = curlCommand(page, origin, values);
    const file =
      command.file === undefined
        ? ""
        : `<p class="small">with a file <code>row.json</code> that holds <code>${escapeHtml(command.file)}</code></p>`;
    const response =
      answer === null
        ? ""
        : `<p class="small">answers</p><pre><code>${escapeHtml(answer.json)}</code></pre>`;
    return `${file}<pre><code>${escapeHtml(command.text)}</code></pre>${response}`;
  };
}
