/**
 * Whether external-dns keeps a record set: it says so in a TXT record set beside it.
 *
 * @see https://kubernetes-sigs.github.io/external-dns/latest/docs/registry/txt/
 */
import { parentName } from '../../rules/routing/zone-index';
import type { ResourceRecordSet } from '../../rules/record-set';

export interface ExternalDnsOwner {
  /** The `--txt-owner-id` of the external-dns that made the record set. */
  readonly owner: string;
  /** What it was made for: `service/default/www`. */
  readonly resource?: string;
}

/** @param zone the record sets of the zone, names normalized */
export function externalDnsOwner(set: ResourceRecordSet, zone: readonly ResourceRecordSet[]): ExternalDnsOwner | undefined {
  for (const txt of zone) {
    if (txt.Type !== 'TXT' || !isRegistryNameOf(txt.Name, set) || !sameMember(txt, set)) continue;
    for (const { Value } of txt.ResourceRecords ?? []) {
      const fields = new Map(
        Value.replaceAll('"', '')
          .split(',')
          .map(field => field.split('=', 2) as [string, string]),
      );
      if (fields.get('heritage') === 'external-dns') {
        const resource = fields.get('external-dns/resource');
        return { owner: fields.get('external-dns/owner') ?? 'unknown', ...(resource !== undefined && { resource }) };
      }
    }
  }
  return undefined;
}

/** `www.…`, `a-www.…`, and both with a prefix or suffix of the operator's choice: `dns.a-www.…`, `dns-www.…`, `www-dns.…`. */
function isRegistryNameOf(txt: string, { Name: name }: ResourceRecordSet): boolean {
  const label = name.slice(0, name.indexOf('.'));
  const isVariant = (candidate: string): boolean =>
    parentName(candidate) === parentName(name) && `-${candidate.slice(0, candidate.indexOf('.'))}-`.includes(`-${label}-`);
  return txt === name || txt.endsWith(`.${name}`) || isVariant(txt) || isVariant(parentName(txt));
}

const sameMember = (txt: ResourceRecordSet, set: ResourceRecordSet): boolean =>
  txt.SetIdentifier === undefined || txt.SetIdentifier === set.SetIdentifier;
