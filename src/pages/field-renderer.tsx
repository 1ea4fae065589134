// A field of the form as HTML, prepared: in the common case only the value is put into ready text.

import { randomUUID } from "node:crypto";
import { renderToString } from "preact-render-to-string";
import { controlKind, defaultText, FieldControl, rangeNote } from "./control.tsx";
import type { PageField } from "./page-model.ts";
import { escapeHtml } from "./template.tsx";

/**
 * Renders one field.
 *
 * @param value  text in the control; undefined = nothing chosen or typed yet
 * @param error  what is wrong with it
 */
export type FieldRenderer = (value: string | undefined, error: string | undefined) => string;

export function fieldRenderer(page: PageField): FieldRenderer {
  const render: FieldRenderer = (value, error) =>
    renderToString(<FieldControl page={page} value={value} error={error} />);
  const kind = controlKind(page.field);
  return kind === "radios" || kind === "select" ? remember(render) : fillIn(page, render);
}

// Few choices: each is rendered once, when it is first chosen. What is none of them is not kept.
function remember(render: FieldRenderer): FieldRenderer {
  const known = new Map<string | undefined, string>();
  return (value, error) => {
    if (error !== undefined) return render(value, error);
    let html = known.get(value);
    if (html === undefined) {
      html = render(value, undefined);
      if (known.size < 32) known.set(value, html);
    }
    return html;
  };
}

// A value nobody can send marks the place, so that texts of the field itself are never taken for it.
function fillIn(page: PageField, render: FieldRenderer): FieldRenderer {
  const marker = randomUUID();
  const [before = "", after = ""] = render(marker, undefined).split(marker);
  const initial = defaultText(page.field) ?? "";
  return (value = initial, error) => {
    const isPlain = error === undefined && rangeNote(page.field, value) === undefined;
    if (!isPlain || value.startsWith("\n")) return render(value, error);
    return before + escapeHtml(value) + after;
  };
}
