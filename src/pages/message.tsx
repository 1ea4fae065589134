// A page that says one thing: what is not here, what went wrong, and what to do next.

import type { VNode } from "preact";
import type { Issue } from "../errors.ts";
import { show } from "../text.ts";

export interface Message {
  readonly status: number;
  readonly code: string;
  /** "Not found" */
  readonly title: string;
  readonly detail: string;
  readonly hint: string;
  /** The request's id, which the log knows. */
  readonly id: string;
  readonly issues?: readonly Issue[];
  /** Scheme, host and port as the browser reached them, for commands. */
  readonly origin?: string;
  /** An address that was probably meant, below the model's root: `predict`. */
  readonly near?: string | undefined;
  /** The address that was asked, where asking it again may help. */
  readonly again?: string | undefined;
}

interface MessageProps {
  readonly message: Message;
  readonly home: string;
  /** Whether it stands for several models: then the API is described for each of them, not here. */
  readonly isList?: boolean;
}

export function MessagePage({ message, home, isList = false }: MessageProps): VNode {
  const { status, code, title, detail, hint, issues = [], near, again } = message;
  const command = commandOf(message, isList);
  return (
    <main id="main" class="sheet">
      <div class="lead message">
        <p class="raw">
          {status} {code}
        </p>
        <h1>{title}</h1>
        <p>{detail}</p>
        {issues.length > 0 && (
          <ul>
            {issues.slice(0, 20).map((issue) => (
              <li key={issue.message}>{show(issue.message, 300)}</li>
            ))}
          </ul>
        )}
        {near !== undefined && (
          <p>
            Did you mean <a href={home + near}>/{near}</a>?
          </p>
        )}
        <p>{hint}</p>
        {command !== null && (
          <div class="card use">
            <p class="small">{command.what}</p>
            <pre>
              <code>{command.text}</code>
            </pre>
          </div>
        )}
        <p>
          {again !== undefined && (
            <>
              <a href={again}>Try again</a> ·{" "}
            </>
          )}
          <a href={home}>Go to the {isList ? "models" : "page of the model"}</a>
        </p>
        <p class="small">
          id <span class="raw">{message.id}</span>
        </p>
      </div>
    </main>
  );
}

/** What to type, where typing helps. */
function commandOf(
  { status, code, id, origin = "" }: Message,
  isList: boolean,
): { what: string; text: string } | null {
  if (code === "INTERNAL") {
    return {
      what: "Who runs the server finds the reason in its log, under this id. On their own machine, debug mode shows the line of code:",
      text: `grep ${id} server.log\npicklejar serve --debug`,
    };
  }
  if (status === 503) {
    return { what: "Whether it takes requests now:", text: `curl -i ${origin}/health/ready` };
  }
  if (isList) return null;
  if (code === "NOT_FOUND" || code === "METHOD_NOT_ALLOWED") {
    return { what: "All that can be asked here:", text: `curl ${origin}/docs.txt` };
  }
  return null;
}
