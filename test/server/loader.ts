// The scripts that our pages hold, for tests that no other has come into them.

const loader = /<script data-home="\.?[./]*">\{const d=document,[^<]*<\/script>/;
const data = /<script type="application\/json" id="[\w-]+">[^<]*<\/script>/;

/** A page without its loader and the data of its program. @throws where the loader is not where it belongs */
export function withoutLoader(html: string): string {
  if (!loader.test(html)) throw new Error("The page has no loader.");
  return withoutOwnScripts(html);
}

/** The same of a page that may be a project's, which has none of them. */
export function withoutOwnScripts(html: string): string {
  return html.replace(loader, "").replace(data, "");
}
