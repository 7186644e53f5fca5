import type * as sdk from '@aws-sdk/client-route-53';
import type { Operation, OperationsOf } from '../aws/service';

type All = Required<OperationsOf<typeof sdk>>;

/** Operations of the SDK's Route 53 model by name, as functions that answer at once. */
export type Operations<Names extends keyof All> = {
  readonly [Name in Names]: All[Name] extends Operation<infer Input, infer Output> ? (input: Input) => Output : never;
};
