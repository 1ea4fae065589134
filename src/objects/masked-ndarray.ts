// numpy's masked arrays, which searches keep in their results.

import { Dtype } from "./dtype.ts";
import { NdArray } from "./ndarray.ts";
import { invalidArray } from "./records.ts";
import { PyTuple, type PyValue, type Stateful } from "./values.ts";

/** A masked array of numpy.ma: items whose mask is true count as missing. */
export class MaskedNdArray implements Stateful {
  readonly kind = "masked-ndarray";
  readonly offset: number;
  #data: NdArray;
  #mask: NdArray | boolean = false;
  #fillValue: PyValue = null;

  constructor(offset: number) {
    this.offset = offset;
    this.#data = new NdArray(offset);
  }
  get data(): NdArray {
    return this.#data;
  }
  /** Of the data's shape; false when nothing is masked. */
  get mask(): NdArray | boolean {
    return this.#mask;
  }
  get fillValue(): PyValue {
    return this.#fillValue;
  }

  /**
   * Takes `(version, shape, dtype, is_fortran, data, mask, fill_value)`.
   *
   * @throws ARRAY_INVALID
   * @see numpy/ma/core.py `MaskedArray.__setstate__`
   */
  setState(state: PyValue, offset: number): void {
    const items = state instanceof PyTuple ? state.items : [];
    if (items.length !== 7) throw invalidArray(offset, "its state is of an unknown version");
    const [version, shape, , fortran, , mask, fillValue] = items;
    this.#data.setState(new PyTuple(items.slice(0, 5)), offset);
    const bool = new Dtype("b", 1, true, offset);
    const bits = new NdArray(this.offset);
    const parts = [version, shape, bool, fortran, mask].map((part) => part ?? null);
    bits.setState(new PyTuple(parts), offset);
    this.#mask = bits;
    this.#fillValue = fillValue ?? null;
  }
}
