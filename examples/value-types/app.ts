/** A multivalue group of every type that has no factory of its own: the value is given in the form that Route 53 documents. */
import { App, Duration, Stack } from 'aws-cdk-lib';
import { PublicHostedZone } from 'aws-cdk-lib/aws-route53';
import { Endpoint, EndpointHealthCheck, MultiValueRecordSet } from 'cdk-route53-multivalue';

export const app = new App();
const stack = new Stack(app, 'ValueTypesExample');
const zone = new PublicHostedZone(stack, 'Zone', { zoneName: 'shop.example' });

const digest = (byte: string): string => byte.repeat(32);

const VALUES: Record<string, [recordName: string, ...values: string[]]> = {
  HTTPS: ['store', '1 . alpn="h2,h3" ipv4hint=52.0.7.1', '1 . alpn="h2" port=8443 ipv4hint=52.0.7.2'],
  NAPTR: [
    'numbers',
    '100 50 "u" "E2U+sip" "!^.*$!sip:one@shop.example!" .',
    '100 50 "u" "E2U+sip" "!^.*$!sip:two@shop.example!" .',
  ],
  PTR: ['_services._dns-sd._udp', '_http._tcp.shop.example', '_ipp._tcp.shop.example'],
  SPF: ['old', '"v=spf1 ip4:52.0.7.0/24 -all"', '"v=spf1 ip4:52.0.8.0/24 -all"'],
  SSHFP: ['bastion', `4 2 ${digest('1A')}`, `1 2 ${digest('2B')}`],
  SVCB: ['_dns.resolver', '1 dns1.shop.example. alpn=dot', '1 dns2.shop.example. alpn=h2 dohpath=/dns-query{?dns}'],
  TLSA: ['_443._tcp.www', `3 1 1 ${digest('3C')}`, `3 1 1 ${digest('4D')}`],
};

for (const [recordType, [recordName, ...values]] of Object.entries(VALUES)) {
  new MultiValueRecordSet(stack, recordType, {
    zone,
    recordName,
    endpoints: values.map((value, index) =>
      Endpoint.value(recordType, value, { name: `${index + 1}`, address: `52.0.7.${index + 1}` }),
    ),
    healthCheck: EndpointHealthCheck.tcp({ port: 443 }),
    ttl: Duration.seconds(60),
  });
}
