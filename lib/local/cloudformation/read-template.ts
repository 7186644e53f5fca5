/** Reads the texts of templates without keeping others from their turn. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { deployable, parseTemplate } from '../../template/deployable';
import { formatError, TemplateError } from '../../template/error';
import type { JsonObject } from '../../template/json';
import type { Template } from '../../template/template';
import type { FromThread } from './template-thread';

/** JSON is read a hundred times as fast as YAML, of which the longest short text takes half a turn. */
const SHORT = 4096;
export const isSlow = (text: string): boolean => text.length > SHORT && !/^\s*\{/.test(text);

/** For one text: many times what a template takes that a person or a program wrote. */
const LIMITS = { milliseconds: 30_000, megabytes: 1024 };

/**
 * The template of a text: read by a thread of its own where that may take longer than others should wait.
 *
 * @throws TemplateError
 */
export async function readTemplate(text: string, limits = LIMITS): Promise<Template> {
  const program = isSlow(text) ? threadProgram() : undefined;
  return program === undefined ? parseTemplate(text) : deployable(await inTurn(() => inThread(program, text, limits)));
}

/** It lies beside what is built; from sources, and bundled into a program of someone else, there is none, and the text is read here. */
function threadProgram(): string | undefined {
  const path = typeof __dirname === 'undefined' ? '' : join(__dirname, 'template-thread.js');
  return existsSync(path) ? path : undefined;
}

let last: Promise<unknown> = Promise.resolve();

/** One thread at a time: as many as there are requests would take all memory. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const mine = last.then(work);
  last = mine.catch(() => undefined);
  return mine;
}

async function inThread(program: string, text: string, { milliseconds, megabytes }: typeof LIMITS): Promise<JsonObject> {
  const tooMuch = (): TemplateError =>
    formatError(`its YAML takes more than ${milliseconds / 1000} seconds or ${megabytes} megabytes to read`);
  const thread = new Worker(program, { workerData: text, resourceLimits: { maxOldGenerationSizeMb: megabytes } });
  const timer = setTimeout(() => void thread.terminate(), milliseconds).unref();
  try {
    const answer = await new Promise<FromThread>((resolve, reject) => {
      thread
        .once('message', resolve)
        .once('error', reject)
        .once('exit', () => reject(tooMuch()));
      thread.unref();
    });
    if ('fault' in answer) {
      throw new TemplateError(answer.fault);
    }
    return JSON.parse(answer.json) as JsonObject;
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooMuch() : error;
  } finally {
    clearTimeout(timer);
  }
}
