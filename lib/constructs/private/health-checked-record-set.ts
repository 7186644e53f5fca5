import type {
  Alarm,
  GraphWidget,
  MathExpression,
  MathExpressionOptions,
  Metric,
  MetricOptions,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { IConnectable } from 'aws-cdk-lib/aws-ec2';
import type { Endpoint } from '../endpoint';
import type { AllowHealthCheckersOptions, HealthWidgetOptions, HealthyEndpointsAlarmOptions } from '../operations-props';
import { allowHealthCheckers } from './health-checkers';
import { shown } from './invalid';
import { alarmBelow, healthCheckMetric, healthWidget, healthyEndpoints, statusMetric } from './metrics';
import { RecordSetBase } from './record-set-base';

/**
 * What record sets whose endpoints are health-checked have in common. Hidden from jsii: its members appear on each class.
 *
 * @internal
 */
export abstract class HealthCheckedRecordSet extends RecordSetBase {
  /**
   * Whether an endpoint is healthy: 1 or 0, the lowest of each minute. Route 53 publishes its metrics in us-east-1, whatever the Region of
   * the stack.
   *
   * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-cloudwatch.html
   */
  public metricHealthStatus(endpoint: Endpoint, options: MetricOptions = {}): Metric {
    return statusMetric(this._checkOf(endpoint), options, this._refuse);
  }

  /** The share of health checkers that find an endpoint healthy, in percent: for checks by `http`, `https` and `tcp`. In us-east-1. */
  public metricHealthyPercentage(endpoint: Endpoint, options: MetricOptions = {}): Metric {
    return healthCheckMetric(
      'HealthCheckPercentageHealthy',
      this._checkOf(endpoint),
      { statistic: 'Average', ...options },
      this._refuse,
    );
  }

  /**
   * How many endpoints are healthy, of those that are not drained. Endpoints without a health check always count. For graphs; CloudWatch
   * takes it for an alarm while there are at most ten health checks: `alarmWhenHealthyEndpointsBelow` knows no such limit.
   */
  public metricHealthyEndpoints(options: MathExpressionOptions = {}): MathExpression {
    return healthyEndpoints(this._context, this._members, options);
  }

  /**
   * An alarm for when fewer endpoints are healthy than `threshold`: a whole number that can be reached, counting those that are not drained.
   * It must be in us-east-1, where the metrics are: elsewhere it is refused. Above ten health checks it is made from a calculated health
   * check, which is paid for as such.
   */
  public alarmWhenHealthyEndpointsBelow(threshold: number, options: HealthyEndpointsAlarmOptions = {}): Alarm {
    return alarmBelow(this._context, this._members, threshold, options);
  }

  /** A graph for a dashboard of any Region: how many endpoints are healthy, and which. */
  public dashboardWidget(options: HealthWidgetOptions = {}): GraphWidget {
    return healthWidget(this._context, this._members, options);
  }

  /**
   * Opens security groups to Route 53's health checkers, on the ports that they probe here, by the prefix lists that AWS keeps. Each port
   * counts as 25 rules of a security group's 60 for IPv4, and as many for IPv6.
   *
   * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-router-firewall-rules.html
   */
  public allowHealthCheckers(connections: IConnectable, options: AllowHealthCheckersOptions = {}): void {
    allowHealthCheckers(this._members, connections, options, this._refuse);
  }

  private _checkOf(endpoint: Endpoint): string {
    const check = this.healthCheckOf(endpoint);
    return (
      check?.healthCheckId ??
      this._refuse(`endpoint must have a health check to have metrics, got ${shown(endpoint.name)} without one`)
    );
  }
}
