// All jobs of one model: who is next, who is over, and what is thrown away when.

import { PicklejarError } from "../../errors.ts";
import type { Service } from "../service.ts";
import { Job, type JobInput, type JobOptions, type JobSender } from "./job.ts";
import { scoreJob } from "./job-scoring.ts";
import { full, type Spool } from "./spool.ts";

// How often a job that waits for a thread looks whether there is one, milliseconds.
const retryMs = 200;

export interface JobListOptions {
  /** Jobs that are kept, those that are over included. */
  readonly count: number;
  /** How long a job is kept when it is over, milliseconds. */
  readonly keptMs: number;
  readonly spool: Spool;
  /** Told what went wrong inside while a job was scored. */
  readonly onInternal: (error: unknown) => void;
}

/** The jobs of one model. */
export class JobList {
  readonly #service: () => Service;
  readonly #options: JobListOptions;
  readonly #jobs = new Map<string, Job>();
  readonly #queue: Job[] = [];
  readonly #ends = new Map<Job, NodeJS.Timeout>();
  #receiving = 0;
  #running: Promise<void> | null = null;
  #isStopped = false;

  constructor(service: () => Service, options: JobListOptions) {
    this.#service = service;
    this.#options = options;
  }

  get spool(): Spool {
    return this.#options.spool;
  }

  get keptMs(): number {
    return this.#options.keptMs;
  }

  /** Jobs of one browser, the newest first. */
  of(owner: string): readonly Job[] {
    return [...this.#jobs.values()].filter((job) => job.sender.owner === owner).reverse();
  }

  /** @throws JOB_NOT_FOUND */
  get(id: string): Job {
    const job = this.#jobs.get(id);
    if (job === undefined) throw new PicklejarError("JOB_NOT_FOUND");
    return job;
  }

  /** How many jobs come before one. */
  before(job: Job): number {
    const at = this.#queue.indexOf(job);
    // One whose turn it is waits for no other file, only for a thread.
    return at < 0 ? 0 : at + (this.#running === null ? 0 : 1);
  }

  /**
   * Makes room for a job whose file is about to come.
   *
   * @returns what ends the reservation, once
   * @throws JOBS_FULL, SERVER_STOPPING
   */
  reserve(): () => void {
    if (this.#isStopped) throw new PicklejarError("SERVER_STOPPING");
    if (this.#jobs.size + this.#receiving >= this.#options.count) {
      throw full(`it keeps ${this.#options.count} jobs already`);
    }
    this.#receiving++;
    let isOver = false;
    return () => {
      if (!isOver) this.#receiving--;
      isOver = true;
    };
  }

  /** Takes a job on. @throws SERVER_STOPPING */
  add(input: JobInput, options: JobOptions, sender: JobSender): Job {
    if (this.#isStopped) throw new PicklejarError("SERVER_STOPPING");
    const job = new Job(input, options, sender);
    this.#jobs.set(job.id, job);
    this.#queue.push(job);
    void this.#work();
    return job;
  }

  /** Cancels a job; one that is over is forgotten, files and all. */
  async remove(job: Job): Promise<void> {
    if (job.isOver) {
      await this.#forget(job);
      return;
    }
    this.#unqueue(job);
    await job.end("cancelled");
    this.#expireLater(job);
  }

  /** Cancels what has not ended, since its answers could not be fetched any more. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#queue.length = 0;
    const open = [...this.#jobs.values()].filter((job) => !job.isOver);
    await Promise.all(
      open.map((job) => job.end("cancelled", new PicklejarError("SERVER_STOPPING"))),
    );
  }

  /**
   * Deletes all files.
   *
   * @returns how many jobs the server's end has cancelled
   */
  async close(): Promise<number> {
    await this.stop();
    await this.#running;
    const jobs = [...this.#jobs.values()];
    const cancelled = jobs.filter(({ error }) => error?.code === "SERVER_STOPPING").length;
    await Promise.all(jobs.map((job) => this.#forget(job)));
    return cancelled;
  }

  /** One job at a time, so that single batches find a thread too. */
  async #work(): Promise<void> {
    if (this.#running !== null) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#running = promise;
    try {
      for (let job = this.#queue.shift(); job !== undefined; job = this.#queue.shift()) {
        await this.#turn(job);
      }
    } finally {
      this.#running = null;
      resolve();
    }
  }

  async #turn(job: Job): Promise<void> {
    const service = this.#service();
    while (service.batches.isBusy && !job.isOver && !service.drain.isDraining) {
      await new Promise((resolve) => setTimeout(resolve, retryMs).unref());
    }
    if (service.drain.isDraining) await job.end("cancelled", new PicklejarError("SERVER_STOPPING"));
    if (job.isOver) return;
    await scoreJob(service, this.spool, job, this.#options.onInternal);
    this.#expireLater(job);
  }

  #unqueue(job: Job): void {
    const at = this.#queue.indexOf(job);
    if (at >= 0) this.#queue.splice(at, 1);
  }

  #expireLater(job: Job): void {
    if (this.#ends.has(job) || !this.#jobs.has(job.id)) return;
    const timer = setTimeout(() => void this.#forget(job), this.#options.keptMs);
    timer.unref();
    this.#ends.set(job, timer);
  }

  async #forget(job: Job): Promise<void> {
    clearTimeout(this.#ends.get(job));
    this.#ends.delete(job);
    this.#jobs.delete(job.id);
    await job.forget();
  }
}
