// The last answers, kept by the browser: to go back to, to compare, to take away as CSV.

import { render, type VNode } from "preact";
import type { AnswerView } from "../../answer-view.ts";
import type { HomeData } from "../../home-data.ts";
import { element } from "./element.ts";

const maxEntries = 20;

// A pasted row longer than this is not kept: browsers keep a few megabytes in all.
const maxCharacters = 20_000;

/** One answer, and what it was to. */
export interface PastAnswer {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly id: string;
  /** Texts by the control's name. */
  readonly texts: readonly (readonly [string, string])[];
  readonly answer: string;
  /** The value with all its digits. */
  readonly exact: string;
}

export interface History {
  add(texts: ReadonlyMap<string, string>, answer: AnswerView): void;
}

/** @param refill  puts old texts into the form and asks again */
export function startHistory(
  data: HomeData,
  refill: (texts: ReadonlyMap<string, string>) => void,
): History {
  const key = `picklejar-history-${data.version}`;
  const labels = new Map(data.fields.map(({ formName, label }) => [formName, label]));
  let entries = read(key);
  let picked: readonly string[] = [];
  const card = element("section", { class: "card use", "aria-labelledby": "history" });
  document.querySelector("#main")?.append(card);

  const keep = (now: readonly PastAnswer[]): void => {
    entries = now;
    try {
      localStorage.setItem(key, JSON.stringify(entries));
    } catch {}
    draw();
  };
  const draw = (): void => {
    card.hidden = entries.length === 0;
    render(
      <HistoryCard
        entries={entries}
        labels={labels}
        picked={picked}
        onRefill={({ texts }) => {
          refill(new Map(texts));
          window.scrollTo({ top: 0 });
        }}
        onPick={(id, isPicked) => {
          picked = [...picked.filter((other) => other !== id), ...(isPicked ? [id] : [])].slice(-2);
          draw();
        }}
        onDownload={() => download(entries)}
        onForget={() => {
          picked = [];
          keep([]);
        }}
      />,
      card,
    );
  };
  draw();
  return {
    add(texts, { short, value, id }) {
      const pairs = [...texts];
      const [last] = entries;
      if (last?.answer === short && isSame(last.texts, pairs)) return;
      if (pairs.reduce((sum, [, text]) => sum + text.length, 0) > maxCharacters) return;
      const entry = {
        at: Date.now(),
        id,
        texts: pairs,
        answer: short,
        exact: value?.exact ?? short,
      };
      keep([entry, ...entries].slice(0, maxEntries));
    },
  };
}

type Pairs = PastAnswer["texts"];

function isSame(a: Pairs, b: Pairs): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

interface CardProps {
  readonly entries: readonly PastAnswer[];
  readonly labels: ReadonlyMap<string, string>;
  /** Ids of the two that are compared. */
  readonly picked: readonly string[];
  readonly onRefill: (entry: PastAnswer) => void;
  readonly onPick: (id: string, isPicked: boolean) => void;
  readonly onDownload: () => void;
  readonly onForget: () => void;
}

function HistoryCard(props: CardProps): VNode {
  const { entries, labels, picked, onRefill, onPick, onDownload, onForget } = props;
  const [first, second] = picked.flatMap((id) => entries.find((entry) => entry.id === id) ?? []);
  return (
    <>
      <h2 id="history">Your last answers</h2>
      <div class="past">
        <table>
          <thead>
            <tr>
              <th scope="col">Compare</th>
              <th scope="col">Time</th>
              <th scope="col">Inputs</th>
              <th scope="col">Answer</th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry, i) => (
              <tr key={entry.id}>
                <td>
                  <label class="tick">
                    <input
                      type="checkbox"
                      checked={picked.includes(entry.id)}
                      onChange={({ currentTarget }) => onPick(entry.id, currentTarget.checked)}
                    />
                    <span class="out">Compare the answer of {clock(entry.at)}</span>
                  </label>
                </td>
                <td title={new Date(entry.at).toLocaleString()}>{clock(entry.at)}</td>
                <td>
                  <button
                    type="button"
                    class="quiet"
                    title="Fill the form in with these"
                    onClick={() => onRefill(entry)}
                  >
                    <Inputs entry={entry} before={entries[i + 1]} labels={labels} />
                  </button>
                </td>
                <td title={entry.exact} data-exact={entry.exact}>
                  {entry.answer}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {first !== undefined && second !== undefined && (
        <Comparison first={first} second={second} labels={labels} />
      )}
      <p class="history small">
        <button type="button" class="quiet" onClick={onDownload}>
          Download CSV
        </button>
        <button type="button" class="quiet" onClick={onForget}>
          Forget them
        </button>
        <span class="muted">Kept by this browser only.</span>
      </p>
    </>
  );
}

const maxShown = 6;

interface InputsProps {
  readonly entry: PastAnswer;
  readonly before: PastAnswer | undefined;
  readonly labels: ReadonlyMap<string, string>;
}

/** What was asked; what changed since the answer before in bold, and of many inputs that alone. */
function Inputs({ entry, before, labels }: InputsProps): VNode {
  const old = new Map(before?.texts);
  const parts = entry.texts.map(([name, text]) => ({
    name: labels.get(name) ?? name,
    text: text.length > 40 ? `${text.slice(0, 40)}…` : text || "—",
    isChanged: before !== undefined && old.get(name) !== text,
  }));
  const changed = parts.filter(({ isChanged }) => isChanged);
  const shown = parts.length <= maxShown || changed.length === 0 ? parts : changed;
  const rest = shown.length - maxShown;
  return (
    <>
      {shown.slice(0, maxShown).map(({ name, text, isChanged }, i) => (
        <span key={name}>
          {i > 0 && " · "}
          {name} {isChanged ? <strong>{text}</strong> : text}
        </span>
      ))}
      {rest > 0 && ` · ${rest} more`}
    </>
  );
}

interface ComparisonProps {
  readonly first: PastAnswer;
  readonly second: PastAnswer;
  readonly labels: ReadonlyMap<string, string>;
}

function Comparison({ first, second, labels }: ComparisonProps): VNode {
  const other = new Map(second.texts);
  const rows = first.texts
    .map(([name, text]) => [labels.get(name) ?? name, text, other.get(name) ?? ""] as const)
    .filter(([, a, b]) => a !== b);
  return (
    <div class="past">
      <table>
        <caption class="out">The two answers side by side</caption>
        <thead>
          <tr>
            <th scope="col">What differs</th>
            <th scope="col">{clock(first.at)}</th>
            <th scope="col">{clock(second.at)}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, a, b]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{a}</td>
              <td>{b}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">Answer</th>
            <td title={first.exact}>
              <strong>{first.answer}</strong>
            </td>
            <td title={second.exact}>
              <strong>{second.answer}</strong>
            </td>
          </tr>
        </tbody>
      </table>
    </div>
  );
}

function clock(at: number): string {
  return new Date(at).toLocaleTimeString("en-GB");
}

function download(entries: readonly PastAnswer[]): void {
  const names = [...new Set(entries.flatMap(({ texts }) => texts.map(([name]) => name)))];
  const rows = entries.map(({ at, id, texts, exact }) => {
    const values = new Map(texts);
    return [new Date(at).toISOString(), ...names.map((name) => values.get(name) ?? ""), exact, id];
  });
  const csv = [["time", ...names, "prediction", "id"], ...rows]
    .map((row) => row.map(csvCell).join(","))
    .join("\r\n");
  const link = element("a", {
    href: URL.createObjectURL(new Blob([`${csv}\r\n`], { type: "text/csv" })),
    download: "answers.csv",
  });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

// A cell that begins like a formula is text: spreadsheets run the others.
function csvCell(text: string): string {
  const safe = /^[=+@\t]|^-(?![\d.])/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function read(key: string): readonly PastAnswer[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(found) ? found.filter(isPast).slice(0, maxEntries) : [];
  } catch {
    return [];
  }
}

function isPast(entry: Partial<PastAnswer> | null): entry is PastAnswer {
  return (
    typeof entry?.at === "number" &&
    typeof entry.id === "string" &&
    typeof entry.answer === "string" &&
    Array.isArray(entry.texts)
  );
}
