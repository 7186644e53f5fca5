/** Texts, as a template writes them and as its functions put them together. */
import { TemplateError } from './error';
import type { Scope } from './scope';
import { isUnknown, Unknown } from './value';

/** Begins a reference to Systems Manager or Secrets Manager inside a text. */
const DYNAMIC_REFERENCE = '{{resolve:';

/** @throws TemplateError */
export function resolved(text: string, scope: Scope): string | Unknown {
  if (!text.includes(DYNAMIC_REFERENCE)) {
    return text;
  }
  if (!scope.lenient) {
    throw new TemplateError(`Template error: dynamic references are not supported here, got ${text}`);
  }
  return Unknown.of(text, 'CloudFormation resolves dynamic references when it deploys');
}

/** The parts one after the other. */
export function joinTexts(parts: readonly (string | Unknown)[], scope: Scope): string | Unknown {
  for (const part of parts) {
    if (isUnknown(part)) {
      scope.budget.step(part.parts.length);
    }
    scope.budget.expand(isUnknown(part) ? part.characters : part.length);
  }
  const whole = Unknown.text(parts);
  return isUnknown(whole) ? whole : resolved(whole, scope);
}
