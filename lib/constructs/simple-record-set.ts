import type { Construct } from 'constructs';
import type { Endpoint } from './endpoint';
import { checkEndpoints } from './private/check-endpoints';
import { checkSimple } from './private/check-simple';
import { defineGroup, simpleRecords } from './private/group';
import { RecordSetBase } from './private/record-set-base';
import type { RecordSetCommonProps } from './record-set-props';

/** Properties of a `SimpleRecordSet`. */
export interface SimpleRecordSetProps extends RecordSetCommonProps {
  /**
   * What the name is answered with: at least one, at most 400 of each type that are not drained, each with its own value. None may have a
   * health check. Their order has no effect.
   */
  readonly endpoints: Endpoint[];
}

/**
 * Answers a name with all of its endpoints, in random order, whether they work or not.
 *
 * Defines one record set group, with one record set of each type that holds all values.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-simple.html
 */
export class SimpleRecordSet extends RecordSetBase {
  constructor(scope: Construct, id: string, props: SimpleRecordSetProps) {
    super(scope, id, props);
    checkEndpoints(props.endpoints, 'endpoints', this._refuse);
    checkSimple(props, this._refuse);
    this._members = props.endpoints.map(endpoint => ({ endpoint }));
    defineGroup(this._context, 'Resource', simpleRecords(this._context, props.endpoints));
  }
}
