import type { Duration } from 'aws-cdk-lib';
import type { TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';

/** How `alarmWhenHealthyEndpointsBelow` judges. */
export interface HealthyEndpointsAlarmOptions {
  /**
   * The alarm's name.
   *
   * @default - CloudFormation makes one up
   */
  readonly alarmName?: string;

  /**
   * What a person reads in the notification.
   *
   * @default - says what is wrong with which name
   */
  readonly alarmDescription?: string;

  /**
   * How many minutes in a row the count must be below.
   *
   * @default 1
   */
  readonly evaluationPeriods?: number;

  /**
   * How many of those minutes are enough.
   *
   * @default - all of them
   */
  readonly datapointsToAlarm?: number;

  /**
   * What a minute without data counts as.
   *
   * @default TreatMissingData.BREACHING, because nothing then says that the endpoints are healthy
   */
  readonly treatMissingData?: TreatMissingData;
}

/** How `dashboardWidget` looks. */
export interface HealthWidgetOptions {
  /**
   * The title.
   *
   * @default - the name that is answered
   */
  readonly title?: string;

  /**
   * Width in grid units, 24 of which are a row.
   *
   * @default 12
   */
  readonly width?: number;

  /**
   * Height in grid units.
   *
   * @default 6
   */
  readonly height?: number;

  /**
   * Time of one data point.
   *
   * @default Duration.minutes(1)
   */
  readonly period?: Duration;
}

/** What `allowHealthCheckers` may be told. */
export interface AllowHealthCheckersOptions {
  /**
   * Id of the prefix list `com.amazonaws.<region>.route53-healthchecks` in the security group's Region, for example `pl-0123456789abcdef0`.
   *
   * @default - looked up at deployment, by a custom resource with a Lambda function
   */
  readonly prefixListId?: string;

  /**
   * Id of the prefix list `com.amazonaws.<region>.ipv6.route53-healthchecks` in the security group's Region.
   *
   * @default - looked up at deployment, by a custom resource with a Lambda function
   */
  readonly ipv6PrefixListId?: string;
}
