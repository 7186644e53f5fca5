import type { Duration } from 'aws-cdk-lib';
import type { IHostedZone } from 'aws-cdk-lib/aws-route53';

/** What the record sets of every policy take. */
export interface RecordSetCommonProps {
  /** The hosted zone, public or private. */
  readonly zone: IHostedZone;

  /**
   * Name relative to the zone, or fully qualified with a trailing dot. A name that ends with the zone's is taken as complete. A token is
   * taken as relative, unless a dot follows it.
   *
   * @default - the zone's own name
   */
  readonly recordName?: string;

  /**
   * How long resolvers may keep an answer, and so how long clients may go on using an endpoint that Route 53 no longer returns. Whole
   * seconds, from 0 to 2147483647; with health checks AWS advises 60 or less.
   *
   * @default Duration.seconds(60)
   */
  readonly ttl?: Duration;

  /**
   * Tells this name from the same name in another zone, where one stack holds both: a public and a private zone, say. It becomes part of
   * the logical IDs: to change it for a live name makes CloudFormation delete the records that it has just taken over.
   *
   * @default - the name alone
   */
  readonly zoneKey?: string;

  /**
   * A comment on the change batch, up to 256 characters.
   *
   * @default - none
   */
  readonly comment?: string;
}
