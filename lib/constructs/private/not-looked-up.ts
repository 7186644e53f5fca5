/** What `StringParameter.valueFromLookup` begins with until the CDK CLI has looked and synthesizes again: it says nothing of the value. */
const DUMMY = 'dummy-value-for-';

export function isNotLookedUp(value: unknown): boolean {
  return typeof value === 'string' && value.includes(DUMMY);
}
