import { BlockList } from 'node:net';
import type { ClientLocation } from '../../rules/routing/location';
import type { ClientSubnet } from './edns';

/** Where the clients of a network are. */
export interface LocationEntry {
  /** e.g. `198.51.100.0/24`. */
  readonly prefix: string;
  readonly location: ClientLocation;
}

interface Row {
  readonly prefixLength: number;
  readonly list: BlockList;
  readonly location: ClientLocation;
}

/** The longest prefix first. */
export type LocationTable = readonly Row[];

/** @throws Error when a prefix is none */
export function locationTable(entries: readonly LocationEntry[]): LocationTable {
  return entries
    .map(({ prefix, location }) => {
      const list = new BlockList();
      const [address, length, ...rest] = prefix.split('/');
      try {
        if (rest.length > 0 || !/^[0-9]{1,3}$/.test(length ?? '')) {
          throw new Error('it has no prefix length');
        }
        list.addSubnet(address, Number(length), address.includes(':') ? 'ipv6' : 'ipv4');
      } catch (cause) {
        throw new Error(`location table: expected a prefix such as 198.51.100.0/24, got '${prefix}'`, { cause });
      }
      return { prefixLength: Number(length), list, location };
    })
    .sort((a, b) => b.prefixLength - a.prefixLength);
}

/** The entry with the longest prefix that the whole client subnet lies in. */
export function locate(
  table: LocationTable,
  subnet: Pick<ClientSubnet, 'family' | 'address' | 'prefixLength'>,
): { readonly location: ClientLocation; readonly prefixLength: number } | undefined {
  return table.find(row => row.prefixLength <= subnet.prefixLength && row.list.check(subnet.address, subnet.family));
}
