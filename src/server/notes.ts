// What a person should know about a whole file, where the answer itself has no room for it: a header of the response.

/** A list of sentences as a header holds it: a JSON array in ASCII. */
export function notesHeader(notes: readonly string[]): string {
  return JSON.stringify(notes.map((note) => note.slice(0, 300)).slice(0, 5)).replace(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
