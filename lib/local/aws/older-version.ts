/** An older version of a REST-XML service's API: fewer operations, structures with fewer members, paths and namespaces of its own. */
import { NormalizedSchema } from '@smithy/core/schema';
import { conformanceFault } from './conform';
import { ServiceError } from './errors';
import { restXmlProtocol } from './protocols/rest-xml';
import type { SchemaRef } from './schemas';
import type { Operation, Service } from './service';
import type { OperationShape, SdkClient } from './wire';

export interface OlderVersion {
  /** A date, as in the paths. */
  readonly version: string;
  /** Names of those that it has. */
  readonly operations: readonly string[];
  /** Members that later versions added, by the name of their structure: refused when they come, left out of what goes. */
  readonly lacks: Readonly<Record<string, readonly string[]>>;
  /** Says for an input of this version what later ones say. */
  readonly complete?: Readonly<Record<string, (input: never) => unknown>>;
}

/** The service as it is called by the older version; it stands beside the one of today under the same name. */
export function olderService(service: Service, client: { readonly config: object }, older: OlderVersion): Service {
  const { protocolSettings, ...config } = client.config as SdkClient['config'];
  const today = protocolSettings.version ?? '';
  const dated = (text: string): string => text.replace(today, older.version);
  const without = lacking(older.lacks);
  const shapeOf = ({ name, http, input, output }: OperationShape): OperationShape => ({
    name,
    http: http && [http[0], dated(http[1]), http[2]],
    input: NormalizedSchema.of(without(input.getSchema())),
    output: NormalizedSchema.of(without(output.getSchema())),
  });
  const has = (name: string): boolean => older.operations.includes(name);
  const model = new Map([...service.model].filter(([name]) => has(name)).map(([name, shape]) => [name, shapeOf(shape)]));
  const operations = [...service.operations]
    .filter(([name]) => has(name))
    .map(([name, operation]): [string, Operation<unknown, unknown>] => [
      name,
      async (input, call) => {
        const complete = (older.complete?.[name] ?? (given => given)) as (given: unknown) => unknown;
        const whole = complete(input);
        const fault = service.requests && conformanceFault(service.model.get(name)!, whole, service.requests);
        if (fault !== undefined) {
          throw new ServiceError('InvalidInput', fault);
        }
        const output = (await operation(whole, call)) as { readonly Location?: string };
        return output.Location === undefined ? output : { ...output, Location: dated(output.Location) };
      },
    ]);
  const settings = { ...protocolSettings, version: older.version, xmlNamespace: dated(protocolSettings.xmlNamespace ?? '') };
  const protocol = restXmlProtocol(model, { ...config, protocolSettings: settings });
  return { ...service, model, operations: new Map(operations), protocol };
}

/** A structure as the SDK writes it down: kind, namespace, name, traits, member names, their schemas, how many are required. */
type Structure = readonly [3, string, string, unknown, readonly string[], readonly unknown[], number?];
/** A list likewise: kind, namespace, name, traits, the schema of its items. */
type List = readonly [1, string, string, unknown, unknown];

const STRUCTURE = 3;
const LIST = 1;

/** Takes members out of structures, however deep in a schema they are. */
function lacking(lacks: OlderVersion['lacks']): (schema: SchemaRef) => SchemaRef {
  const known = new Map<unknown, unknown>();
  const once = (schema: unknown): unknown => {
    if (!known.has(schema)) {
      known.set(schema, reduced(schema));
    }
    return known.get(schema);
  };
  const reduced = (schema: unknown): unknown => {
    if (typeof schema === 'function') {
      return () => once((schema as () => unknown)());
    }
    if (!Array.isArray(schema)) {
      return schema;
    }
    if (schema.length === 2) {
      return [once(schema[0]), schema[1] as unknown]; // a schema, and what is said of it in this place
    }
    if (schema[0] === STRUCTURE) {
      const [kind, namespace, name, traits, names, members, required = 0] = schema as unknown as Structure;
      const kept = names.map((member, i) => ({ member, i })).filter(({ member }) => !(lacks[name] ?? []).includes(member));
      const left = kept.filter(({ i }) => i < required).length;
      return [kind, namespace, name, traits, kept.map(({ member }) => member), kept.map(({ i }) => once(members[i])), left];
    }
    if (schema[0] === LIST) {
      const [kind, namespace, name, traits, items] = schema as unknown as List;
      return [kind, namespace, name, traits, once(items)];
    }
    return schema as unknown;
  };
  return schema => once(schema) as SchemaRef;
}
