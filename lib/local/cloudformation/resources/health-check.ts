import type { HealthCheckConfig, ResettableElementName, UpdateHealthCheckRequest } from '@aws-sdk/client-route-53';
import type { ServiceError } from '../../aws/service';
import { defaultPort, FIXED_ELEMENTS, isSecure, RESETTABLE_ELEMENTS } from '../../../rules/health/types';
import { DEFAULT_FAILURE_THRESHOLD } from '../../../rules/limits';
import { ResourceError } from '../errors';
import { sameJson, type Json, type JsonObject } from '../../../template/json';
import type { ResourceType } from './resource-type';
import { allOrNothing, attemptCall, attemptDelete, type Route53Calls } from './route53';
import type { Schema } from './schema';
import { setTags, TAGS, tagsOf } from './tags';

const NAME = 'AWS::Route53::HealthCheck';
const TEXT = { type: 'string' } as const;

export const HEALTH_CHECK: Schema = {
  HealthCheckConfig: {
    required: true,
    type: {
      object: {
        AlarmIdentifier: {
          type: { object: { Name: { type: 'string', required: true }, Region: { type: 'string', required: true } } },
        },
        ChildHealthChecks: { type: { listOf: 'string' } },
        EnableSNI: { type: 'boolean' },
        FailureThreshold: { type: 'integer' },
        FullyQualifiedDomainName: TEXT,
        HealthThreshold: { type: 'integer' },
        IPAddress: TEXT,
        InsufficientDataHealthStatus: TEXT,
        Inverted: { type: 'boolean' },
        MeasureLatency: { type: 'boolean', replaces: true },
        Port: { type: 'integer' },
        Regions: { type: { listOf: 'string' } },
        RequestInterval: { type: 'integer', replaces: true },
        ResourcePath: TEXT,
        RoutingControlArn: TEXT,
        SearchString: TEXT,
        Type: { type: 'string', required: true, replaces: true },
      },
    },
  },
  HealthCheckTags: TAGS,
};

const FIXED: readonly string[] = FIXED_ELEMENTS;
/** A change of it is reported as complete although nothing has changed: CloudFormation asks Route 53 for nothing (behaviour 7.1). */
const PASSED_OVER = 'RoutingControlArn';

export function healthCheckType(route53: Route53Calls): ResourceType {
  return {
    name: NAME,
    schema: HEALTH_CHECK,
    attributes: ['HealthCheckId'],
    tagProperty: 'HealthCheckTags',
    async create(properties, context) {
      const { HealthCheck: check } = await attemptCall(
        () =>
          route53.CreateHealthCheck({
            CallerReference: context.unique(),
            HealthCheckConfig: configOf(properties) as unknown as HealthCheckConfig,
          }),
        unmasked,
      );
      const id = check!.Id!;
      await allOrNothing([
        { make: () => Promise.resolve(), undo: () => route53.DeleteHealthCheck({ HealthCheckId: id }) },
        setTags(route53, 'healthcheck', id, [], tagsOf(properties, 'HealthCheckTags')),
      ]);
      return { physicalId: id, attributes: { HealthCheckId: id } };
    },
    async update({ physicalId: id, properties: before }, properties) {
      await allOrNothing([
        {
          make: () => reconfigure(route53, id, before, properties),
          undo: () => reconfigure(route53, id, properties, before),
        },
        setTags(route53, 'healthcheck', id, tagsOf(before, 'HealthCheckTags'), tagsOf(properties, 'HealthCheckTags')),
      ]);
      return { physicalId: id, attributes: { HealthCheckId: id } };
    },
    async delete({ physicalId }) {
      await attemptDelete(() => route53.DeleteHealthCheck({ HealthCheckId: physicalId }), 'NoSuchHealthCheck');
    },
  };
}

async function reconfigure(route53: Route53Calls, id: string, before: JsonObject, after: JsonObject): Promise<void> {
  const [old, next] = [before, after].map(properties =>
    Object.fromEntries(Object.entries(configOf(properties)).filter(([key]) => key !== PASSED_OVER)),
  );
  if (sameJson(old, next)) {
    return;
  }
  const stuck = FIXED.find(key => !sameJson(old[key], next[key]));
  if (stuck) {
    throw new ResourceError(`${stuck} of a health check cannot be changed: Route 53 has no call for it`);
  }
  const gone = Object.keys(old).filter(key => next[key] === undefined);
  const defaults = gone.filter(key => !isResettable(key)).map(key => [key, defaultOf(key, old.Type as string)]);
  const resets = gone.filter(isResettable);
  const given = Object.entries(next).filter(([key]) => !FIXED.includes(key));
  await attemptCall(
    () =>
      route53.UpdateHealthCheck({
        ...(Object.fromEntries([...defaults, ...given]) as Partial<UpdateHealthCheckRequest>),
        HealthCheckId: id,
        ...(resets.length > 0 ? { ResetElements: resets } : {}),
      }),
    unmasked,
  );
}

function isResettable(key: string): key is ResettableElementName {
  return (RESETTABLE_ELEMENTS as readonly string[]).includes(key);
}

/** What CreateHealthCheck makes of a setting that is not given (behaviour 4.2). */
function defaultOf(key: string, type: string): Json {
  switch (key) {
    case 'FailureThreshold':
      return DEFAULT_FAILURE_THRESHOLD;
    case 'Inverted':
      return false;
    case 'EnableSNI':
      return isSecure(type);
    case 'InsufficientDataHealthStatus':
      return 'LastKnownStatus';
    default: {
      const port = key === 'Port' ? defaultPort(type) : undefined;
      if (port !== undefined) return port;
      throw new ResourceError(`${key} of a health check cannot be removed: Route 53 has no call for it`);
    }
  }
}

function configOf(properties: JsonObject): JsonObject {
  return properties.HealthCheckConfig as JsonObject;
}

/** Route 53 says what is wrong; CloudFormation's handler keeps it to itself (behaviour 7.2), so the reader is told both. */
function unmasked(error: ServiceError): string {
  return `${error.message} [CloudFormation would say only: Invalid request provided: ${NAME}]`;
}
