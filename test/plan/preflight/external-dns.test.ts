import { externalDnsOwner } from '../../../lib/plan/preflight/external-dns';
import { group, member } from '../template-of';
import { findingsIn, live } from './world';

const HERITAGE = '"heritage=external-dns,external-dns/owner=prod,external-dns/resource=service/default/www"';
const txt = (Name: string, properties = {}): ReturnType<typeof live> =>
  live({ Name, Type: 'TXT', values: [HERITAGE], ...properties });
const PROD = { owner: 'prod', resource: 'service/default/www' };

test.each<[name: string, owner: typeof PROD | undefined]>([
  ['www.example.com.', PROD],
  ['a-www.example.com.', PROD], // since v0.12, by type
  ['dns.a-www.example.com.', PROD], // --txt-prefix=dns.
  ['dns-a-www.example.com.', PROD], // --txt-prefix=dns-
  ['a-www-dns.example.com.', PROD], // --txt-suffix=-dns
  ['dns.www.example.com.', PROD],
  ['www2.example.com.', undefined],
  ['a-www2.example.com.', undefined],
  ['a-www.example.org.', undefined],
])('a registry entry at %s', (name, owner) => expect(externalDnsOwner(live(), [txt(name)])).toEqual(owner));

test('another TXT record is no registry entry', () =>
  expect(externalDnsOwner(live(), [live({ Type: 'TXT', values: ['"v=spf1 -all"', '"heritage=other"', '""'] })])).toBeUndefined());

test('each member of a group has an entry of its own', () => {
  const blue = live({ SetIdentifier: 'blue', MultiValueAnswer: true });
  expect(externalDnsOwner(blue, [txt('www.example.com.', { SetIdentifier: 'green' })])).toBeUndefined();
  expect(externalDnsOwner(blue, [txt('www.example.com.', { SetIdentifier: 'blue' })])).toEqual(PROD);
});

test('a record in the way that external-dns keeps is said to be its, with what keeps it away', async () => {
  const [finding] = await findingsIn({
    planned: { Group: group([member('52.0.0.1')]) },
    live: [live(), txt('a-www.example.com.')],
  });
  expect(finding.id).toBe('other-policy');
  expect(finding.found).toMatch("managed by external-dns (owner 'prod', for service/default/www)");
  expect(finding.steps[0]).toMatch('external-dns recreates it if you only delete it');
});
