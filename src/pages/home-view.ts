// What a question changes on the home page, as its program in the browser gets it instead of a whole page.

import type { AnswerView } from "./answer-view.ts";
import { answerView } from "./answer-view.ts";
import type { HomeState } from "./home.tsx";
import type { PageModel } from "./page-model.ts";
import { homeViewType } from "./view-type.ts";

export { homeViewType };

export interface HomeView {
  readonly answer: AnswerView | null;
  readonly problem: ProblemView | null;
}

export interface ProblemView {
  /** What stands above the list; null = how many values are to be corrected. */
  readonly summary: string | null;
  readonly issues: readonly {
    /** The field's name; null for what is wrong with the whole. */
    readonly field: string | null;
    readonly message: string;
  }[];
}

export function homeView(page: PageModel, { answer, problem }: HomeState): HomeView {
  return {
    answer: answer === null ? null : answerView(page, answer),
    problem: problem && {
      summary: problem.summary ?? null,
      issues: problem.issues.map(({ path, message }) => ({
        field: path.length === 0 ? null : String(path[0]),
        message,
      })),
    },
  };
}
