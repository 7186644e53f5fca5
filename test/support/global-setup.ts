import { missingThoughRequired, missingTools, TOOLS } from './needs';
import { markRun } from './process-tree';

/** Before a run: where the tools are required for all tests, better now than after some minutes. */
export default function globalSetup({
  testPathPatterns,
}: {
  readonly testPathPatterns: { readonly patterns: readonly string[] };
}): void {
  const missing = testPathPatterns.patterns.length === 0 ? missingThoughRequired(TOOLS) : [];
  if (missing.length > 0) {
    throw new Error(missingTools(missing));
  }
  markRun();
}
