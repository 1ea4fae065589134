// The beginning of a file that is to be recognised, and what a recognised kind is.

/** How much of a file is looked at as text, bytes. */
const textBytes = 64 * 1024;

/** What to tell about a file that is no model Picklejar reads. */
export interface FileLabel {
  /** A noun phrase that fits "model.pkl is …". */
  readonly what: string;
  /** What the user can do, as a sentence. */
  readonly advice: string;
}

/** A kind of file, and how to know it. */
export interface FileKind extends FileLabel {
  /** @param head  the beginning of the file, at least one byte */
  readonly matches: (head: FileHead) => boolean;
}

/** Advice for models of other libraries. */
export const readsPickles =
  "Picklejar reads scikit-learn models saved by joblib.dump or pickle.dump so far.";

/** Advice for models that XGBoost saved by itself. */
export const saveWrapper: string = `${readsPickles} Save the XGBClassifier or XGBRegressor itself by joblib.dump.`;

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
