// Tells when files of a project change. The system's notices only say when to look; what changed is found by
// comparing snapshots, so that lost or doubled notices, editors that replace files, and new folders are all the same.

import { type FSWatcher, watch } from "node:fs";
import { dirname } from "node:path";
import { changedFiles, type Snapshot, type SnapshotOptions, takeSnapshot } from "./snapshot.ts";

// A change is told when nothing has changed for this long: programs write files in several steps.
const quietMs = 60;

// Without notices (network drives, too many watches) the files are looked at this often; with them, now and then.
const pollMs = 700;
const checkMs = 5000;

export interface WatcherOptions extends SnapshotOptions {
  /** Told the paths that are new, gone or have other content. */
  readonly onChange: (paths: readonly string[]) => void;
  /** Looks at the files regularly and asks the system for nothing. */
  readonly polls?: boolean;
}

/** Watches from its making until `close`. */
export class Watcher {
  readonly #onChange: WatcherOptions["onChange"];
  readonly #watches = new Map<string, FSWatcher>();
  #options: SnapshotOptions;
  /** What was last told. */
  #told: Snapshot;
  /** What was last seen: as told, or a change that may not be over. */
  #seen: Snapshot;
  #polls: boolean;
  #timer: NodeJS.Timeout | undefined;
  #regular: NodeJS.Timeout;

  constructor({ onChange, polls = false, ...options }: WatcherOptions) {
    this.#onChange = onChange;
    this.#options = options;
    this.#polls = polls;
    this.#told = takeSnapshot(options);
    this.#seen = this.#told;
    this.#follow(this.#told);
    this.#regular = this.#lookRegularly();
  }

  /** Whether there are more files than are watched. */
  get isCut(): boolean {
    return this.#told.isCut;
  }

  /** Watches other places from now on. What is new there is no change. */
  retarget(options: SnapshotOptions): void {
    const before = this.#options.roots;
    this.#options = options;
    if (before.join("\0") === options.roots.join("\0")) return;
    const now = takeSnapshot(options, this.#told);
    const known = new Map(now.files);
    // A change that was seen and not told yet stays one.
    for (const [path, state] of this.#told.files) if (now.files.has(path)) known.set(path, state);
    this.#told = { ...now, files: known };
    this.#seen = now;
    this.#follow(now);
    this.#lookSoon();
  }

  close(): void {
    clearTimeout(this.#timer);
    clearInterval(this.#regular);
    for (const one of this.#watches.values()) one.close();
    this.#watches.clear();
  }

  /** Asks the system for notices about the folders, no longer about those that are gone. */
  #follow({ files, folders }: Snapshot): void {
    if (this.#polls) return;
    const wanted = new Set(folders);
    // Files that lie elsewhere, such as a model: programs replace files, which only their folder notices.
    for (const root of this.#options.roots) if (files.has(root)) wanted.add(dirname(root));
    for (const [path, one] of this.#watches) {
      if (wanted.has(path)) continue;
      one.close();
      this.#watches.delete(path);
    }
    for (const path of wanted) if (!this.#watches.has(path)) this.#watchOne(path);
  }

  #watchOne(path: string): void {
    try {
      const one = watch(path, () => this.#lookSoon());
      one.on("error", () => this.#drop(path));
      this.#watches.set(path, one);
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : "";
      // The system has no more watches to give: look by ourselves.
      if (code === "ENOSPC" || code === "EMFILE" || code === "ENOSYS") this.#startPolling();
    }
  }

  #drop(path: string): void {
    this.#watches.get(path)?.close();
    this.#watches.delete(path);
    this.#lookSoon();
  }

  #startPolling(): void {
    if (this.#polls) return;
    this.#polls = true;
    clearInterval(this.#regular);
    this.#regular = this.#lookRegularly();
  }

  #lookRegularly(): NodeJS.Timeout {
    return setInterval(() => this.#look(), this.#polls ? pollMs : checkMs);
  }

  #lookSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), quietMs);
  }

  #look(): void {
    const now = takeSnapshot(this.#options, this.#seen);
    const isMoving = changedFiles(this.#seen, now).length > 0;
    this.#seen = now;
    if (isMoving) {
      this.#follow(now);
      this.#lookSoon();
      return;
    }
    const paths = changedFiles(this.#told, now);
    this.#told = now;
    if (paths.length > 0) this.#onChange(paths);
  }
}
