import type { ResourceRecordSet } from '../../rules/record-set';
import type { Random } from '../../rules/random';

const TOP_LEVELS = ['com', 'net', 'org', 'co.uk'];
const SERVERS_PER_TOP_LEVEL = 512;

/** Four name servers, one in each of the service's four domains, numbered as the service numbers them (behaviour 5.2). */
export function newNameServers(random: Random): string[] {
  return TOP_LEVELS.map((topLevel, i) => {
    const n = Math.floor(random() * SERVERS_PER_TOP_LEVEL);
    return `ns-${i * SERVERS_PER_TOP_LEVEL + n}.awsdns-${String(Math.floor(n / 8)).padStart(2, '0')}.${topLevel}`;
  });
}

/** What every zone has from the start (behaviour 5.2). A private zone has name servers of its own that answer only within its VPCs. */
export function ownRecordSets(zoneName: string, nameServers: readonly string[]): ResourceRecordSet[] {
  const servers =
    nameServers.length > 0
      ? nameServers
      : TOP_LEVELS.map((topLevel, i) => `ns-${i * SERVERS_PER_TOP_LEVEL}.awsdns-00.${topLevel}`);
  return [
    { Name: zoneName, Type: 'NS', TTL: 172_800, ResourceRecords: servers.map(server => ({ Value: server + '.' })) },
    {
      Name: zoneName,
      Type: 'SOA',
      TTL: 900,
      ResourceRecords: [{ Value: `${servers[0]}. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400` }],
    },
  ];
}
