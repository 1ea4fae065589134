// Why several things together have no plain meaning, in words that finish a sentence about them.

export class Doubt {
  /** `svc and forest both predict`. */
  readonly why: string;
  constructor(why: string) {
    this.why = why;
  }
}
