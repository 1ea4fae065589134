// A file that was chosen, dropped or pasted: looked at here, matched, then sent.

import { PicklejarError } from "../../../errors.ts";
import type { Signature } from "../../../signature/signature.ts";
import { rowWords, sizeWords } from "../../batch/batch-words.ts";
import { formatNumber } from "../../number-text.ts";
import { addShortcuts } from "../shell/keys.ts";
import { type ColumnMatch, matchFields, toldColumns } from "./column-match.ts";
import { element } from "./element.ts";
import { matchTable } from "./match-table.ts";
import { previewTable } from "./preview-table.ts";
import { startSending } from "./sending.ts";
import { headBytes, readTableHead, type TableHead } from "./table-head.ts";

/** What lies on the page. */
interface Parts {
  readonly main: HTMLElement;
  readonly form: HTMLFormElement;
  readonly file: HTMLInputElement;
  readonly pasted: HTMLTextAreaElement;
  readonly columns: HTMLInputElement;
  readonly match: HTMLElement;
  readonly preview: HTMLElement;
  readonly status: HTMLElement;
}

export function startBatch(): void {
  const find = <T extends Element>(selector: string): T | null =>
    document.querySelector<T>(selector);
  const main = find<HTMLElement>("main.batch");
  const form = main?.querySelector("form") ?? null;
  const file = find<HTMLInputElement>("#file");
  const pasted = find<HTMLTextAreaElement>("#rows");
  const columns = find<HTMLInputElement>("input[name=columns]");
  const match = find<HTMLElement>("#match");
  const preview = find<HTMLElement>("#preview");
  const status = find<HTMLElement>("#sending");
  if (!main || !form || !file || !pasted || !columns || !match || !preview || !status) return;
  new BatchForm({ main, form, file, pasted, columns, match, preview, status }).start();
}

class BatchForm {
  readonly #parts: Parts;
  readonly #ownMatch: readonly Node[];
  #signature: Promise<Signature> | null = null;
  #matches: readonly ColumnMatch[] = [];
  #head: TableHead | null = null;
  #turn = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#ownMatch = [...parts.match.childNodes];
  }

  start(): void {
    const { form, file, pasted } = this.#parts;
    file.addEventListener("change", () => void this.#look());
    let timer = 0;
    pasted.addEventListener("input", () => {
      clearTimeout(timer);
      timer = window.setTimeout(() => void this.#look(), 200);
    });
    this.#takeDrops();
    startSending(
      form,
      (text, isBad) => this.#say(text, isBad),
      () => this.#fault(),
    );
    addShortcuts({ keys: "Ctrl Enter", does: "Score the file" });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    });
    // What a browser kept from before a reload.
    void this.#look();
  }

  /** The whole card takes what is dropped, and the page nothing: a miss must not open the file. */
  #takeDrops(): void {
    const { file, form } = this.#parts;
    const card = form.querySelector(".card");
    const isOver = (event: DragEvent): boolean =>
      event.target instanceof Node && card?.contains(event.target) === true;
    addEventListener("dragover", (event) => {
      event.preventDefault();
      card?.classList.toggle("over", isOver(event));
    });
    addEventListener("dragleave", () => card?.classList.remove("over"));
    addEventListener("drop", (event) => {
      event.preventDefault();
      card?.classList.remove("over");
      const files = event.dataTransfer?.files;
      if (!isOver(event) || files === undefined || files.length === 0) return;
      file.files = files;
      void this.#look();
      if (files.length > 1) this.#say("One file at a time: the first was taken.", true);
    });
  }

  /** Looks at what there is to be sent now. */
  async #look(): Promise<void> {
    const turn = ++this.#turn;
    const { file, pasted } = this.#parts;
    const chosen = file.files?.[0];
    const blob = chosen ?? (pasted.value.trim() === "" ? null : new Blob([pasted.value]));
    this.#head = null;
    this.#matches = [];
    this.#parts.columns.value = "";
    this.#say("");
    if (blob === null) return this.#clear();
    const [bytes, signature] = await Promise.all([
      blob.slice(0, headBytes).arrayBuffer(),
      this.#fetchSignature(),
    ]).catch(() => [null, null]);
    // Something else was chosen meanwhile.
    if (turn !== this.#turn || bytes === null || signature === null) return;
    const name = chosen?.name ?? "";
    try {
      const head = readTableHead(new Uint8Array(bytes), blob.size, name, signature);
      if (head === null) this.#showParquet(blob.size);
      else this.#show(head, signature, new Map(), blob.size);
    } catch (error) {
      if (!(error instanceof PicklejarError)) throw error;
      this.#clear();
      this.#say(`${error.message} ${error.details["advice"] ?? ""}`, true);
    }
  }

  #fetchSignature(): Promise<Signature> {
    this.#signature ??= fetch("model", { headers: { accept: "application/json" } })
      .then((response) => response.json() as Promise<{ signature: Signature }>)
      .then(({ signature }) => signature);
    return this.#signature;
  }

  #clear(): void {
    this.#parts.preview.hidden = true;
    this.#parts.match.replaceChildren(...this.#ownMatch);
  }

  #showParquet(size: number): void {
    const { preview } = this.#parts;
    this.#clear();
    const words = `Parquet · ${sizeWords(size)} · its columns are matched by name, on the server`;
    this.#fill(preview, element("p", { class: "facts small" }, words));
  }

  #show(
    head: TableHead,
    signature: Signature,
    chosen: ReadonlyMap<string, number>,
    size: number,
  ): void {
    const { match, preview, columns } = this.#parts;
    const matches = matchFields(signature, head.names, chosen);
    this.#head = head;
    this.#matches = matches;
    const told = toldColumns(matches, head.names);
    columns.value = Object.keys(told).length === 0 ? "" : JSON.stringify(told);
    // Rows of JSON may be lists, which have no names to match.
    if (head.names.length === 0) this.#clear();
    else {
      const table = matchTable(matches, head.names, (field, column) => {
        this.#show(head, signature, new Map([...chosen, [field, column]]), size);
        match.querySelector<HTMLElement>(`[data-field="${CSS.escape(field)}"]`)?.focus();
      });
      match.replaceChildren(table);
    }
    this.#fill(
      preview,
      element("p", { class: "facts small muted" }, factWords(head, matches, size)),
      ...previewTable(head, matches),
    );
  }

  #fill(preview: HTMLElement, ...parts: readonly HTMLElement[]): void {
    preview.replaceChildren(...[...preview.childNodes].slice(0, 1), ...parts);
    preview.hidden = false;
  }

  /** Why the form cannot be sent as it is. */
  #fault(): string | null {
    const { file, pasted, main } = this.#parts;
    const chosen = file.files?.[0];
    if (chosen === undefined && pasted.value.trim() === "") return "Choose a file, or paste rows.";
    const most = Number(main.dataset["bytes"]);
    if (chosen !== undefined && chosen.size > most) {
      return `The file is larger than ${sizeWords(most)}. Split it, or use picklejar predict.`;
    }
    const missing = this.#matches.filter(({ kind }) => kind === "missing");
    if (this.#head?.isCsv !== true || missing.length === 0) return null;
    const names = missing.slice(0, 5).map(({ field }) => field.name);
    return `Columns are missing: ${names.join(", ")}${missing.length > 5 ? ", …" : ""}. Choose them under “Columns”.`;
  }

  #say(text: string, isBad = false): void {
    const { status } = this.#parts;
    status.textContent = text;
    status.classList.toggle("bad", isBad);
    status.classList.toggle("muted", !isBad);
  }
}

function factWords(head: TableHead, matches: readonly ColumnMatch[], size: number): string {
  const { facts, total, isEstimated, names, rows } = head;
  const rounded = isEstimated ? Number(total.toPrecision(2)) : total;
  const used = matches.map(({ column }) => column).filter((column) => column >= 0);
  const others = names.length - new Set(used).size;
  const many = others === 1 ? "1 other column is kept" : `${formatNumber(others)} others are kept`;
  const kept = others > 0 ? many : null;
  const comma = hasDecimalCommas(rows, matches) ? "decimal commas, which are not read" : null;
  const count = `${isEstimated ? "about " : ""}${rowWords(rounded)}`;
  return [...facts, comma, count, sizeWords(size), kept].filter(Boolean).join(" · ");
}

/** Whether numbers are written as 3,5. */
function hasDecimalCommas(rows: TableHead["rows"], matches: readonly ColumnMatch[]): boolean {
  const numbers = matches.filter(
    ({ field }) => field.kind === "number" || field.kind === "integer",
  );
  return rows.some((cells) =>
    numbers.some(({ column }) => /^\s*-?\d+,\d+\s*$/.test(String(cells?.[column] ?? ""))),
  );
}
