import { isInZone, normalizeName } from '../../rules/names';
import type { Random } from '../../rules/random';
import { pickReply } from '../../rules/routing/pick';
import { resolve } from '../../rules/routing/resolve';
import type { Store } from '../store';
import { publishedIndex } from '../zone-indexes';

/** What the local zones say of a domain name that is to be checked. */
export type Resolved =
  { readonly kind: 'address'; readonly address: string } | { readonly kind: 'nothing' } | { readonly kind: 'notLocal' };

/**
 * Resolves domain names of health checks from the local public zones and nowhere else: A records only (behaviour 4.3), picked as a DNS
 * answer would be.
 */
export function localResolver(
  store: Store,
  isHealthy: (healthCheckId: string) => boolean,
  random: Random,
): (domainName: string) => Resolved {
  return domainName => {
    const name = normalizeName(domainName);
    const [zone] = [...store.state.zones.values()]
      .filter(z => z.vpcs.length === 0 && isInZone(name, z.name))
      .sort((a, b) => b.name.length - a.name.length);
    if (!zone) {
      return { kind: 'notLocal' };
    }
    const reply = pickReply(resolve(publishedIndex(store, zone), isHealthy, { name, type: 'A' }), random);
    const last = reply.rrsets.at(-1);
    if (last?.type === 'A') {
      return { kind: 'address', address: last.records[0] };
    }
    return { kind: reply.outcome === 'elsewhere' || reply.outcome === 'delegated' ? 'notLocal' : 'nothing' };
  };
}
