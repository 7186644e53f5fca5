/** An engine whose resources are things that only this file knows, and that object when they are used out of order. */
import { StackEngine } from '../../../lib/local/cloudformation/engine';
import { ResourceError } from '../../../lib/local/cloudformation/errors';
import type { ResourceType } from '../../../lib/local/cloudformation/resources/resource-type';
import type { JsonObject } from '../../../lib/template/json';
import { Store } from '../../../lib/local/store';

export interface ThingWorld {
  readonly engine: StackEngine;
  /** The calls in their order, e.g. `create A-1`. */
  readonly log: string[];
  /** What exists, by physical id. */
  readonly things: Map<string, JsonObject>;
  /** Physical ids of things that cannot be deleted. */
  readonly stuck: Set<string>;
}

/** A thing has a name that cannot be changed, a size that can, and perhaps a peer that must exist. A size of 13 is refused. */
export function thingWorld(): ThingWorld {
  const log: string[] = [];
  const things = new Map<string, JsonObject>();
  const stuck = new Set<string>();
  let count = 0;
  const check = ({ Size: size, Peer: peer }: JsonObject) => {
    if (size === 13) throw new ResourceError('13 brings bad luck');
    if (typeof peer === 'string' && /-\d+$/.test(peer) && !things.has(peer)) throw new TypeError(`${peer} is not there`);
  };
  const made = (physicalId: string, properties: JsonObject) => {
    check(properties);
    things.set(physicalId, properties);
    return Promise.resolve({ physicalId, attributes: { Size: properties.Size ?? 0 } });
  };
  const type: ResourceType = {
    name: 'Test::Thing',
    attributes: ['Size'],
    schema: { Name: { type: 'string', replaces: true }, Size: { type: 'integer' }, Peer: { type: 'string' } },
    create(properties, { logicalId }) {
      check(properties);
      const physicalId = `${logicalId}-${++count}`;
      log.push(`create ${physicalId}`);
      return made(physicalId, properties);
    },
    update({ physicalId, properties: before }, properties) {
      if (JSON.stringify(things.get(physicalId)) !== JSON.stringify(before))
        throw new TypeError(`${physicalId} is not as it was left`);
      check(properties);
      log.push(`update ${physicalId}`);
      return made(physicalId, properties);
    },
    delete({ physicalId }) {
      if (stuck.has(physicalId)) throw new ResourceError('it will not go');
      const user = [...things].find(([, properties]) => properties.Peer === physicalId)?.[0];
      if (user) throw new TypeError(`${physicalId} is still used by ${user}`);
      things.delete(physicalId);
      log.push(`delete ${physicalId}`);
      return Promise.resolve();
    },
  };
  let unique = 0;
  const engine = new StackEngine({
    store: new Store(),
    types: new Map([type, { ...type, name: 'Test::Other' }].map(t => [t.name, t])),
    now: () => new Date(0),
    unique: () => `u${++unique}`,
  });
  return { engine, log, things, stuck };
}

export const thing = (properties: object, more: object = {}): object => ({
  Type: 'Test::Thing',
  Properties: properties,
  ...more,
});
