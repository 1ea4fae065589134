// The page of one model: the inputs on the left, the answer on the right, the same question as a command.

import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { Answer, AnswerFacts } from "./answer.tsx";
import { type AnswerView, answerView, type PageAnswer } from "./answer-view.ts";
import { curlCommand } from "./curl.ts";
import { FormCard, type FormProblem, fieldsRenderer, openCount, problemItems } from "./form.tsx";
import { homeData, renderHomeData } from "./home-data.ts";
import type { FormValues, PageModel } from "./page-model.ts";
import { correctionText, ErrorSummary } from "./problem.tsx";
import { snippetsOf } from "./snippets.ts";
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

const slots = ["errors", "fields", "peek", "answer", "facts", "snippets", "json", "data"] as const;

/** Prepares the page: what stays is rendered here, what a request changes when it comes. */
export function homeRenderer(page: PageModel): (state: HomeState) => string {
  const template = renderTemplate(<HomePage page={page} />, slots);
  const renderFields = fieldsRenderer(page);
  const emptyAnswer = renderToString(<EmptyAnswer page={page} />);
  const open = openCount(page);
  const data = renderHomeData(homeData(page, (position) => position >= open));
  return (state) => {
    const { values, problem, answer } = state;
    const view = answer === null ? null : answerView(page, answer);
    return fillTemplate(template, {
      errors: problem === null ? "" : renderProblem(page, problem),
      fields: renderFields(values, problem),
      peek: view === null ? "" : renderPeek(view),
      answer: view === null ? emptyAnswer : renderToString(<Answer view={view} />),
      facts: view === null ? "" : renderToString(<AnswerFacts view={view} />),
      snippets: renderSnippets(page, state),
      json: view === null ? "" : escapeHtml(view.json),
      data,
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
          <h2 id="answer-title">
            Answer
            <a class="api raw" href="#json" title="The same answer as JSON">
              {"{ }"}
            </a>
          </h2>
          <div class="pad" role="status" id="answer-body">
            <Slot name="answer" />
          </div>
          <div id="answer-facts">
            <Slot name="facts" />
          </div>
        </section>
      </div>
      <section class="card use" aria-labelledby="use">
        <h2 id="use">Use it from code</h2>
        <div class="tabs">
          <Slot name="snippets" />
        </div>
        <p class="small">Its answer</p>
        <pre id="json" tabIndex={-1}>
          <Slot name="json" />
        </pre>
      </section>
      <Slot name="data" />
    </main>
  );
}

function renderProblem(page: PageModel, problem: FormProblem): string {
  const items = problemItems(page, problem);
  const heading = problem.summary ?? correctionText(items.length);
  return renderToString(<ErrorSummary heading={heading} items={items} autofocus />);
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
          <a href={example.href} data-example="0">
            an example
          </a>
          .
        </>
      )}
    </p>
  );
}

/** The answer beside the button, on phones, where the card is further down. */
function renderPeek({ short }: AnswerView): string {
  const text = escapeHtml(short);
  return `<a class="peek" href="#answer" aria-label="Answer: ${text}">${text}</a>`;
}

// Radios and labels that look like tabs: one language is shown at a time, with JavaScript or without.
function renderSnippets(page: PageModel, { origin, values }: HomeState): string {
  const snippets = snippetsOf(page, origin, values);
  const { file } = curlCommand(page, origin, values);
  const tabs = snippets.map(
    ({ language }, i) =>
      `<input type="radio" class="out" name="language" id="l${i}"${i === 0 ? " checked" : ""}><label for="l${i}">${language}</label>`,
  );
  const codes = snippets.map(({ code }) => `<pre><code>${escapeHtml(code)}</code></pre>`);
  const note =
    file === undefined
      ? ""
      : `<p class="small">with a file <code>row.json</code> that holds <code>${escapeHtml(file)}</code></p>`;
  return tabs.join("") + note + codes.join("");
}
