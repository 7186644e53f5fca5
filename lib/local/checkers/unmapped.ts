import { ipVersion } from '../../rules/addresses';

/** Says once for each address or name that it is not probed, and how to have it probed. */
export class UnmappedNotices {
  private readonly told = new Set<string>();

  constructor(private readonly log: (line: string) => void) {}

  tell(host: string, healthCheckId: string): void {
    if (this.told.has(host)) {
      return;
    }
    this.told.add(host);
    const what = ipVersion(host) === undefined ? 'is in no local zone' : 'is not on this machine';
    this.log(
      `${host} ${what} and is not mapped: not probed, health check ${healthCheckId} stays as it is (map it with --map ${host}=127.0.0.1:PORT)`,
    );
  }
}
