// The pages of one model, in the header's order. A page that is built registers itself here with one line.

export type PageName = "predict" | "batch" | "job" | "monitor" | "docs" | "explorer";

/** What the shell needs to know of a page. */
export interface ListedPage {
  readonly name: PageName;
  /** The page that the header marks in its stead. */
  readonly within?: PageName;
  /** Its link in the header; null = no link leads there. */
  readonly text: string | null;
  /** Its address below the model's root; null = where the form is, which a project's own page can move. */
  readonly path: string | null;
  /** Its key after `g`. */
  readonly key: string | null;
  /** Its own style sheet beside the common one, `styles/NAME.css`. */
  readonly style: string | null;
  /** Its program in the browser, `islands/NAME.tsx`; without one it gets the shell's own (theme, keys). */
  readonly island: string | null;
}

export const pageList: readonly ListedPage[] = [
  { name: "predict", text: "Predict", path: null, key: "p", style: "home", island: "home" },
  { name: "batch", text: "Batch", path: "batch", key: "b", style: "batch", island: "batch" },
  {
    name: "job",
    within: "batch",
    text: null,
    path: null,
    key: null,
    style: "batch",
    island: "job",
  },
  {
    name: "monitor",
    text: "Monitor",
    path: "monitor",
    key: "m",
    style: "monitor",
    island: "monitor",
  },
  { name: "docs", text: "Docs", path: "docs", key: "d", style: "docs", island: "docs" },
  {
    name: "explorer",
    within: "docs",
    text: null,
    path: "docs/api",
    key: null,
    style: "explorer",
    island: "explorer",
  },
];
