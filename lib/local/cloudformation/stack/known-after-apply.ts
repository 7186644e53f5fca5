/** Stands, in a change set, for what is known only once a resource has been created: a text, or a list of unknown length. */
export const KNOWN_AFTER_APPLY = '{{changeSet:KNOWN_AFTER_APPLY}}';

export function isKnownAfterApply(value: unknown): boolean {
  return typeof value === 'string' && value.includes(KNOWN_AFTER_APPLY);
}
