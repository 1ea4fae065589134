// The beginning of a file that is to be recognised, and what a recognised kind is.

/** How much of a file is looked at as text, bytes. */
const textBytes = 64 * 1024;

/** Formats of model files besides pickles. */
export type ModelFormat = "xgboost" | "lightgbm" | "skops" | "onnx";

/** What to tell about a file that is no pickle. */
export interface FileLabel {
  /** A noun phrase that fits "model.pkl is …". */
  readonly what: string;
  /** What the user can do, as a sentence. */
  readonly advice: string;
  /** The format that it is read in; absent where it is not read. */
  readonly format?: ModelFormat;
  /** Whether it is a model of a library that is known and not served. */
  readonly isUnserved?: boolean;
}

/** A kind of file, and how to know it. */
export interface FileKind extends FileLabel {
  /** @param head  the beginning of the file, at least one byte */
  readonly matches: (head: FileHead) => boolean;
}

/** Advice for models of other libraries. */
export const readsPickles =
  "Picklejar reads scikit-learn, XGBoost and LightGBM models (joblib, pickle, skops, the files of XGBoost and LightGBM themselves) and ONNX.";

/** Advice for what XGBoost wrote about a model that is not the model. */
export const saveBooster =
  'Save the model itself, booster.save_model("model.json"), and name that file.';

/** Advice for CatBoost's models. */
export const saveForOthers =
  "CatBoost's models are not served yet: train an XGBoost, LightGBM or scikit-learn model on the same data, or keep this one behind its own library.";

/** Advice for models that are read. */
export const readHere = "It can be served as it is.";

/** Advice where the file was made from a model, or beside it. */
export const saveModel =
  'Save the fitted model itself, joblib.dump(model, "model.joblib"), and name that file.';

/** Advice for bytes that something on the way took for text. */
export const copyInBinary =
  'Copy or download it again in binary mode, or save the model again: open("model.pkl", "wb").';

export class FileHead {
  /** The first bytes, perhaps all of them. */
  readonly bytes: Uint8Array;
  /** Bytes in the whole file. */
  readonly size: number;
  #text: string | null = null;

  constructor(bytes: Uint8Array, size: number) {
    this.bytes = bytes;
    this.size = size;
  }

  /** The first 64 KiB as Latin-1, one character a byte. */
  get text(): string {
    this.#text ??= Buffer.from(this.bytes.subarray(0, textBytes)).toString("latin1");
    return this.#text;
  }

  /** Whether these characters, as bytes, stand at byte `at`. */
  has(characters: string, at = 0): boolean {
    for (let i = 0; i < characters.length; i++) {
      if (this.bytes[at + i] !== characters.charCodeAt(i)) return false;
    }
    return true;
  }
}
