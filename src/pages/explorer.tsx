// The API's explorer: Swagger UI within our shell. What it needs stands in attributes, for the page's own program.

import type { VNode } from "preact";
import { type ExplorerFiles, explorerPath } from "./explorer-files.ts";
import type { PageModel } from "./page-model.ts";

interface ExplorerProps {
  readonly page: PageModel;
  readonly files: ExplorerFiles;
  /** The address of the model's root, relative to this page. */
  readonly home: string;
}

export function ExplorerPage({ page, files: { script, style }, home }: ExplorerProps): VNode {
  return (
    <main id="main" class="sheet explorer">
      <section class="lead" aria-labelledby="title">
        <h1 id="title">{page.title}: every request, to try</h1>
        <p>
          Change the values and press <b>Execute</b>: the request goes to this server.{" "}
          <a href={`${home}docs`}>The same to read</a> ·{" "}
          <a href={`${home}openapi.json`}>openapi.json</a>
        </p>
        <h2 class="out">Requests</h2>
      </section>
      <div
        id="explorer"
        data-document={`${home}openapi.json`}
        data-script={home + explorerPath + script.name}
        data-integrity={script.integrity}
        data-style={home + explorerPath + style.name}
        data-style-integrity={style.integrity}
      >
        <p class="wait small muted">
          The explorer is a program: it needs JavaScript. <a href={`${home}docs`}>The API's page</a>{" "}
          works without.
        </p>
      </div>
    </main>
  );
}
