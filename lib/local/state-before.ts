/** What files of earlier releases do not hold. */
import { LOCAL_ACCOUNT } from './aws/accounts';
import { EMPTY_STATE, type HostedZone, type State } from './state';

/** A slice that a later release added begins empty; what has no account, from before there were several, is the local account's. */
export function completed(slices: Partial<State>): State {
  const state = { ...EMPTY_STATE, ...slices };
  return {
    ...state,
    zones: new Map([...owned(state.zones)].map(([id, zone]) => [id, withVpcOwners(zone)])),
    healthChecks: owned(state.healthChecks),
    changes: owned(state.changes),
    delegationSets: owned(state.delegationSets),
    objects: new Map([...state.objects].map(([name, object]) => [name, { ...object, body: bytesOf(object.body) }])),
    spentReferences: new Map([...state.spentReferences].map(([key, id]) => [ownedKey(key), id])),
  };
}

/** It was text in base64. */
function bytesOf(body: Uint8Array | string): Uint8Array {
  return typeof body === 'string' ? Buffer.from(body, 'base64') : body;
}

function owned<T extends { readonly accountId: string }>(all: ReadonlyMap<string, T>): ReadonlyMap<string, T> {
  return new Map([...all].map(([id, one]) => [id, { ...one, accountId: one.accountId ?? LOCAL_ACCOUNT }]));
}

/** A VPC was associated by whose zone it is; no one else could. */
function withVpcOwners(zone: HostedZone): HostedZone {
  return { ...zone, vpcs: (zone.vpcs ?? []).map(vpc => ({ ...vpc, accountId: vpc.accountId ?? zone.accountId })) };
}

const ownedKey = (key: string): string => (/^\d{12}\//.test(key) ? key : `${LOCAL_ACCOUNT}/${key}`);
