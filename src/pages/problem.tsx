// What is wrong with what was sent: a summary on top of the form, with links to the fields.

import type { VNode } from "preact";
import { AttentionIcon } from "./icons.tsx";

export interface ProblemItem {
  /** The field's place in the page; null where there is none. */
  readonly id: string | null;
  readonly message: string;
}

interface SummaryProps {
  readonly heading: string;
  readonly items: readonly ProblemItem[];
  /** Whether it takes the focus when a page opens with it. */
  readonly autofocus?: boolean;
}

const maxListed = 10;

export function ErrorSummary({ heading, items, autofocus = false }: SummaryProps): VNode {
  return (
    <div class="errors" id="errors" role="alert" tabIndex={-1} autofocus={autofocus}>
      <h3>
        <AttentionIcon />
        {heading}
      </h3>
      {items.length > 0 && (
        <ul>
          {items.slice(0, maxListed).map(({ id, message }) => (
            <li key={message}>{id === null ? message : <a href={`#${id}`}>{message}</a>}</li>
          ))}
          {items.length > maxListed && <li>… and {items.length - maxListed} more</li>}
        </ul>
      )}
    </div>
  );
}

/** "1 value to correct", "3 values to correct". */
export function correctionText(count: number): string {
  return `${count} value${count === 1 ? "" : "s"} to correct`;
}
