// What to write into a config for a name that only the project's own code can know. Never suggested for names of
// Python itself and of libraries: whoever meets those unexpectedly has met an attack, not a function of their own.

import type { PyGlobal } from "./values.ts";

/** How a file uses a name of the project. */
export type OwnUse = "class" | "function" | "rows" | "text" | "words";

const examples: Readonly<Record<OwnUse, string>> = {
  class: "class { constructor(state) { … } transform(rows) { … } }",
  function: "(value) => …",
  rows: "(rows: number[][]) => rows.map((row) => …)",
  text: "(text: string) => text.toLowerCase()",
  words: '(text: string) => text.split(" ")',
};

/** A name of a project with how the file uses it. */
export type OwnMention = readonly [name: PyGlobal, use: OwnUse];

// More of them are a library, and too many to read.
const maxMentions = 4;

/** `names: { "__main__.clean": (text: string) => text.split(" ") }`. */
export function configLine(...mentions: readonly OwnMention[]): string {
  const lines = mentions.slice(0, maxMentions).map(([{ path }, use]) => {
    return `${JSON.stringify(path)}: ${examples[use]}`;
  });
  return `names: { ${lines.join(", ")}${mentions.length > lines.length ? ", …" : ""} }`;
}

/** Whether a name may be one of a project's own code. */
export function mayBeOwn({ module }: PyGlobal): boolean {
  const [root = ""] = module.split(".");
  if (root === "__main__" || root === "__mp_main__") return true;
  return /^[A-Za-z]\w*$/.test(root) && !others.has(root);
}

/** Python's own modules, of 2.7 to 3.13, and libraries whose unknown names are nobody's own. */
const others: ReadonlySet<string> = new Set(
  `
  __builtin__ _io _posixsubprocess _thread abc aifc antigravity argparse array ast asynchat asyncio asyncore
  atexit audioop base64 bdb binascii bisect builtins bz2 cPickle cProfile calendar cgi cgitb chunk cmath cmd
  code codecs codeop collections colorsys commands compileall concurrent configparser contextlib contextvars
  copy copyreg crypt csv ctypes curses dataclasses datetime dbm decimal difflib dis distutils doctest email
  encodings ensurepip enum errno faulthandler fcntl filecmp fileinput fnmatch fractions ftplib functools gc
  genericpath getopt getpass gettext glob graphlib grp gzip hashlib heapq hmac html http idlelib imaplib imghdr
  imp importlib inspect io ipaddress itertools json keyword lib2to3 linecache locale logging lzma mailbox
  mailcap marshal math mimetypes mmap modulefinder msilib msvcrt multiprocessing netrc nis nntplib nt ntpath
  nturl2path numbers opcode operator optparse os ossaudiodev pathlib pdb pickle pickletools pipes pkgutil
  platform plistlib popen2 poplib posix posixpath pprint profile pstats pty pwd py_compile pyclbr pydoc
  pydoc_data pyexpat queue quopri random re readline reprlib resource rlcompleter runpy sched secrets select
  selectors shelve shlex shutil signal site smtpd smtplib sndhdr socket socketserver spwd sqlite3 sre_compile
  sre_constants sre_parse ssl stat statistics string stringprep struct subprocess sunau symtable sys sysconfig
  syslog tabnanny tarfile telnetlib tempfile termios textwrap this thread threading time timeit tkinter token
  tokenize tomllib trace traceback tracemalloc tty turtle turtledemo types typing unicodedata unittest urllib
  urllib2 uu uuid venv warnings wave weakref webbrowser winreg winsound wsgiref xdrlib xml xmlrpc zipapp zipfile
  zipimport zlib zoneinfo
  IPython catboost cloudpickle dill flask imblearn jax jinja2 joblib keras lightgbm matplotlib mlflow numpy onnx pandas pip pkg_resources requests scipy
  setuptools six sklearn skops statsmodels streamlit tensorflow torch transformers xgboost yaml
  `.split(/\s+/),
);
