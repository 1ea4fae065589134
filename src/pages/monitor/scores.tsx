// What people say of the answers: how often they were right, which classes are mistaken for which, how far numbers are off.

import type { VNode } from "preact";
import type { FeedbackScore } from "../../monitor/feedback.ts";
import type { FeedbackReport } from "../../monitor/report.ts";
import { formatNumber } from "../../predict/format.ts";
import type { JsonValue } from "../../predict/json-value.ts";
import { show } from "../../text.ts";
import { Scroll } from "../batch/scroll.tsx";
import { percent } from "../charts/numbers.ts";
import { momentText } from "../charts/ticks.ts";
import { count } from "../page-model.ts";
import { jsonLink, type MonitorFacts } from "./facts.ts";
import { Panel } from "./panel.tsx";

const shownNotes = 5;

/** Nothing where nobody has judged an answer. */
export function Scores({ facts }: { readonly facts: MonitorFacts }): VNode | null {
  const { feedback } = facts.report;
  if (feedback === null || feedback.count === 0) return null;
  const unmatched =
    feedback.unmatched > 0
      ? `, ${formatNumber(feedback.unmatched)} of answers no longer known`
      : "";
  return (
    <Panel
      title="Feedback"
      json={jsonLink(facts, "feedback")}
      note={count(feedback.count, "judgement") + unmatched}
    >
      {feedback.scores.map((score) => (
        <Score key={score.output} score={score} isOnly={feedback.scores.length === 1} />
      ))}
      <Judgements list={feedback.latest.slice(0, shownNotes)} />
    </Panel>
  );
}

function Score({
  score,
  isOnly,
}: {
  readonly score: FeedbackScore;
  readonly isOnly: boolean;
}): VNode {
  const heading = isOnly ? null : <h3>{show(score.output, 60)}</h3>;
  if (score.kind === "numbers") {
    const { mae, bias, unit } = score;
    const suffix = unit === undefined ? "" : ` ${unit}`;
    const rounded = (value: number): string => formatNumber(Number(value.toPrecision(4))) + suffix;
    return (
      <div class="output">
        {heading}
        <p class="number">{rounded(mae)}</p>
        <p class="small muted">
          mean absolute error · answers are {rounded(Math.abs(bias))} too{" "}
          {bias > 0 ? "high" : "low"} on average · {count(score.count, "judgement")}
        </p>
      </div>
    );
  }
  return (
    <div class="output">
      {heading}
      <p class="number">{percent(score.right / score.count)}</p>
      <p class="small muted">
        accuracy by feedback: {formatNumber(score.right)} of {formatNumber(score.count)} right
      </p>
      <Confusion score={score} />
    </div>
  );
}

function Confusion({
  score,
}: {
  readonly score: Extract<FeedbackScore, { kind: "classes" }>;
}): VNode {
  const { classes, confusion } = score;
  return (
    <Scroll label="Which class is mistaken for which">
      <table class="confusion small">
        <caption>Rows: the right answer. Columns: what the model said.</caption>
        <thead>
          <tr>
            <td />
            {classes.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {classes.map((name, i) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {classes.map((other, j) => (
                <td key={other} class={i === j ? "right" : undefined}>
                  {formatNumber(confusion[i]?.[j] ?? 0)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function Judgements({ list }: { readonly list: FeedbackReport["latest"] }): VNode | null {
  if (list.length === 0) return null;
  return (
    <Scroll label="Latest judgements">
      <table class="list small">
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">Answered</th>
            <th scope="col">Right</th>
            <th scope="col">Note</th>
          </tr>
        </thead>
        <tbody>
          {list.map(({ at, id, row, prediction, answer, note }) => (
            <tr key={`${id}/${row}`}>
              <th scope="row">{momentText(Date.parse(at))}</th>
              <td>{prediction === null ? "not known" : valueText(prediction)}</td>
              <td>{valueText(answer)}</td>
              <td>{show(note ?? "", 200)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** A value in a list's cell. */
export function valueText(value: JsonValue): string {
  if (typeof value === "number") return formatNumber(value);
  if (value === null) return "–";
  return show(typeof value === "string" ? value : JSON.stringify(value), 80);
}
