/** One way after another in which a DNS server can break the rules, and what the verifier must say of it. */
import { encode } from 'dns-packet';
import { replyTo, type Responder } from './dns';
import { honestValues, type Fleet } from './fleet';
import { WRONG_ANSWERS } from './misbehaviours/answers';
import { TWELVE, type Misbehaviour } from './misbehaviours/kit';
import { WRONG_MESSAGES } from './misbehaviours/messages';
import { WRONG_SERVERS } from './misbehaviours/servers';

export type { Misbehaviour } from './misbehaviours/kit';

export const MISBEHAVIOURS: readonly Misbehaviour[] = [...WRONG_ANSWERS, ...WRONG_MESSAGES, ...WRONG_SERVERS];

export const fleetOf = (misbehaviour: Misbehaviour): Fleet => misbehaviour.fleet ?? TWELVE;

export function misbehaving(misbehaviour: Misbehaviour, random: () => number): Responder {
  const fleet = fleetOf(misbehaviour);
  return ask => {
    if (/invalid$/i.test(ask.query.questions![0].name)) {
      return [encode({ type: 'response', id: ask.query.id, flags: 5, questions: ask.query.questions })]; // a name of no zone here
    }
    const sent = misbehaviour.instead(replyTo(ask, fleet, honestValues(fleet, random)), ask, random);
    return sent === undefined ? [] : [Buffer.isBuffer(sent) ? sent : encode(sent)];
  };
}
