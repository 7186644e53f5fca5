/** Bounds what one reading of a template may take: a few nested functions may come to more than any memory holds. */
import { MAX_EVALUATION_STEPS, MAX_EXPANDED_CHARACTERS } from '../rules/limits';
import { TemplateError } from './error';

/** The template asks for more than is done for any; nothing more of it is worked out. */
export class TemplateLimitError extends TemplateError {}

export class Budget {
  private steps = MAX_EVALUATION_STEPS;
  private characters = MAX_EXPANDED_CHARACTERS;

  /** Counts values that are worked out, or looked at. */
  step(count = 1): void {
    this.steps -= count;
    if (this.steps < 0) {
      throw new TemplateLimitError(`Template error: its functions take more than ${MAX_EVALUATION_STEPS} steps to work out`);
    }
  }

  /** Counts characters of texts that functions make. */
  expand(characters: number): void {
    this.characters -= characters;
    if (this.characters < 0) {
      throw new TemplateLimitError(`Template error: its functions come to more than ${MAX_EXPANDED_CHARACTERS} characters`);
    }
  }
}
