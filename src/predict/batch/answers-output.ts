// Answers as the API gives them: the elements of a JSON array.

import type { Signature } from "../../signature/signature.ts";
import { answerOf } from "../format.ts";
import type { BatchConsumer } from "./batch.ts";
import { ByteWriter } from "./byte-writer.ts";
import type { RowBlock } from "./row-source.ts";
import type { ScoredBlock } from "./scored-samples.ts";

/** Writes answers with commas between them. */
export class AnswersOutput implements BatchConsumer {
  readonly #signature: Signature;
  readonly #write: (bytes: Uint8Array<ArrayBuffer>) => void;
  readonly #out = new ByteWriter();
  #isFirst = true;

  constructor(signature: Signature, write: (bytes: Uint8Array<ArrayBuffer>) => void) {
    this.#signature = signature;
    this.#write = write;
  }

  begin(): void {}

  take(_rows: RowBlock, { predictions }: ScoredBlock): void {
    for (const prediction of predictions) {
      if (!this.#isFirst) this.#out.writeText(",");
      this.#isFirst = false;
      this.#out.writeText(JSON.stringify(answerOf(prediction, this.#signature)));
    }
    if (this.#out.length > 0) this.#write(this.#out.take());
  }

  end(): void {}
}
