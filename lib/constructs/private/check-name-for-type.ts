import type { GroupedRecordSet, RecordContext } from './record-context';

/** Refuses a type that cannot be at this name, whatever its values: what Route 53 keeps at a zone's own name is always there. */
export function checkNameForType({ record, refuse }: RecordContext, recordSets: readonly GroupedRecordSet[]): void {
  const types = new Set(recordSets.map(set => set.type));
  const name = `'${record.domainName}'`;
  if (record.isApex && types.has('CNAME')) {
    refuse(`recordName must not be the zone's own name for records of type CNAME, as NS and SOA records are there, got ${name}`);
  }
  if (record.isApex && types.has('NS')) {
    refuse(
      `recordName must not be the zone's own name for records of type NS, as the zone has its own from the start, got ${name}`,
    );
  }
  if (record.domainName.startsWith('*.') && types.has('NS')) {
    refuse(`recordName must not be a wildcard for records of type NS, got ${name}`); // behaviour 2.1
  }
}
