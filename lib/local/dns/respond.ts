import { responseCode } from '../../rules/routing/resolution';
import { MAX_DNS_MESSAGE_BYTES, PLAIN_UDP_BYTES } from '../../rules/limits';
import { shuffleFirst, type Random } from '../../rules/random';
import type { ClientLocation } from '../../rules/routing/location';
import { pickAlternative } from '../../rules/routing/pick';
import { locate, type LocationTable } from './location-table';
import type { CompiledAnswer, CompiledAlternative, CompiledChoice } from './compiled-answer';
import { CLASS_ANY, CLASS_IN, RCODE, TYPE_AXFR, TYPE_IXFR, type Rcode } from './protocol';
import { readQuery, type Query } from './query';
import { headerOnly, Reply } from './reply';
import type { ZoneAnswers } from './zone-answers';
import type { Zones } from './zones';

export interface ResponderOptions {
  readonly zones: Pick<Zones, 'find'>;
  readonly random: Random;
  /** Where clients are, by the client subnet of their query. */
  readonly locations: LocationTable;
  /** Where a client is of whom the table says nothing. */
  readonly clientLocation: ClientLocation;
  /** Told why a question got SERVFAIL. */
  readonly report: (error: unknown) => void;
}

export type Transport = 'udp' | 'tcp';

/** What answers the packets of a socket. */
export interface Answerer {
  /** Undefined when there is nothing to say. The bytes are good until the next call. */
  respond(packet: Buffer): Buffer | undefined;
  /** The bytes of the last call are still needed: the next call must use others. */
  leaveBytes(): void;
}

/** From the bytes of a query to the bytes of its reply; sockets are elsewhere. */
export class Responder {
  private reply = new Reply(MAX_DNS_MESSAGE_BYTES);

  constructor(private readonly options: ResponderOptions) {}

  /** Undefined when there is nothing to say. The bytes are good until the next call. */
  respond(packet: Buffer, transport: Transport): Buffer | undefined {
    try {
      const query = readQuery(packet);
      if (!query) {
        return undefined;
      }
      return 'fault' in query ? headerOnly(packet, query.fault) : this.answer(query, transport);
    } catch (error) {
      this.options.report(error); // this question fails; the next one need not
      return headerOnly(packet, RCODE.SERVFAIL);
    }
  }

  /** Leaves the bytes of the last reply to whoever needs them. */
  leaveBytes(): void {
    this.reply = new Reply(MAX_DNS_MESSAGE_BYTES);
  }

  private answer(query: Query, transport: Transport): Buffer {
    this.reply.begin(query, transport === 'tcp' ? MAX_DNS_MESSAGE_BYTES : (query.edns?.udpBytes ?? PLAIN_UDP_BYTES));
    if (query.edns && query.edns.version !== 0) {
      return this.reply.finish(RCODE.BADVERS, false, 0);
    }
    const zone = isAnswerable(query) ? this.options.zones.find(query.name) : undefined;
    if (!zone) {
      return this.reply.finish(RCODE.REFUSED, false, 0);
    }
    const { location, prefixLength } = this.place(query, zone);
    const compiled = zone.compiled(query.name, query.type, location);
    const scope = compiled.byLocation ? prefixLength : 0;
    const rcode = compiled.referral ? this.refer(compiled.referral, zone) : this.write(compiled, query, zone);
    return this.reply.finish(rcode, compiled.referral === undefined, scope);
  }

  private refer({ cut, additional }: NonNullable<CompiledAnswer['referral']>, zone: ZoneAnswers): Rcode {
    this.reply.authority(zone.referral(cut));
    this.writeAdditional(additional);
    return RCODE.NOERROR;
  }

  /** Where the client is, and how many bits of its subnet say so. */
  private place(query: Query, zone: ZoneAnswers): { location: ClientLocation; prefixLength: number } {
    const subnet = zone.isPrivate ? undefined : query.edns?.subnet; // behaviour 9: not for private zones
    const found = subnet && locate(this.options.locations, subnet);
    return found ?? { location: this.options.clientLocation, prefixLength: subnet?.prefixLength ?? 0 };
  }

  private write(compiled: CompiledAnswer, query: Query, zone: ZoneAnswers): Rcode {
    let step = compiled;
    while (step.kind === 'answers') {
      const { picked, records } = this.writeChoices(step.choices);
      if (!picked?.then) {
        return records > 0 ? this.concludeAnswer(query, zone, picked?.additional) : this.concludeNegative(RCODE.NOERROR, zone);
      }
      step = picked.then;
    }
    switch (step.kind) {
      case 'noSuchName':
      case 'noData':
        return this.concludeNegative(RCODE[responseCode(step.kind, false)], zone);
      case 'delegated':
      case 'elsewhere':
        return this.concludeAnswer(query, zone); // a CNAME leads out of this zone: the rest is for the resolver
    }
  }

  /** Picks from each choice and writes what it picked: how many records, and the last pick. */
  private writeChoices(choices: readonly CompiledChoice[]): { picked: CompiledAlternative | undefined; records: number } {
    let picked: CompiledAlternative | undefined;
    let records = 0;
    for (const alternatives of choices) {
      picked = pickAlternative(alternatives, this.options.random);
      if (picked) {
        shuffleFirst(picked.pool, picked.size, this.options.random);
        for (let at = 0; at < picked.size; at++) {
          this.reply.answer(picked.records, picked.pool[at]);
        }
        records += picked.size;
      }
    }
    return { picked, records };
  }

  private writeAdditional(choices: readonly CompiledChoice[]): void {
    for (const alternatives of choices) {
      const picked = pickAlternative(alternatives, this.options.random);
      if (picked) {
        shuffleFirst(picked.pool, picked.size, this.options.random);
        this.reply.additionalIfItFits(picked.records, picked.pool, picked.size);
      }
    }
  }

  private concludeAnswer(query: Query, zone: ZoneAnswers, additional: readonly CompiledChoice[] = []): Rcode {
    if (!(query.name === zone.name && (query.type === 'NS' || query.type === 'ANY'))) {
      this.reply.authorityIfItFits(zone.nameServers); // unless they are the answer
    }
    this.writeAdditional(additional);
    return RCODE.NOERROR;
  }

  private concludeNegative(rcode: Rcode, zone: ZoneAnswers): Rcode {
    this.reply.authority(zone.soa);
    return rcode;
  }
}

/** Classes other than Internet, and zone transfers (behaviour 9), are not for this server. */
function isAnswerable(query: Query): boolean {
  return (query.class === CLASS_IN || query.class === CLASS_ANY) && query.typeCode !== TYPE_AXFR && query.typeCode !== TYPE_IXFR;
}
