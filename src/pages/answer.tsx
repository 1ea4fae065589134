// What stands in the answer's card: a number, a class with its probabilities, several values, many rows.
// Drawn by the server, and again by the browser when another answer comes.

import type { VNode } from "preact";
import type {
  AnswerView,
  BarView,
  FeedbackView,
  RowView,
  ScaleView,
  ValueView,
} from "./answer-view.ts";
import { AttentionIcon, Bar, CheckIcon, Note } from "./icons.tsx";

const openBars = 5;

interface AnswerProps {
  readonly view: AnswerView;
  /** The answer that this one is compared with, where one is still in mind. */
  readonly before?: AnswerView | null;
}

export function Answer({ view, before = null }: AnswerProps): VNode {
  const { value, sentence, bars, rows, total, warnings } = view;
  return (
    <>
      {value === null ? (
        <ValueTable rows={rows} total={total} />
      ) : (
        <SingleValue value={value} before={before?.value ?? null} />
      )}
      {sentence !== null && <p class="sentence">{sentence}</p>}
      {bars.length > 0 && <Probabilities view={view} before={before} />}
      {warnings.map((warning) => (
        <Note key={warning} text={warning} tone="note" />
      ))}
    </>
  );
}

interface FactsProps {
  readonly view: AnswerView;
  /** What becomes of the link where it can be copied with one press. */
  readonly copy?: { readonly label: string; readonly onClick: (event: Event) => void };
}

/** `0.4 ms · id 7f3a…`, small, and what can be done with the answer. */
export function AnswerFacts({ view, copy }: FactsProps): VNode {
  const { ms, id, link, feedback } = view;
  return (
    <>
      <p class="links small muted">
        <span>
          <span title="How long the model took">{millisecondsText(ms)}</span>
          {" · "}
          <span title={`The answer's id, also in the API's answer: ${id}`}>
            id <span class="raw">{id.slice(0, 8)}</span>
          </span>
        </span>
        {link !== null && (
          <a href={link} onClick={copy?.onClick}>
            {copy?.label ?? "Link to this answer"}
          </a>
        )}
      </p>
      {feedback !== null && <FeedbackForm key={id} id={id} feedback={feedback} />}
    </>
  );
}

/** What the right answer would have been. */
function FeedbackForm({ id, feedback }: { id: string; feedback: FeedbackView }): VNode {
  const { choices } = feedback;
  return (
    <details class="wrong">
      <summary>Wrong?</summary>
      <form method="post" action="./feedback" id="feedback">
        <input type="hidden" name="id" value={id} />
        <label for="right">Right answer</label>
        {choices.length === 0 ? (
          <input type="text" id="right" name="answer" autocomplete="off" required />
        ) : (
          <select id="right" name="answer" required>
            <option value="">choose …</option>
            {choices.map((choice) => (
              <option key={choice}>{choice}</option>
            ))}
          </select>
        )}
        <label for="remark">Note (optional)</label>
        <input type="text" id="remark" name="note" autocomplete="off" />
        <button type="submit">Send</button>
      </form>
    </details>
  );
}

/** `0.04 ms`, `0.4 ms`, `12 ms`, `1.2 s`. */
export function millisecondsText(ms: number): string {
  if (ms >= 1000) return `${(ms / 1000).toFixed(1)} s`;
  if (ms >= 10) return `${Math.round(ms)} ms`;
  return `${ms.toFixed(ms < 0.095 ? 2 : 1)} ms`;
}

interface SingleProps {
  readonly value: ValueView;
  readonly before: ValueView | null;
}

function SingleValue({ value, before }: SingleProps): VNode {
  const { label, text, unit, exact, isRounded, verdict, scale } = value;
  return (
    <>
      {label !== null && <p class="small muted">{label}</p>}
      <p
        class={text.length > 16 ? "value long" : "value"}
        title={exact ?? undefined}
        data-exact={exact ?? undefined}
      >
        {verdict === "usual" && <CheckIcon />}
        {verdict === "unusual" && <AttentionIcon />}
        {text}
        {unit !== null && <span class="unit"> {unit}</span>}
      </p>
      {isRounded && (
        <p class="small muted">
          exactly <span class="raw exact">{exact}</span>
        </p>
      )}
      {scale !== null && <Scale scale={scale} before={before?.scale ?? null} />}
    </>
  );
}

function Scale({ scale, before }: { scale: ScaleView; before: ScaleView | null }): VNode {
  const at = (share: number): string => `${(share * 100).toFixed(2)}%`;
  return (
    <div class="scale small muted">
      <svg aria-hidden="true">
        <line x1="0" x2="100%" y1="8" y2="8" stroke="currentColor" />
        {before !== null && <rect class="ghost" x={at(before.at)} y="2" width="2" height="12" />}
        <circle cx={at(scale.at)} cy="8" r="6" fill="var(--accent)" />
      </svg>
      <span title="The least that the model can answer">{scale.low}</span>
      <span title="The most that the model can answer">{scale.high}</span>
    </div>
  );
}

interface ProbabilitiesProps {
  readonly view: AnswerView;
  readonly before: AnswerView | null;
}

function Probabilities({ view, before }: ProbabilitiesProps): VNode {
  const shares = new Map(before?.bars.map(({ name, share }) => [name, share]));
  const rest = view.bars.slice(openBars);
  return (
    <>
      <Bars bars={view.bars.slice(0, openBars)} shares={shares} />
      {rest.length > 0 && (
        <details>
          <summary>{moreText(rest.length, view.classes - openBars)}</summary>
          <Bars bars={rest} shares={shares} />
        </details>
      )}
    </>
  );
}

interface BarsProps {
  readonly bars: readonly BarView[];
  /** Those of the answer before, by name. */
  readonly shares: ReadonlyMap<string, number>;
}

function Bars({ bars, shares }: BarsProps): VNode {
  return (
    <div class="bars">
      {bars.map(({ name, text, exact, share, isAnswer }) => (
        <div key={name} class={isAnswer ? "top" : undefined}>
          <span>{name}</span>
          <span title={exact} data-exact={exact}>
            {text}
          </span>
          <Bar share={share} ghost={shares.get(name)} />
        </div>
      ))}
    </div>
  );
}

function moreText(shown: number, all: number): string {
  return shown === all ? `Show ${all} more` : `Show ${shown} of ${all.toLocaleString("en")} more`;
}

function ValueTable({ rows, total }: { rows: readonly RowView[]; total: number }): VNode {
  return (
    <div class="scroll" tabIndex={rows.length > 8 ? 0 : undefined}>
      <table>
        <tbody>
          {rows.map(({ name, text, exact, share }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td title={exact ?? undefined} data-exact={exact ?? undefined}>
                {text}
                {share !== null && <span class="muted"> {share}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {total > rows.length && (
        <p class="small muted">and {(total - rows.length).toLocaleString("en")} more</p>
      )}
    </div>
  );
}
