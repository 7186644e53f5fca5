/**
 * Everything the local Route 53 remembers, as one immutable value: a reader that took it never sees half a change.
 * Each slice belongs to the folder that writes it; nothing here does anything.
 */
import type { HealthCheckConfig, Tag, VPC } from '@aws-sdk/client-route-53';
import type { AlarmState, RoutingControlState } from '../rules/health/other-types';
import type { ResourceRecordSet } from '../rules/record-set';
import type { Stack } from './cloudformation/stack/stack';

export interface State {
  /** By id without prefix, e.g. `Z0123456789ABCDEFGHIJ`. */
  readonly zones: ReadonlyMap<string, HostedZone>;
  /** By id. */
  readonly healthChecks: ReadonlyMap<string, HealthCheck>;
  /** By id without prefix, e.g. `C0123456789ABCDEFGHIJ`. */
  readonly changes: ReadonlyMap<string, Change>;
  /** By `healthcheck/<id>` or `hostedzone/<id>`. */
  readonly tags: ReadonlyMap<string, readonly Tag[]>;
  /** CloudFormation stacks by ARN, deleted ones too. */
  readonly stacks: ReadonlyMap<string, Stack>;
  /** Objects in S3 buckets, by `<bucket>/<key>`: templates that were uploaded to be deployed. */
  readonly objects: ReadonlyMap<string, StoredObject>;
  /** Reusable delegation sets by id without prefix, e.g. `N0123456789ABCDEFGHIJ`. */
  readonly delegationSets: ReadonlyMap<string, DelegationSet>;
  /** By id. */
  readonly queryLoggingConfigs: ReadonlyMap<string, QueryLoggingConfig>;
  /**
   * Ids by `<account>/healthcheck/<caller reference>` or `<account>/hostedzone/<caller reference>`: references are spent even when what they
   * made is gone.
   */
  readonly spentReferences: ReadonlyMap<string, string>;
  /** What endpoints are made to be, by the id of their health check. */
  readonly forced: ReadonlyMap<string, Force>;
  /** Alarms whose state has been set, by `["<Region>","<name>"]`. */
  readonly alarms: ReadonlyMap<string, AlarmHistory>;
  /** Routing controls whose state has been set, by ARN. */
  readonly routingControls: ReadonlyMap<string, RoutingControlState>;
}

export interface HostedZone {
  readonly id: string;
  /** Twelve digits: whose it is. */
  readonly accountId: string;
  /** Normalized: lower case, escaped, trailing dot. */
  readonly name: string;
  readonly callerReference: string;
  readonly comment?: string;
  /** At least one makes the zone private. */
  readonly vpcs: readonly AssociatedVpc[];
  /** VPCs of other accounts that these may associate with the zone. */
  readonly authorizedVpcs?: readonly VPC[];
  /** None for a private zone. */
  readonly nameServers: readonly string[];
  /** The reusable delegation set that its name servers are, without prefix. */
  readonly delegationSetId?: string;
  /** What the API lists, in its order, names normalized. */
  readonly recordSets: readonly ResourceRecordSet[];
  /** What DNS answers from: `recordSets` once the change that made them is INSYNC. */
  readonly published: readonly ResourceRecordSet[];
}

/** A VPC that sees a private zone. */
export interface AssociatedVpc extends VPC {
  /** Whose VPC it is: of who associated it. */
  readonly accountId: string;
}

export interface HealthCheck {
  readonly id: string;
  readonly accountId: string;
  readonly callerReference: string;
  /** 1 when created, one more with each update. */
  readonly version: number;
  readonly config: HealthCheckConfig;
}

export interface Change {
  readonly id: string;
  /** Of who submitted it. */
  readonly accountId: string;
  readonly zoneId?: string;
  readonly status: 'PENDING' | 'INSYNC';
  readonly submittedAt: Date;
  readonly comment?: string;
}

/** What an S3 bucket holds under a key. */
export interface StoredObject {
  readonly bucket: string;
  readonly key: string;
  readonly body: Uint8Array;
  readonly contentType?: string;
  readonly etag: string;
  readonly modifiedAt: Date;
}

/** Four name servers that zones may share. */
export interface DelegationSet {
  readonly id: string;
  readonly accountId: string;
  readonly callerReference: string;
  readonly nameServers: readonly string[];
}

/** `up` and `down` stand in for what the checkers would report; `Inverted` and `Disabled` still apply on top. */
export type Force = 'up' | 'down';

export interface AlarmHistory {
  readonly state: AlarmState;
  /** Whether the last state with data was `OK`. */
  readonly lastKnown?: boolean;
}

/** Where a zone's queries would be logged. */
export interface QueryLoggingConfig {
  readonly id: string;
  readonly accountId: string;
  readonly zoneId: string;
  readonly logGroupArn: string;
}

export const EMPTY_STATE: State = {
  zones: new Map(),
  healthChecks: new Map(),
  changes: new Map(),
  tags: new Map(),
  stacks: new Map(),
  objects: new Map(),
  delegationSets: new Map(),
  queryLoggingConfigs: new Map(),
  spentReferences: new Map(),
  forced: new Map(),
  alarms: new Map(),
  routingControls: new Map(),
};
