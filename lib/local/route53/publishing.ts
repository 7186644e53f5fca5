/** Changes travel to the name servers: PENDING at first, INSYNC when DNS answers from them (behaviour 5.4). */
import type { ChangeInfo } from '@aws-sdk/client-route-53';
import { pathId } from '../../rules/ids';
import type { Change, HostedZone, State } from '../state';
import type { AccountContext } from './context';
import { newId } from './ids';

/** Changes that GetChange still knows. */
const MAX_CHANGES = 10_000;

/** What a change makes of the state: the zone as it is to be, or undefined when it is to be gone. */
export interface ZoneChange {
  readonly zoneId: string;
  readonly zone: HostedZone | undefined;
  readonly comment?: string;
}

/**
 * Stores what a change makes of a zone, listed at once, published after the propagation delay. The zones of `state` are the ones before.
 * Returns what the service answers: PENDING, even when there is no delay.
 */
export function submit(context: AccountContext, make: (state: State) => { state: State; change: ZoneChange }): ChangeInfo {
  const { store, propagationDelay, later } = context;
  let submitted: Change | undefined;
  store.update(before => {
    const { state, change } = make(before);
    submitted = {
      id: newId('C', state.changes, context.random),
      accountId: context.own.accountId,
      zoneId: change.zoneId,
      status: propagationDelay > 0 ? 'PENDING' : 'INSYNC',
      submittedAt: context.now(),
      comment: change.comment,
    };
    const zones = new Map(state.zones);
    if (change.zone) {
      zones.set(change.zoneId, propagationDelay > 0 ? change.zone : { ...change.zone, published: change.zone.recordSets });
    } else {
      zones.delete(change.zoneId);
    }
    return { ...state, zones, changes: remembered(state.changes, submitted) };
  });
  const change = submitted!;
  const zone = store.state.zones.get(change.zoneId ?? '');
  if (propagationDelay > 0) {
    later(propagationDelay, () => store.update(state => published(state, change.id, zone)));
  }
  return changeInfo({ ...change, status: 'PENDING' });
}

/** The change has reached the name servers; what it made of the zone is what DNS answers from. */
function published(state: State, changeId: string, made: HostedZone | undefined): State {
  const change = state.changes.get(changeId);
  if (!change) {
    return state; // it was taken back, for it could not be kept
  }
  const zone = made && state.zones.get(made.id);
  return {
    ...state,
    changes: new Map(state.changes).set(changeId, { ...change, status: 'INSYNC' }),
    zones: zone ? new Map(state.zones).set(zone.id, { ...zone, published: made.recordSets }) : state.zones,
  };
}

/** What was still on its way when the server stopped has arrived when it starts again. */
export function settled(state: State): State {
  return {
    ...state,
    changes: new Map([...state.changes].map(([id, change]) => [id, { ...change, status: 'INSYNC' }])),
    zones: new Map([...state.zones].map(([id, zone]) => [id, { ...zone, published: zone.recordSets }])),
  };
}

export function changeInfo({ id, status, submittedAt, comment }: Change): ChangeInfo {
  return { Id: pathId('change', id), Status: status, SubmittedAt: submittedAt, Comment: comment };
}

function remembered(changes: ReadonlyMap<string, Change>, change: Change): Map<string, Change> {
  const kept = changes.size < MAX_CHANGES ? changes : [...changes].slice(1 - MAX_CHANGES);
  return new Map(kept).set(change.id, change);
}
