// A picture as the numbers of a tensor: scaled to its height and width, its channels where its axes have them.

/** Where a tensor has a picture's axes. */
export interface PictureShape {
  readonly channels: 1 | 3;
  readonly height: number;
  readonly width: number;
  /** Whether the channels come first (ONNX, PyTorch), or last (TensorFlow). */
  readonly isChannelsFirst: boolean;
}

/** The numbers that stand for black and white. */
export type PixelRange = readonly [black: number, white: number];

const maxSide = 4096;

/** @param sizes  of the axes; @returns null where they are no picture's */
export function pictureShape(sizes: readonly number[] | null): PictureShape | null {
  if (sizes === null || sizes.some((size) => size < 1 || size > maxSide)) return null;
  const [a = 0, b = 0, c = 0] = sizes;
  if (sizes.length === 2) return { channels: 1, height: a, width: b, isChannelsFirst: true };
  if (sizes.length !== 3) return null;
  if (a === 1 || a === 3) return { channels: a, height: b, width: c, isChannelsFirst: true };
  if (c === 1 || c === 3) return { channels: c, height: a, width: b, isChannelsFirst: false };
  return null;
}

/**
 * The tensor's values in C order.
 *
 * @param pixels  red, green, blue and opacity of every pixel, row by row, as a canvas gives them
 */
export function pictureValues(
  pixels: ArrayLike<number>,
  { channels, height, width, isChannelsFirst }: PictureShape,
  [black, white]: PixelRange,
): number[] {
  const count = height * width;
  const values = new Array<number>(count * channels).fill(0);
  for (let pixel = 0; pixel < count; pixel++) {
    const [red = 0, green = 0, blue = 0] = [0, 1, 2].map((i) => pixels[4 * pixel + i]);
    // Grey as Pillow's mode L has it (ITU-R 601-2).
    const parts =
      channels === 3 ? [red, green, blue] : [(299 * red + 587 * green + 114 * blue) / 1000];
    for (const [channel, part] of parts.entries()) {
      const at = isChannelsFirst ? channel * count + pixel : pixel * channels + channel;
      values[at] = black + (part / 255) * (white - black);
    }
  }
  return values;
}

/** Draws a picture's file in the tensor's size. @throws where it is no picture */
export async function drawPicture(
  file: Blob,
  canvas: HTMLCanvasElement,
  { height, width }: PictureShape,
): Promise<Uint8ClampedArray> {
  const picture = await createImageBitmap(file);
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null) throw new Error("This browser cannot read pictures.");
  // What is transparent is white, as on paper.
  context.fillStyle = "#fff";
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = "high";
  context.drawImage(picture, 0, 0, width, height);
  return context.getImageData(0, 0, width, height).data;
}
