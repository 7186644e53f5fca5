import { ipVersion } from '../../rules/addresses';

/** Hosts that the line about another one names. */
const NAMED = 3;

/** Says of addresses and names that they are not probed, and how to have them probed: once of each, the first whole, all others with it. */
export class UnmappedNotices {
  private readonly told = new Set<string>();

  constructor(private readonly log: (line: string) => void) {}

  /** @param all the hosts that are not mapped now, of all health checks */
  tell(host: string, healthCheckId: string, all: () => Iterable<string>): void {
    if (this.told.has(host)) {
      return;
    }
    this.told.add(host);
    const others = [...new Set(all())].filter(other => !this.told.has(other));
    others.forEach(other => this.told.add(other));
    const what = ipVersion(host) === undefined ? 'is in no local zone' : 'is not on this machine';
    const named = `${others.slice(0, NAMED).join(', ')}${others.length > NAMED ? ' …' : ''}`;
    const are = others.length === 1 ? 'another one is' : `${others.length} others are`;
    this.log(
      `${host} ${what} and is not mapped: not probed, health check ${healthCheckId} stays as it is (map it with --map ${host}=127.0.0.1:PORT)` +
        (others.length > 0 ? `; ${are} not mapped either: ${named}` : ''),
    );
  }
}
