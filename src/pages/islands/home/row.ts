// The form with one box for a whole row: a file can be dropped on it.

import type { HomeData } from "../../home-data.ts";
import { splitRow } from "../../pasted-row.ts";
import { element } from "./element.ts";
import type { AskedInputs } from "./start.tsx";

export function startRow(data: HomeData): AskedInputs {
  const box = document.querySelector<HTMLTextAreaElement>("#row") ?? element("textarea", {});
  const isWhole = (): boolean => {
    const { length } = splitRow(box.value);
    return data.width === 0 ? length > 0 : length === data.width;
  };
  addCount(box, data.width);
  return {
    values: () => ({ texts: new Map(), row: box.value }),
    texts: () => new Map([[data.pasteName, box.value]]),
    fill(texts) {
      box.value = texts.get(data.pasteName) ?? "";
    },
    isComplete: isWhole,
    isEmpty: () => box.value.trim() === "",
    find: () => ({ id: "row", target: box }),
  };
}

/** How many values stand in the box. */
function addCount(box: HTMLTextAreaElement, width: number): void {
  const count = element("p", { class: "hint" });
  const update = (): void => {
    const { length } = splitRow(box.value);
    const of = width === 0 ? "" : ` of ${width.toLocaleString("en")}`;
    count.textContent = `${length.toLocaleString("en")}${of} values`;
  };
  box.addEventListener("input", update);
  update();
  box.after(count);
}
