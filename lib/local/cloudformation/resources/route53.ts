/** Route 53 as the resource types use it: its operations, called in process and as strict as over the wire. */
import type {
  AssociateVPCWithHostedZoneRequest,
  AssociateVPCWithHostedZoneResponse,
  ChangeInfo,
  ChangeResourceRecordSetsRequest,
  ChangeResourceRecordSetsResponse,
  ChangeTagsForResourceRequest,
  ChangeTagsForResourceResponse,
  CreateHealthCheckRequest,
  CreateHealthCheckResponse,
  CreateHostedZoneRequest,
  CreateHostedZoneResponse,
  CreateQueryLoggingConfigRequest,
  CreateQueryLoggingConfigResponse,
  DeleteHealthCheckRequest,
  DeleteHealthCheckResponse,
  DeleteHostedZoneRequest,
  DeleteHostedZoneResponse,
  DeleteQueryLoggingConfigRequest,
  DeleteQueryLoggingConfigResponse,
  DisassociateVPCFromHostedZoneRequest,
  DisassociateVPCFromHostedZoneResponse,
  ListHostedZonesByNameRequest,
  ListHostedZonesByNameResponse,
  ListQueryLoggingConfigsRequest,
  ListQueryLoggingConfigsResponse,
  ListResourceRecordSetsRequest,
  ListResourceRecordSetsResponse,
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
  UpdateHealthCheckRequest,
  UpdateHealthCheckResponse,
  UpdateHostedZoneCommentRequest,
  UpdateHostedZoneCommentResponse,
} from '@aws-sdk/client-route-53';
import { bareId } from '../../../rules/ids';
import { ServiceError } from '../../aws/service';
import type { Store } from '../../store';
import { ResourceError } from '../errors';

export interface Route53Calls {
  CreateHostedZone(input: CreateHostedZoneRequest): Promise<CreateHostedZoneResponse>;
  DeleteHostedZone(input: DeleteHostedZoneRequest): Promise<DeleteHostedZoneResponse>;
  UpdateHostedZoneComment(input: UpdateHostedZoneCommentRequest): Promise<UpdateHostedZoneCommentResponse>;
  ListHostedZonesByName(input: ListHostedZonesByNameRequest): Promise<ListHostedZonesByNameResponse>;
  AssociateVPCWithHostedZone(input: AssociateVPCWithHostedZoneRequest): Promise<AssociateVPCWithHostedZoneResponse>;
  DisassociateVPCFromHostedZone(input: DisassociateVPCFromHostedZoneRequest): Promise<DisassociateVPCFromHostedZoneResponse>;
  CreateQueryLoggingConfig(input: CreateQueryLoggingConfigRequest): Promise<CreateQueryLoggingConfigResponse>;
  ListQueryLoggingConfigs(input: ListQueryLoggingConfigsRequest): Promise<ListQueryLoggingConfigsResponse>;
  DeleteQueryLoggingConfig(input: DeleteQueryLoggingConfigRequest): Promise<DeleteQueryLoggingConfigResponse>;
  ChangeResourceRecordSets(input: ChangeResourceRecordSetsRequest): Promise<ChangeResourceRecordSetsResponse>;
  ListResourceRecordSets(input: ListResourceRecordSetsRequest): Promise<ListResourceRecordSetsResponse>;
  CreateHealthCheck(input: CreateHealthCheckRequest): Promise<CreateHealthCheckResponse>;
  UpdateHealthCheck(input: UpdateHealthCheckRequest): Promise<UpdateHealthCheckResponse>;
  DeleteHealthCheck(input: DeleteHealthCheckRequest): Promise<DeleteHealthCheckResponse>;
  ChangeTagsForResource(input: ChangeTagsForResourceRequest): Promise<ChangeTagsForResourceResponse>;
  ListTagsForResource(input: ListTagsForResourceRequest): Promise<ListTagsForResourceResponse>;
}

/** CloudFormation waits until a change is INSYNC before it calls the resource complete (behaviour 7.2). */
export type Settled = (change: ChangeInfo | undefined) => Promise<void>;

/** Waits by watching the store, so that nothing polls and nothing waits longer than the change takes. */
export function settledIn(store: Store): Settled {
  return change => {
    const id = bareId(change?.Id);
    const done = () => store.state.changes.get(id)?.status !== 'PENDING';
    return done()
      ? Promise.resolve()
      : new Promise(resolve => {
          const stop = store.onChange(() => {
            if (done()) {
              stop();
              resolve();
            }
          });
        });
  };
}

/** Runs a call of Route 53's on behalf of a resource; its fault becomes the resource's. */
export async function attemptCall<T>(
  call: () => Promise<T>,
  explain: (error: ServiceError) => string = e => e.message,
): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof ServiceError) {
      throw new ResourceError(`${explain(error)} (Service: Route53, Code: ${error.code}, Status Code: ${error.status})`, {
        cause: error,
      });
    }
    throw error;
  }
}

/** Runs a deletion; what is gone already needs none. */
export async function attemptDelete(call: () => Promise<unknown>, goneCode: string): Promise<void> {
  try {
    await attemptCall(call);
  } catch (error) {
    const cause = (error as Error).cause;
    if (!(cause instanceof ServiceError && cause.code === goneCode)) {
      throw error;
    }
  }
}

/** One of the calls that make up a change, and the one that takes it back. */
export interface Step {
  make(): Promise<unknown>;
  undo(): Promise<unknown>;
}

/** Takes the steps one after the other; when one fails, those before it are taken back, the last one first. */
export async function allOrNothing(steps: readonly Step[]): Promise<void> {
  const made: Step[] = [];
  try {
    for (const step of steps) {
      await step.make();
      made.push(step);
    }
  } catch (error) {
    for (const step of made.reverse()) {
      await step.undo();
    }
    throw error;
  }
}
