/** A place that examples are deployed to: the local Route 53, or an AWS account. */
export interface Site {
  readonly name: string;
  /** For the CDK CLI and for `multivalue`. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether examples with resources of this type can be deployed there. */
  isSupported(type: string): boolean;
  /** Ids of the health checks of the deployed stacks that can be made to fail, in one order. */
  checks(stacks: readonly string[]): Promise<string[]>;
  /** Makes exactly these endpoints fail, and all others work again; resolves when Route 53 has noticed. */
  fail(checks: readonly string[], stacks: readonly string[]): Promise<void>;
  /** What is left of the stacks: nothing, when they were destroyed. */
  leftovers(stacks: readonly string[]): Promise<string[]>;
  close(): Promise<void>;
}
