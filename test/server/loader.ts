// The one script that our pages hold, for tests that no other has come into them.

/** A page without its loader. @throws where there is none, or it is not where it belongs */
export function withoutLoader(html: string): string {
  const loader =
    /<script data-home="\.?[./]*" data-island="[a-z]+">\{const d=document,[^<]*<\/script>(?=<\/head>)/;
  if (!loader.test(html)) throw new Error("The page has no loader.");
  return html.replace(loader, "");
}
