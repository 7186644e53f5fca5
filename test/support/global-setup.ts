import { missingThoughRequired, missingTools, TOOLS } from './needs';

/** Before a run of all tests, where the tools are required: better now than after some minutes. */
export default function globalSetup({
  testPathPatterns,
}: {
  readonly testPathPatterns: { readonly patterns: readonly string[] };
}): void {
  const missing = testPathPatterns.patterns.length === 0 ? missingThoughRequired(TOOLS) : [];
  if (missing.length > 0) {
    throw new Error(missingTools(missing));
  }
}
