/** What a step of a story is called, and what it does. */
export type Step = readonly [title: string, run: () => Promise<void>];

/**
 * One test whose steps each go on from where the last one left it. Tests that did so could not be run alone or in another order. A fault
 * says in which step it happened.
 */
export function story(title: string, steps: readonly Step[]): void {
  test(title, async () => {
    for (const [step, run] of steps) {
      try {
        await run();
      } catch (cause) {
        throw new Error(`it ${step}: not so`, { cause });
      }
    }
  });
}
