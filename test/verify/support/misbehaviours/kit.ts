/** What misbehaviours are written with: fleets, and ways to spoil an honest reply. */
import { encode, type Answer, type Packet, type StringAnswer } from 'dns-packet';
import type { RuleId } from '../../../../lib/verify/judge/rulebook';
import type { Ask } from '../dns';
import { addressOf, multiValueFleet, type Fleet } from '../fleet';

export interface Misbehaviour {
  /** Completes the sentence "a server that …". */
  readonly what: string;
  readonly fleet?: Fleet;
  /** What the server sends instead of the honest reply. */
  readonly instead: (honest: Packet, ask: Ask, random: () => number) => Packet | Buffer | undefined;
  readonly rule: RuleId;
  /** What else is broken with it, and nothing more. */
  readonly also?: readonly RuleId[];
  readonly seen: RegExp;
  /** `all 4 servers` when not given. */
  readonly server?: RegExp;
  readonly protocol?: RegExp;
  /** Where no network lies between that could be to blame. */
  readonly onThisMachine?: true;
}

export const TWELVE = multiValueFleet(12);

export type Data = StringAnswer;
export const answersOf = (packet: Packet): Data[] => (packet.answers ?? []) as Data[];
export const withAnswers = (packet: Packet, change: (answers: Data[]) => Data[]): Packet => ({
  ...packet,
  answers: change(answersOf(packet)),
});
export const record = (packet: Packet, member: number): Data => ({ ...answersOf(packet)[0], data: addressOf(member) });
export const flags = (packet: Packet, set: number, clear = 0): Packet => ({
  ...packet,
  flags: ((packet.flags ?? 0) | set) & ~clear,
});
export const rcode = (packet: Packet, code: number): Packet => ({ ...packet, flags: (packet.flags ?? 0) | code, answers: [] });
export const has = (packet: Packet, member: number): boolean => answersOf(packet).some(a => a.data === addressOf(member));
/** The honest reply with another member in the place of `member`. */
export const without = (packet: Packet, member: number, of: number): Packet => {
  if (!has(packet, member)) {
    return packet;
  }
  const spare = Array.from({ length: of }, (_, at) => at + 1).find(n => n !== member && !has(packet, n))!;
  return withAnswers(packet, answers => answers.map(a => (a.data === addressOf(member) ? { ...a, data: addressOf(spare) } : a)));
};
export const [AA, TC, RD, RA, Z, AD, CD] = [10, 9, 8, 7, 6, 5, 4].map(bit => 1 << bit);
export const isEdns = (packet: Packet): boolean => (packet.additionals ?? []).some(a => a.type === 'OPT');

export const OPT = {
  type: 'OPT',
  name: '.',
  udpPayloadSize: 4096,
  extendedRcode: 0,
  ednsVersion: 0,
  flags: 0,
  flag_do: false,
  options: [],
} as const satisfies Answer;

/** A record in bytes, with the question's name as its owner: `type`, `class`, TTL 60 and any data. */
export const rawRecord = (type: number, data: string, { of = 1, owner = 'c00c' } = {}): Buffer =>
  Buffer.from(owner + hex16(type) + hex16(of) + '0000003c' + hex16(data.length / 2) + data, 'hex');
const hex16 = (n: number): string => n.toString(16).padStart(4, '0');

/** The reply with more bytes behind it, which the header counts as a record of the additional section. */
export const withRaw = (packet: Packet, ...records: Buffer[]): Buffer => {
  const message = Buffer.concat([encode(packet), ...records]);
  message.writeUInt16BE(message.readUInt16BE(10) + records.length, 10);
  return message;
};
