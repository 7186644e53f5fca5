import { CfnResource, Reference, type Stack, TagManager, Tokenization } from 'aws-cdk-lib';
import type { CfnHealthCheck, CfnHostedZone } from 'aws-cdk-lib/aws-route53';
import { MAX_TAG_KEY_LENGTH, MAX_TAG_VALUE_LENGTH, MAX_TAGS } from '../../rules/limits';
import { type Tag, TAG_SYMBOLS, tagFault } from '../../rules/tags';
import { checkIsText, type Refuse, shown } from './invalid';
import { isToken, withoutTokens } from './tokens';

/** Refuses tags that Route 53 does not take (behaviour 5.7). `Name` is ours unless it is among them. */
export function checkTags(tags: Record<string, string> | undefined, prop: string, refuse: Refuse): void {
  const count = Object.keys({ Name: '', ...tags }).length;
  if (count > MAX_TAGS) refuse(`${prop} must hold at most ${MAX_TAGS} tags, Name among them, got ${count}`);
  for (const [Key, Value] of Object.entries(tags ?? {})) {
    checkIsText(Value, `${prop}.${Key}`, refuse);
    const fault = faultOf({ Key, Value });
    if (fault !== undefined) refuse(`${fault.in === 'key' ? prop : `${prop}.${Key}`} must ${fault.rule}`);
  }
}

const CHARACTERS = `letters (A to Z), digits, spaces and ${TAG_SYMBOLS}`;

/** What must be of the tag and is not; of a text with tokens, as far as it is known. */
function faultOf({ Key = '', Value = '' }: Tag): { readonly in: 'key' | 'value'; readonly rule: string } | undefined {
  const known = { Key: withoutTokens(Key), Value: withoutTokens(Value) };
  const fault = tagFault(known);
  if (fault === undefined) return undefined;
  const rules =
    fault.in === 'key'
      ? {
          length: `have keys of 1 to ${MAX_TAG_KEY_LENGTH} characters, got ${known.Key.length}`,
          characters: `have keys of ${CHARACTERS} only, got ${shown(known.Key)}`,
          reserved: `have no key that begins with aws:, which AWS keeps for itself, got ${shown(known.Key)}`,
        }
      : {
          length: `have at most ${MAX_TAG_VALUE_LENGTH} characters, got ${known.Value.length}`,
          characters: `hold only ${CHARACTERS}, got ${shown(known.Value)}`,
          reserved: `not begin with aws:, which AWS keeps for itself, got ${shown(known.Value)}`,
        };
  return { in: fault.in, rule: rules[fault.kind] };
}

/** Resources that take tags, and how messages call them. */
type Tagged = CfnHealthCheck | CfnHostedZone;
const TAGGED = new WeakMap<Stack, Map<Tagged, string>>();

/**
 * Makes validation of the stack report tags that Route 53 would refuse, from wherever they came: from `Tags.of`, which gives them to hosted
 * zones, to health checks in later versions of aws-cdk-lib, and to the stack in all, from where CloudFormation puts them on both.
 */
export function refuseTagsOf(resource: Tagged, where: string): void {
  const { stack } = resource;
  const resources = TAGGED.get(stack);
  if (resources !== undefined) {
    if (!resources.has(resource)) resources.set(resource, where);
    return;
  }
  const all = new Map([[resource, where]]);
  TAGGED.set(stack, all);
  stack.node.addValidation({ validate: () => faultsOf(stack, all) });
}

/** The same for a zone or health check that others define in the app, and a record set refers to by its id. */
export function refuseTagsBehind(id: string): void {
  const reference = isToken(id) ? Tokenization.reverseString(id).firstToken : undefined;
  const target = Reference.isReference(reference) ? reference.target : undefined;
  const kind = CfnResource.isCfnResource(target) ? KINDS.get(target.cfnResourceType) : undefined;
  if (kind === undefined) return;
  const { id: own, scope, path } = target!.node;
  refuseTagsOf(target as Tagged, `${kind} [${own === 'Resource' && scope ? scope.node.path : path}]`);
}

const KINDS = new Map([
  ['AWS::Route53::HealthCheck', 'the health check'],
  ['AWS::Route53::HostedZone', 'the hosted zone'],
]);

function faultsOf(stack: Stack, resources: ReadonlyMap<Tagged, string>): string[] {
  const inherited = tagsOfStack(stack);
  const [first] = resources.values();
  const ofStack = faultsIn(inherited, `the stack, which CloudFormation puts on ${first},`);
  const ofResources = [...resources].flatMap(([resource, where]) => {
    const own = tagsOf(resource);
    const others = new Map([...own].filter(([key, value]) => inherited.get(key) !== value));
    const count = new Set([...own.keys(), ...inherited.keys()]).size;
    const crowd =
      count > MAX_TAGS ? [`tags of ${where} must be at most ${MAX_TAGS}, those of the stack among them, got ${count}`] : [];
    return [...faultsIn(others, where), ...crowd];
  });
  return [...new Set([...ofStack, ...ofResources])];
}

function faultsIn(tags: ReadonlyMap<string, string>, where: string): string[] {
  return [...tags].flatMap(([Key, Value]) => {
    const fault = faultOf({ Key, Value });
    return fault === undefined ? [] : [`${fault.in === 'key' ? 'tags' : `tag ${shown(Key)}`} of ${where} must ${fault.rule}`];
  });
}

/** Those of the stacks above a nested one come to it as well. aws-cdk-lib leaves out tags with tokens. */
function tagsOfStack(stack: Stack): Map<string, string> {
  const above = stack.nestedStackParent ? tagsOfStack(stack.nestedStackParent) : new Map<string, string>();
  const own = Object.entries(stack.tags.tagValues()).filter(([key, value]) => !isToken(key) && !isToken(value));
  return new Map([...above, ...own]);
}

function tagsOf(resource: Tagged): Map<string, string> {
  const given = 'healthCheckTags' in resource ? resource.healthCheckTags : (resource as CfnHostedZone).hostedZoneTagsRaw;
  const known = (Array.isArray(given) ? given : []).flatMap(tag => ('key' in tag ? [[tag.key, tag.value] as const] : []));
  return new Map([...known, ...Object.entries(TagManager.of(resource)?.tagValues() ?? {})]);
}
