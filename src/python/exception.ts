// What Python would raise. It never leaves the house: whoever runs Python's meaning (a template, later a handler) catches
// it and says where it happened.

/** An exception of Python, by its name. */
export class PythonException extends Error {
  override readonly name = "PythonException";
  /** `TypeError`, `ZeroDivisionError`, or one of Jinja's: `UndefinedError`. */
  readonly type: string;
  constructor(type: string, message: string) {
    super(message);
    this.type = type;
  }
}

/** Something that Python might do and we do not: too large, too deep, too long. */
export class BudgetExceeded extends Error {
  override readonly name = "BudgetExceeded";
}

export function typeError(message: string): PythonException {
  return new PythonException("TypeError", message);
}

export function valueError(message: string): PythonException {
  return new PythonException("ValueError", message);
}

/** The most characters of one text, the most items of one list, and how deep values may lie in each other. */
const maxCharacters = 4 * 2 ** 20;
export const maxItems = 1_000_000;
export const maxDepth = 100;

/** @throws BudgetExceeded when a text would be longer than any page should be */
export function checkCharacters(count: number): void {
  if (count > maxCharacters) {
    throw new BudgetExceeded(`a text would have more than ${maxCharacters} characters`);
  }
}

/** @throws BudgetExceeded when a list would be longer than any page should show */
export function checkItems(count: number): void {
  if (count > maxItems) throw new BudgetExceeded(`a list would have more than ${maxItems} items`);
}

/** @throws BudgetExceeded for values nested deeper than any page should show */
export function checkDepth(depth: number): void {
  if (depth > maxDepth) {
    throw new BudgetExceeded(`values lie more than ${maxDepth} deep in each other`);
  }
}
