// The words that HTTP has for its statuses.

// Imported by its name, node:http would make what fetches from other servers, which takes longer than all else of it.
export const statusTexts: Readonly<Record<number, string | undefined>> =
  process.getBuiltinModule("node:http").STATUS_CODES;
