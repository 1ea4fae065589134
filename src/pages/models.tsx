// The pages of an app that serves several models: the list of them, and messages that belong to none.

import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { createListShell } from "./document.ts";
import { type Message, MessagePage } from "./message.tsx";
import type { Pages } from "./pages.tsx";

/** One model of the list. */
export interface ListedModel {
  readonly name: string;
  readonly title: string;
  /** One line: the estimator, its inputs and outputs. */
  readonly about: string;
  /** Its page, relative to the list's root: `models/salary/`. */
  readonly path: string;
}

export interface ListPages extends Pick<Pages, "policy" | "renderMessage"> {
  /** @param home  the address of the app's root, relative to the page asked for */
  renderList(models: readonly ListedModel[], home: string): string;
}

export function createListPages(title: string): ListPages {
  const shell = createListShell(title);
  return {
    policy: shell.policy,
    renderList: (models, home) =>
      shell.render(title, renderToString(<List title={title} models={models} home={home} />), home),
    renderMessage: (message: Message, home) =>
      shell.render(
        `${message.title} · ${title}`,
        renderToString(<MessagePage message={message} home={home} isList />),
        home,
      ),
  };
}

interface ListProps {
  readonly title: string;
  readonly models: readonly ListedModel[];
  readonly home: string;
}

function List({ title, models, home }: ListProps): VNode {
  return (
    <main id="main" class="sheet">
      <div class="lead">
        <h1>{title}</h1>
        <p>
          {models.length === 1 ? "One model" : `${models.length} models`}, each with its own API.
        </p>
      </div>
      {models.map(({ name, title: heading, about, path }) => (
        <section key={name} class="card use">
          <h2>
            <a href={home + path}>{heading}</a>
          </h2>
          <div class="pad">
            <p>{about}</p>
            <p class="small muted">
              <span class="raw">/{path}predict</span> · <a href={`${home}${path}docs`}>Docs</a>
            </p>
          </div>
        </section>
      ))}
    </main>
  );
}
