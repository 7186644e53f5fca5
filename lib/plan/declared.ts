/**
 * What an app declares, as the template reader finds it and everything else in this room reads it. Values that are known only when the
 * stack is deployed are shown as what they are: `${ElasticIp.PublicIp}`.
 */
import type { HealthCheckConfig } from '../rules/health-check-config';
import type { ResourceRecordSet } from '../rules/record-set';
import type { Tag } from '../rules/tags';

/** One resource of one stack. */
export interface ResourceLocation {
  /** The stack's name; a nested stack is `Parent/LogicalId`. */
  readonly stack: string;
  readonly logicalId: string;
  /** Where the construct stands in the CDK app, when the template says so. */
  readonly constructPath?: string;
}

/** One spelling of a location, to look it up by. */
export const locationKey = (location: Pick<ResourceLocation, 'stack' | 'logicalId'>): string =>
  `${location.stack}.${location.logicalId}`;

/** The zone a record set goes to. Two record sets are in one zone when their keys are equal. */
export interface ZoneReference {
  readonly key: string;
  /** Normalized, when the template tells it. */
  readonly name?: string;
  /** When the template, or the deployed stack, tells it. */
  readonly id?: string;
  /** The zone is declared by this app, here. */
  readonly declaredAt?: ResourceLocation;
  /** Why the template does not tell which zone it is. */
  readonly openBecause?: string;
}

export interface DeclaredZone extends ZoneReference {
  readonly name: string;
  readonly declaredAt: ResourceLocation;
  readonly isPrivate: boolean;
  readonly tags?: readonly Tag[];
}

/** A health check in the API's shape; what the template leaves to be known later is a token text, or left out when it is no text. */
export interface DeclaredHealthCheck {
  readonly location: ResourceLocation;
  readonly key: string;
  /** Its `Name` tag, else its logical ID. */
  readonly name: string;
  readonly config: Partial<HealthCheckConfig>;
  /** Keys of declared children of a calculated check, or the ids of others. */
  readonly children: readonly string[];
  /** The declared alarm that it follows: the seconds that CloudWatch looks at before it changes. */
  readonly alarmSeconds?: number;
  /** Those of the stack among them. */
  readonly tagCount: number;
  readonly tags?: readonly Tag[];
  /** The probed address belongs to a resource of the app, so to AWS; undefined when the template does not tell. */
  readonly isAwsEndpoint?: boolean;
}

/** A record set in the API's shape. */
export interface DeclaredRecordSet {
  readonly set: Partial<ResourceRecordSet> & Pick<ResourceRecordSet, 'Name' | 'Type'>;
  readonly zone: ZoneReference;
  /** Key of a declared health check, or the id of another. */
  readonly healthCheck?: string;
  readonly batch: ResourceLocation;
  /** Nothing of it is left to the deployment, but for its zone and its health check. */
  readonly isFullyKnown: boolean;
  /** Why its name, type or set identifier is not known. */
  readonly openBecause?: string;
  /** Why something else of it is not known. */
  readonly valuesOpenBecause?: string;
}

/** What CloudFormation sends to Route 53 at once: a RecordSetGroup, or a single RecordSet (behaviour 7.2). */
export interface DeclaredBatch {
  readonly location: ResourceLocation;
  readonly kind: 'RecordSet' | 'RecordSetGroup';
  readonly zone: ZoneReference;
  readonly recordSets: readonly DeclaredRecordSet[];
  /** Logical IDs of the same stack that must exist before. */
  readonly after: readonly string[];
}

export interface DeclaredStack {
  readonly name: string;
  /** The template, as a person finds it. */
  readonly file: string;
  readonly account?: string;
  readonly region?: string;
  /** The stack that holds this one, when it is nested. */
  readonly parent?: string;
  /** What CloudFormation puts on the zones and health checks of the stack, unless they have a tag of that key themselves. */
  readonly tags: readonly Tag[];
  readonly resources: number;
  readonly parameters: number;
  readonly outputs: number;
  readonly templateBytes: number;
}

export interface Declared {
  readonly stacks: readonly DeclaredStack[];
  readonly zones: readonly DeclaredZone[];
  readonly healthChecks: readonly DeclaredHealthCheck[];
  readonly batches: readonly DeclaredBatch[];
  /** What could not be read with certainty, one sentence each. */
  readonly notes: readonly string[];
}

/** Whether a text holds something that is known only at deployment. */
export const hasToken = (text: string | undefined): boolean => /\$\{|\{\{resolve:/.test(text ?? '');
