// The one inline script of our pages. It sets the theme before anything is drawn, then loads the page's program.
//
// The content security policy allows this text by its hash, and by 'strict-dynamic' what it loads. Hashes of
// external scripts are not understood everywhere; an inline hash and 'strict-dynamic' are, in Chromium, Firefox and
// Safari from 15.4 on. The text names each program with its digest, so that it can load nothing else, whoever
// writes the attributes of its element. A browser that refuses it has the page without JavaScript, which is whole.

/** A program in the browser. */
export interface Bundle {
  /** Its file, named by its content: `home-1f0c….js`. */
  readonly file: string;
  /** For the attribute of the same name: `sha256-…`. */
  readonly integrity: string;
}

/** Where programs are served, below the model's root. */
export const bundlePath = "_picklejar/";

/** Where the browser keeps the chosen theme: `light` or `dark`. Another value, or none, is the system's. */
export const themeKey = "picklejar-theme";

/** The script's text. @param bundles  by name */
export function loaderText(bundles: ReadonlyMap<string, Bundle>): string {
  const known = [...bundles].map(
    ([name, { file, integrity }]) => `${JSON.stringify(name)}:${JSON.stringify([file, integrity])}`,
  );
  return [
    "{const d=document,r=d.documentElement,c=d.currentScript.dataset;",
    `r.classList.add("js");try{r.dataset.theme=localStorage.getItem(${JSON.stringify(themeKey)})||""}catch{}`,
    // Without a prototype: only the names that are listed lead to anything.
    `const b={__proto__:null,${known.join(",")}}[c.island];`,
    'if(b){const s=d.createElement("script");s.integrity=b[1];',
    `s.src=c.home+${JSON.stringify(bundlePath)}+b[0];d.head.append(s)}}`,
  ].join("");
}

/**
 * The script as it stands in a page's head.
 *
 * @param home    the address of the model's root, relative to the page: dots and slashes
 * @param island  the name of a program
 */
export function renderLoader(text: string, home: string, island: string): string {
  return `<script data-home="${home}" data-island="${island}">${text}</script>`;
}
