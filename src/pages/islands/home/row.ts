// The form with one box for a whole row: a file, or a picture where the row is one, can be dropped on it.

import type { HomeData } from "../../home-data.ts";
import { splitRow } from "../../pasted-row.ts";
import type { AskedInputs } from "./asked-inputs.ts";
import { element } from "./element.ts";
import { hideNote, showNote } from "./notes.tsx";
import { drawPicture, type PixelRange, pictureShape, pictureValues } from "./picture.ts";

// A form of more bytes is refused by the server.
const maxBytes = 1_000_000;

export function startRow(data: HomeData): AskedInputs {
  const box = document.querySelector<HTMLTextAreaElement>("#row") ?? element("textarea", {});
  const isWhole = (): boolean => {
    const { length } = splitRow(box.value);
    return data.width === 0 ? length > 0 : length === data.width;
  };
  addCount(box, data.width);
  addFiles(box, data);
  return {
    values: () => ({ texts: new Map(), row: box.value }),
    texts: () => new Map([[data.pasteName, box.value]]),
    fill: (texts) => write(box, texts.get(data.pasteName) ?? ""),
    isComplete: isWhole,
    isEmpty: () => box.value.trim() === "",
    find: () => ({ id: "row", target: box }),
  };
}

function write(box: HTMLTextAreaElement, text: string): void {
  box.value = text;
  box.dispatchEvent(new Event("input", { bubbles: true }));
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

/** A button for a file, and the whole field to drop one on. */
function addFiles(box: HTMLTextAreaElement, { tensor }: HomeData): void {
  const shape = pictureShape(tensor);
  const chooser = element("input", { type: "file", id: "row-file" });
  const label = element("label", { for: "row-file", class: "label" });
  label.textContent =
    shape === null ? "Or a file that holds the row" : "Or a picture, or a file that holds the row";
  const canvas = element("canvas", {
    class: "picture",
    "aria-label": "The picture as the model sees it",
  });
  canvas.hidden = true;
  const range = rangeSelect();
  const field = element("div", { class: "drop" });
  field.append(label, chooser);
  if (shape !== null) field.append(range.label, canvas);
  box.closest(".field")?.append(field);

  let pixels: Uint8ClampedArray | null = null;
  const read = async (file: File): Promise<void> => {
    hideNote(box, "row-file-note");
    canvas.hidden = true;
    pixels = null;
    try {
      if (shape !== null && file.type.startsWith("image/")) {
        pixels = await drawPicture(file, canvas, shape);
        canvas.hidden = false;
        writePixels();
      } else if (file.size > maxBytes) {
        showNote(box, "row-file-note", `${file.name} is larger than 1 MB.`, true);
      } else {
        write(box, await file.text());
      }
    } catch {
      showNote(box, "row-file-note", `${file.name} cannot be read as a picture.`, true);
    }
  };
  const writePixels = (): void => {
    if (shape === null || pixels === null) return;
    const [black, white] = range.value();
    const digits = white - black > 100 ? 0 : 3;
    const values = pictureValues(pixels, shape, [black, white]);
    write(box, values.map((value) => Number(value.toFixed(digits))).join(" "));
  };
  range.label.addEventListener("change", writePixels);
  chooser.addEventListener("change", () => {
    const [file] = chooser.files ?? [];
    if (file !== undefined) void read(file);
  });
  const place = box.closest<HTMLElement>(".inputs") ?? box;
  place.addEventListener("dragover", (event) => event.preventDefault());
  place.addEventListener("drop", (event) => {
    const [file] = event.dataTransfer?.files ?? [];
    if (file === undefined) return;
    event.preventDefault();
    void read(file);
  });
}

const ranges: readonly (readonly [string, PixelRange])[] = [
  ["0 to 1", [0, 1]],
  ["0 to 255", [0, 255]],
  ["−1 to 1", [-1, 1]],
  ["1 to 0, white on black", [1, 0]],
];

/** What the model was trained on is not written in its file: who asks knows. */
function rangeSelect(): { readonly label: HTMLLabelElement; value(): PixelRange } {
  const label = element("label", {});
  const select = element("select", {});
  for (const [text] of ranges) {
    const option = element("option", {});
    option.textContent = text;
    select.append(option);
  }
  label.append("Black to white is", select);
  return { label, value: () => ranges[select.selectedIndex]?.[1] ?? [0, 1] };
}
