// The requests that the server takes: their list on the API's page, and a page for each, where it can be tried.

import type { VNode } from "preact";
import { curlCommand, requestBody, shellQuote } from "./curl.ts";
import type { DocsFacts, Operation } from "./docs-facts.ts";
import { ErrorTable, IssueTable } from "./docs-tables.tsx";
import type { PageModel } from "./page-model.ts";
import { javaScriptSnippet, pythonSnippet } from "./snippets.ts";

/** A longer example, characters, is not shown in every language on one page. */
export const longBody = 600;

/** The example in the languages of programs. */
export function codeSnippets(
  page: PageModel,
  origin: string,
): readonly (readonly [string, string])[] {
  return [
    ["Python", pythonSnippet(page, origin)],
    ["JavaScript", javaScriptSnippet(page, origin)],
  ];
}

interface RequestListProps {
  readonly operations: readonly Operation[];
  readonly home: string;
}

/** One line for each request, a link to its page. With JavaScript the page opens beneath the line. */
export function RequestList({ operations, home }: RequestListProps): VNode {
  return (
    <ul class="requests">
      {operations.map(({ id, method, path, summary }) => (
        <li key={id}>
          <a href={`${home}docs/requests/${id}`}>
            <b>{method}</b> {path}
          </a>{" "}
          {summary}
        </li>
      ))}
    </ul>
  );
}

interface OperationProps {
  readonly operation: Operation;
  readonly page: PageModel;
  readonly facts: DocsFacts;
  readonly home: string;
}

export function OperationPage({ operation, page, facts, home }: OperationProps): VNode {
  const { method, path, summary, description } = operation;
  return (
    <main id="main" class="sheet docs">
      <div class="lead">
        <p class="small">
          <a href={`${home}docs`}>{page.title} from code</a>
        </p>
        <h1 class="raw">
          {method} {path}
        </h1>
        <p>{summary}.</p>
        {description !== "" && <p class="small">{description}</p>}
      </div>
      <div class="card request">
        <OperationParts operation={operation} page={page} facts={facts} home={home} />
      </div>
    </main>
  );
}

function OperationParts({ operation, page, facts, home }: OperationProps): VNode {
  const { options, takes, gives, errors } = operation;
  const answer = operation.trial === "body" || operation.id === "predictByQuery";
  return (
    <>
      <Trial operation={operation} page={page} home={home} />
      <h2>From a terminal</h2>
      <pre>
        <code>{curlOf(operation, page, facts.origin)}</code>
      </pre>
      {operation.id === "predict" &&
        requestBody(page, null).length > longBody &&
        codeSnippets(page, facts.origin).map(([language, code]) => (
          <details key={language}>
            <summary>{language}</summary>
            <pre>
              <code>{code}</code>
            </pre>
          </details>
        ))}
      {options.length > 0 && <OptionTable options={options} />}
      <h2>Answer</h2>
      <p class="pad small">
        {takes.length > 0 && <>Takes {takes.join(", ")}. </>}
        Gives {gives.join(", ")}.
      </p>
      {answer && facts.answer !== null && (
        <pre>
          <code>{facts.answer.slice(0, 2000)}</code>
        </pre>
      )}
      {errors.length > 0 && (
        <>
          <h2>Errors</h2>
          <div class="pad">
            <ErrorTable errors={errors} />
            {errors.some(([code]) => code === "INPUT_INVALID") && <IssueTable />}
          </div>
        </>
      )}
    </>
  );
}

function OptionTable({ options }: Pick<Operation, "options">): VNode {
  return (
    <>
      <h2>Options</h2>
      <div class="pad">
        <table>
          <tbody>
            {options.map(({ name, place, values, description }) => (
              <tr key={name}>
                <th scope="row">
                  <span class="raw">{name}</span> <span class="small">in the {place}</span>
                </th>
                <td>
                  {description} {values}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

/** What sends the request: prefilled, so that one press is enough. */
function Trial({ operation, page, home }: Omit<OperationProps, "facts">): VNode | null {
  const { id, method, path, trial } = operation;
  const target = home + path.slice(1);
  const [example] = page.examples;
  switch (trial) {
    case "link": {
      const query = id === "predictByQuery" ? exampleQuery(page) : "";
      if (query === null) return null;
      return (
        <form class="try pad" action={target + query} data-method={method}>
          <a class="button" href={target + query}>
            Send
          </a>
          <p class="raw small">{path + query}</p>
        </form>
      );
    }
    case "body":
      return (
        <form class="try pad" action={target} data-method={method} data-type="application/json">
          <label class="needs-js" for={`body-${id}`}>
            What is sent, as JSON
          </label>
          <textarea class="raw needs-js" id={`body-${id}`} rows={6} spellcheck={false}>
            {prettyBody(page)}
          </textarea>
          <button type="submit" class="needs-js">
            Send
          </button>
          <p class="no-js small">
            <a href={example?.href.replace(/^\.\//, home) ?? home}>The form</a> asks the same
            without JavaScript.
          </p>
        </form>
      );
    case "file":
      return (
        <form class="file pad" action={target} method="post" enctype="multipart/form-data">
          <label for={`file-${id}`}>A file with the columns of the inputs, such as CSV</label>
          <input type="file" id={`file-${id}`} name="file" required />
          <button type="submit">Send, and keep the answers</button>
        </form>
      );
    case null:
      return null;
  }
}

/** The example in an address; null where it is too long for one. */
function exampleQuery(page: PageModel): string | null {
  const [example] = page.examples;
  if (example !== undefined) return example.href.replace(/^[^?]*/, "");
  if (page.shape !== "paste") return null;
  const row =
    page.fields.length === 0 ? "1,2,3" : page.fields.map(({ example }) => example).join(",");
  return row.length > maxQuery ? null : `?${new URLSearchParams([[page.pasteName, row]])}`;
}

// Longer addresses are cut or refused somewhere on their way.
const maxQuery = 1500;

/** The example, one value on a line where it is short enough to be read. */
function prettyBody(page: PageModel): string {
  const body = requestBody(page, null);
  if (body.length > 1500) return body;
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

export function curlOf(
  { id, method, path, trial }: Operation,
  page: PageModel,
  origin: string,
): string {
  if (trial === "body") {
    return curlCommand(page, origin, null).text.replace("/predict", () => path);
  }
  if (trial === "file") return `curl ${shellQuote(origin + path)} -F file=@rows.csv`;
  if (id === "predictByQuery") {
    const query = exampleQuery(page) ?? `?${page.pasteName}=…`;
    return `curl ${shellQuote(origin + path + query)}`;
  }
  const verb = method === "GET" ? "" : `-X ${method} `;
  return `curl ${verb}${shellQuote(origin + path)}`;
}
