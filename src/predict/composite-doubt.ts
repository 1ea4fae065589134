// Why several things together have no plain meaning, in words that finish a sentence about them.

export class Doubt {
  /** `both svc and forest predict`. */
  readonly why: string;
  constructor(why: string) {
    this.why = why;
  }
}
