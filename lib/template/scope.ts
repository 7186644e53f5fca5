/** What names in a template stand for. */
import { TemplateLimitError, type Budget } from './budget';
import { TemplateError } from './error';
import type { Json, JsonObject } from './json';
import { Unknown, type Value } from './value';

export interface Scope {
  /** A parameter, pseudo parameter or resource; undefined when there is none of that name. */
  ref(name: string): Value | undefined;
  /** An attribute of a resource; undefined when there is no such resource. */
  attribute(logicalId: string, attribute: string): Value | undefined;
  condition(name: string): boolean | Unknown;
  readonly mappings: ReadonlyMap<string, JsonObject>;
  /** The value exported under the name by another stack; undefined when none is. */
  exported(name: string): Value | undefined;
  /** Not known when not given. */
  availabilityZones?(region: string): readonly string[];
  /** What an `Fn::If` comes to when its condition is not known. When not given, it is not known either. */
  undecided?(condition: string, branches: readonly (() => Value | undefined)[]): Value | undefined;
  /** Whether a function that cannot be worked out is not known, rather than an error. */
  readonly lenient?: boolean;
  readonly budget: Budget;
}

/** The outcome of `work`; where the scope is lenient, what is wrong with the template is why it is not known. */
export function unknownOr<T>(scope: Pick<Scope, 'lenient'>, expression: () => string, work: () => T): T | Unknown {
  try {
    return work();
  } catch (error) {
    if (scope.lenient && error instanceof TemplateError && !(error instanceof TemplateLimitError)) {
      return Unknown.of(expression(), error.message.replace(/^Template (?:format )?error: /, ''));
    }
    throw error;
  }
}

/** Where and for whom a template is deployed. */
export interface StackEnvironment {
  readonly accountId: string;
  readonly region: string;
  readonly stackId: string;
  readonly stackName: string;
  readonly notificationArns: readonly string[];
}

/** `AWS::Region` and its like, of what is known of the environment; `AWS::NoValue` is no value and not here. */
export function pseudoParameters(environment: Partial<StackEnvironment>): ReadonlyMap<string, Json> {
  const { accountId, region, stackId, stackName, notificationArns } = environment;
  const china = region?.startsWith('cn-');
  const gov = region?.startsWith('us-gov-');
  const values: [string, Json | undefined][] = [
    ['AWS::AccountId', accountId],
    ['AWS::Region', region],
    ['AWS::StackId', stackId],
    ['AWS::StackName', stackName],
    ['AWS::NotificationARNs', notificationArns],
    ['AWS::Partition', region && (china ? 'aws-cn' : gov ? 'aws-us-gov' : 'aws')],
    ['AWS::URLSuffix', region && (china ? 'amazonaws.com.cn' : 'amazonaws.com')],
  ];
  return new Map(values.filter((entry): entry is [string, Json] => entry[1] !== undefined));
}
