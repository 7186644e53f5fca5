/** The resource types that a stack of the local Route 53 may hold. */
import { getOrAdd } from '../../../rules/group-by';
import { LOCAL_ACCOUNT } from '../../aws/accounts';
import { validationError } from '../errors';
import { healthCheckType } from './health-check';
import { hostedZoneType } from './hosted-zone';
import { recordSetGroupType } from './record-set-group';
import { recordSetType } from './record-set';
import type { ResourceContext, ResourceType } from './resource-type';
import type { Route53Calls, Settled } from './route53';

export type ResourceTypes = ReadonlyMap<string, ResourceType>;

/** Types that CDK adds to an app of its own accord and that are nothing to Route 53: they come to be, and do nothing. */
const IDLE = ['AWS::CDK::Metadata', 'AWS::CloudFormation::WaitConditionHandle'];

/** Each resource is made, changed and deleted in the account of its stack. */
export function resourceTypes(accounts: (accountId: string) => Route53Calls, settled: Settled): ResourceTypes {
  const made = new Map<string, ResourceTypes>();
  const byAccount = (accountId: string): ResourceTypes =>
    getOrAdd(made, accountId, () => typesWith(accounts(accountId), settled));
  const acting = (type: ResourceType): ResourceType => {
    const here = ({ accountId }: ResourceContext): ResourceType => byAccount(accountId).get(type.name)!;
    return {
      ...type,
      create: (properties, context) => here(context).create(properties, context),
      update: (existing, properties, context) => here(context).update(existing, properties, context),
      delete: (existing, context) => here(context).delete(existing, context),
    };
  };
  return new Map([...byAccount(LOCAL_ACCOUNT)].map(([name, type]) => [name, acting(type)]));
}

function typesWith(route53: Route53Calls, settled: Settled): ResourceTypes {
  const types = [
    hostedZoneType(route53, settled),
    recordSetType(route53, settled),
    recordSetGroupType(route53, settled),
    healthCheckType(route53),
    ...IDLE.map(idleType),
  ];
  return new Map(types.map(type => [type.name, type]));
}

function idleType(name: string): ResourceType {
  return {
    name,
    attributes: ['Id'],
    create: (_, context) => {
      const physicalId = `${context.stackName}-${context.logicalId}`;
      return Promise.resolve({ physicalId, attributes: { Id: physicalId } });
    },
    update: ({ physicalId, attributes }) => Promise.resolve({ physicalId, attributes }),
    delete: () => Promise.resolve(),
  };
}

/** Refuses a template with any other type before anything is created. */
export function checkTypes(
  resources: Iterable<{ readonly type: string; readonly logicalId: string }>,
  types: ResourceTypes,
): void {
  const strangers = [...resources].filter(resource => !types.has(resource.type));
  if (strangers.length > 0) {
    const named = [...new Set(strangers.map(s => s.type))].map(
      type => `${type} (${strangers.filter(s => s.type === type).map(s => s.logicalId).join(', ')})`, // prettier-ignore
    );
    throw validationError(
      `Template format error: Unrecognized resource types: [${named.join(', ')}]. ` +
        `The local Route 53 deploys only ${[...types.keys()].join(', ')}`,
    );
  }
}
