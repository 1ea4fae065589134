// A page that says one thing: what is not here, what went wrong, and what to do next.

import type { VNode } from "preact";

export interface Message {
  readonly status: number;
  /** "Not found" */
  readonly title: string;
  readonly detail: string;
  readonly hint: string;
  /** The request's id, which the log knows. */
  readonly id: string;
}

export function MessagePage({ message, home }: { message: Message; home: string }): VNode {
  return (
    <main id="main" class="sheet">
      <div class="lead message">
        <p class="raw">{message.status}</p>
        <h1>{message.title}</h1>
        <p>{message.detail}</p>
        <p>{message.hint}</p>
        <p>
          <a href={home}>Go to the page of the model</a>
        </p>
        <p class="small">
          id <span class="raw">{message.id}</span>
        </p>
      </div>
    </main>
  );
}
