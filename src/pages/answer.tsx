// What stands in the answer's card: a number, a class with its probabilities, several values, many rows.

import type { VNode } from "preact";
import { renderAnswerText } from "../predict/answer-text.ts";
import { formatExact, formatLabel, formatNumber, formatPrediction } from "../predict/format.ts";
import type { LabelProbability, PredictedValue, Prediction } from "../predict/prediction.ts";
import type { OutputField, Signature } from "../signature/signature.ts";
import { show } from "../text.ts";
import { Note } from "./control.tsx";
import { Bar } from "./icons.tsx";
import type { PageModel } from "./page-model.ts";

/** An answer as the page shows it. */
export interface PageAnswer {
  readonly predictions: readonly Prediction[];
  /** The same answer as the API gives it. */
  readonly json: string;
  /** The request's id. */
  readonly id: string;
  /** The page's address with these values in it; undefined where it would be too long. */
  readonly link: string | undefined;
}

const openBars = 5;
const maxRows = 200;

/** The answer in a few words, as it stands beside the button. */
export function answerText(page: PageModel, answer: PageAnswer): string {
  const [first] = answer.predictions;
  if (answer.predictions.length !== 1 || first === undefined) {
    return `${formatNumber(answer.predictions.length)} answers`;
  }
  const { prediction } = first;
  if (isList(prediction)) return `${formatNumber(prediction.length)} values`;
  const [output] = page.model.signature.outputs;
  const text = valueText(prediction, output);
  return leadsNumber(output?.unit) ? withUnit(text, output?.unit) : text;
}

export function Answer({ page, answer }: { page: PageModel; answer: PageAnswer }): VNode {
  const { outputs } = page.model.signature;
  const [first] = answer.predictions;
  return (
    <>
      {answer.predictions.length === 1 && first !== undefined ? (
        <OneAnswer prediction={first} signature={page.model.signature} />
      ) : (
        <ManyAnswers predictions={answer.predictions} outputs={outputs} />
      )}
      <p class="links small muted">
        <span title={`The answer's id, also in the API's answer: ${answer.id}`}>
          id <span class="raw">{answer.id.slice(0, 8)}</span>
        </span>
        {answer.link !== undefined && <a href={answer.link}>Link to this answer</a>}
      </p>
    </>
  );
}

interface OneProps {
  readonly prediction: Prediction;
  readonly signature: Signature;
}

function OneAnswer({ prediction, signature }: OneProps): VNode {
  const value = prediction.prediction;
  const { outputs } = signature;
  const [output] = outputs;
  const sentence = renderAnswerText(prediction, signature);
  return (
    <>
      {isList(value) ? (
        <ValueTable rows={valueRows(value, outputs, prediction)} total={value.length} />
      ) : (
        <SingleValue value={value} output={output} />
      )}
      {sentence !== null && <p class="sentence">{show(sentence, 2000)}</p>}
      {prediction.probabilities && (
        <Probabilities list={prediction.probabilities} value={value} output={output} />
      )}
      {prediction.warnings?.map((warning) => (
        <Note key={warning} text={warning} tone="note" />
      ))}
    </>
  );
}

interface SingleProps {
  readonly value: PredictedValue;
  readonly output: OutputField | undefined;
}

function SingleValue({ value, output }: SingleProps): VNode {
  const text = valueText(value, output);
  const exact = typeof value === "number" ? formatExact(value) : undefined;
  const isRounded =
    output?.kind === "number" && exact !== undefined && text.replaceAll(",", "") !== exact;
  return (
    <>
      {output?.label !== undefined && <p class="small muted">{output.label}</p>}
      <p class={text.length > 16 ? "value long" : "value"} title={exact}>
        {leadsNumber(output?.unit) ? withUnit(text, output?.unit) : text}
        {output?.unit !== undefined && !leadsNumber(output.unit) && (
          <span class="unit"> {output.unit}</span>
        )}
      </p>
      {isRounded && (
        <p class="small muted">
          exactly <span class="raw exact">{exact}</span>
        </p>
      )}
    </>
  );
}

interface ProbabilitiesProps extends SingleProps {
  readonly list: readonly LabelProbability[];
}

function Probabilities({ list, value, output }: ProbabilitiesProps): VNode {
  const sorted = list
    .map(({ label, probability }, i) => ({
      name: className(output, i, String(label)),
      isAnswer: label === value,
      probability,
    }))
    .sort((a, b) => (b.probability || 0) - (a.probability || 0));
  const bars = (some: typeof sorted) => (
    <div class="bars">
      {some.map(({ name, isAnswer, probability }) => (
        <div key={name} class={isAnswer ? "top" : undefined}>
          <span>{name}</span>
          <span title={String(probability)}>{percent(probability)}</span>
          <Bar share={probability} />
        </div>
      ))}
    </div>
  );
  const rest = sorted.slice(openBars, maxRows);
  return (
    <>
      {bars(sorted.slice(0, openBars))}
      {rest.length > 0 && (
        <details>
          <summary>{moreText(rest.length, sorted.length - openBars)}</summary>
          {bars(rest)}
        </details>
      )}
    </>
  );
}

/** What people read for a class: the config's label for it, else its name. */
function className(output: OutputField | undefined, position: number, label: string): string {
  const name = output?.classNames?.[position] ?? label;
  return (output && formatLabel(output, name)) ?? name;
}

function moreText(shown: number, all: number): string {
  return shown === all ? `Show ${all} more` : `Show ${shown} of ${formatNumber(all)} more`;
}

interface TableRow {
  readonly name: string;
  readonly text: string;
  readonly exact?: string | undefined;
  readonly probability?: number | undefined;
}

function valueRows(
  values: readonly PredictedValue[],
  outputs: readonly OutputField[],
  prediction: Prediction,
): TableRow[] {
  const isPerOutput = outputs.length === values.length && outputs.length > 1;
  const names = outputs.length === 1 ? outputs[0]?.names : undefined;
  return values.slice(0, maxRows).map((value, i) => {
    const output = isPerOutput ? outputs[i] : undefined;
    // A sparse row: pairs of index and value, indices counted from 0.
    const pair = !isPerOutput && isList(value) && value.length === 2 ? value : undefined;
    const shown = pair?.[1] ?? value;
    const number = pair === undefined ? String(i + 1) : `at ${String(pair[0])}`;
    const name = names?.[pair === undefined ? i : Number(pair[0])] ?? number;
    const share = prediction.outputProbabilities?.[i]?.find(({ label }) => label === value);
    return {
      name: output?.label ?? output?.name ?? name,
      text: withUnit(valueText(shown, output), output?.unit),
      exact: typeof shown === "number" ? formatExact(shown) : undefined,
      probability: share?.probability,
    };
  });
}

function ManyAnswers({ predictions, outputs }: PageRows): VNode {
  const rows = predictions.slice(0, maxRows).map(({ prediction }, i) => ({
    name: `row ${i + 1}`,
    text: formatPrediction(prediction, outputs),
  }));
  return <ValueTable rows={rows} total={predictions.length} />;
}

interface PageRows {
  readonly predictions: readonly Prediction[];
  readonly outputs: readonly OutputField[];
}

function ValueTable({ rows, total }: { rows: readonly TableRow[]; total: number }): VNode {
  return (
    <div class="scroll" tabIndex={rows.length > 8 ? 0 : undefined}>
      <table>
        <tbody>
          {rows.map(({ name, text, exact, probability }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td title={exact}>
                {text}
                {probability !== undefined && <span class="muted"> {percent(probability)}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {total > rows.length && (
        <p class="small muted">and {formatNumber(total - rows.length)} more</p>
      )}
    </div>
  );
}

function valueText(value: PredictedValue, output: OutputField | undefined): string {
  const text = formatPrediction(value, output === undefined ? [] : [output]);
  if (output !== undefined && formatLabel(output, String(value)) !== null) return text;
  if (output?.kind === "cluster") return `cluster ${text}`;
  if (output?.kind === "anomaly" && typeof value === "number") {
    return value === 1 ? "usual" : "unusual";
  }
  return text;
}

// Currencies that English writes before the number and against it; all other units follow.
const leadingUnits: readonly string[] = ["$", "£", "¥", "₹"];

function leadsNumber(unit: string | undefined): boolean {
  return unit !== undefined && leadingUnits.includes(unit);
}

/** `-$53,290.89`, `21 °C`. */
function withUnit(text: string, unit: string | undefined): string {
  if (unit === undefined) return text;
  if (!leadsNumber(unit)) return `${text} ${unit}`;
  return text.startsWith("-") ? `-${unit}${text.slice(1)}` : unit + text;
}

function percent(share: number): string {
  if (!Number.isFinite(share)) return "not a number";
  return `${(share * 100).toFixed(1)} %`;
}

function isList(value: PredictedValue): value is readonly PredictedValue[] {
  return Array.isArray(value);
}
