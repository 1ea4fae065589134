// A record inside an estimator that is no estimator itself: a node of a tree of clusters.

import { attributes, type PyObject } from "../objects/values.ts";
import { AttributeReader } from "./attribute-reader.ts";

export class Part extends AttributeReader {
  readonly #owner: AttributeReader;

  /** @param where  its place in the model: `_bisecting_tree.left` */
  constructor(object: PyObject, where: string, owner: AttributeReader) {
    super(attributes(object), object.global.path, where);
    this.#owner = owner;
  }

  override charge(thing: object, size: number): void {
    this.#owner.charge(thing, size);
  }
}
