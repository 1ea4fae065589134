// The one inline script of our pages. It sets the theme before anything is drawn, then loads the page's program.
//
// The content security policy allows this text by its hash, and by 'strict-dynamic' what it loads. Hashes of
// external scripts are not understood everywhere; an inline hash and 'strict-dynamic' are, in Chromium, Firefox and
// Safari from 15.4 on. The text names the program with its digest, so that it can load nothing else, whoever writes
// the attribute of its element. A browser that refuses it has the page without JavaScript, which is whole.

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

/** The script's text. @param bundle  the page's program; null where it has none */
export function loaderText(bundle: Bundle | null): string {
  const theme = [
    '{const d=document,r=d.documentElement;r.classList.add("js");',
    `try{r.dataset.theme=localStorage.getItem(${JSON.stringify(themeKey)})||""}catch{}`,
  ];
  if (bundle === null) return `${theme.join("")}}`;
  const { file, integrity } = bundle;
  return [
    ...theme,
    `const h=d.currentScript.dataset.home,s=d.createElement("script");s.integrity="${integrity}";`,
    `s.src=h+"${bundlePath}${file}";d.head.append(s)}`,
  ].join("");
}

/**
 * The script as it stands in a page's head.
 *
 * @param home  the address of the model's root, relative to the page: dots and slashes
 */
export function renderLoader(text: string, home: string): string {
  return `<script data-home="${home}">${text}</script>`;
}
