/** Whether texts match the patterns of parameters, which a template may have made so that it takes for ever to tell. */
import { Script } from 'node:vm';
import { MAX_PATTERN_LENGTH, PATTERN_TIME } from '../rules/limits';
import { TemplateLimitError } from './budget';
import { TemplateError } from './error';

/** What Java reads otherwise than JavaScript, without JavaScript saying so. */
const JAVA_ONLY = /\\[AEGHNPQRXZhpz]|&&/;

/** The patterns of one template, which have their time together. */
export class Patterns {
  private left = PATTERN_TIME;

  /** @throws TemplateError when that cannot be told */
  match(pattern: string, texts: readonly string[]): boolean {
    if (pattern.length > MAX_PATTERN_LENGTH) {
      throw new TemplateLimitError(`a pattern may have ${MAX_PATTERN_LENGTH} characters, got ${pattern.length}`);
    }
    const java = JAVA_ONLY.exec(pattern.replaceAll('\\\\', ''))?.[0];
    if (java !== undefined) {
      throw new TemplateError(`${java} in a pattern is not supported here`);
    }
    for (;;) {
      const began = process.cpuUsage();
      try {
        return testAll(pattern, texts, Math.max(1, Math.ceil(this.left)));
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') {
          throw new TemplateError(`it is not a regular expression, got ${pattern}`, { cause: error });
        }
      } finally {
        const { user, system } = process.cpuUsage(began);
        this.left -= (user + system) / 1000;
      }
      if (this.left <= 0) {
        throw new TemplateLimitError(`its patterns take more than ${PATTERN_TIME} ms to match`);
      }
      // the processor was with others meanwhile
    }
  }
}

/** In a script of its own, because only a script can be stopped. */
function testAll(pattern: string, texts: readonly string[], timeout: number): boolean {
  const [alone, whole] = [pattern, `^(?:${pattern})$`].map(source => `new RegExp(${JSON.stringify(source)})`);
  return new Script(`${alone}; ${JSON.stringify(texts)}.every(text => ${whole}.test(text))`).runInThisContext({
    timeout,
  }) as boolean;
}
