/**
 * The order in which jest takes the files: first those that start programs, which take the longest and use little of the worker that waits
 * for them, so that at the end of a run no worker waits for a long one alone.
 */
import { readFileSync } from 'node:fs';
import Sequencer from '@jest/test-sequencer';

const STARTS_PROGRAMS = /from '[./\w-]*\/(programs|clients|cdk|story|resolvers|jest)'|from 'playwright-core'/;

export default class LongestFirst extends Sequencer {
  async sort(tests) {
    const sorted = await super.sort(tests);
    const starts = new Set(sorted.filter(({ path }) => STARTS_PROGRAMS.test(readFileSync(path, 'utf8'))));
    return [...starts, ...sorted.filter(test => !starts.has(test))];
  }
}
