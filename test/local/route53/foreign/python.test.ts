/** Programs of Python's that people point at Route 53: lexicon, certbot's plugin, Libcloud. */
import { Resolver } from 'node:dns/promises';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Route53 } from '@aws-sdk/client-route-53';
import { startLocal, type Local } from '../../../../lib/local';
import { needs, pathOf } from '../../../support/needs';
import { startProgram } from '../../../support/programs';
import { sdkConfig } from '../../../support/sdk-config';
import { run } from '../clients';
import { ledTo } from './endpoint';

const PATIENCE = 120_000;
/** Its last label is one that lexicon knows for a public suffix. */
const DOMAIN = 'multivalue-shop.org';

let local: Local;
let home: string;
beforeEach(async () => {
  local = await startLocal({ seed: 1 });
  home = mkdtempSync(join(tmpdir(), 'foreign-'));
});
afterEach(async () => {
  rmSync(home, { recursive: true });
  await local.close();
});

const createZone = (Name: string) => new Route53(sdkConfig(local.endpointUrl)).createHostedZone({ Name, CallerReference: Name });

function resolver(): Resolver {
  const asking = new Resolver();
  asking.setServers([local.dns]);
  return asking;
}

needs('lexicon').test(
  'lexicon creates, lists, updates and deletes',
  async () => {
    await createZone(DOMAIN);
    const env = { ...ledTo(local.endpointUrl, home), LEXICON_OUTPUT: 'JSON' };
    const lexicon = async (...args: string[]): Promise<unknown> => {
      const auth = ['--auth-access-key', 'any', '--auth-access-secret', 'any', '--output', 'JSON'];
      const { code, out, err } = await run(local.endpointUrl, pathOf('lexicon'), ['route53', ...args, ...auth], '', env);
      expect([code, err]).toEqual([0, '']);
      return JSON.parse(out);
    };
    await lexicon('create', DOMAIN, 'TXT', '--name', `_x.${DOMAIN}`, '--content', 'one', '--ttl', '60');
    await lexicon('create', DOMAIN, 'TXT', '--name', `_x.${DOMAIN}`, '--content', 'two', '--ttl', '60');
    expect((await resolver().resolveTxt(`_x.${DOMAIN}`)).flat().sort()).toEqual(['one', 'two']);
    await lexicon('delete', DOMAIN, 'TXT', '--name', `_x.${DOMAIN}`, '--content', 'one');
    expect(await lexicon('list', DOMAIN, 'TXT')).toMatchObject([{ name: `_x.${DOMAIN}`, content: 'two' }]);
    await lexicon('delete', DOMAIN, 'TXT', '--name', `_x.${DOMAIN}`);
    await expect(resolver().resolveTxt(`_x.${DOMAIN}`)).rejects.toThrow('ENOTFOUND');
  },
  6 * PATIENCE,
);

needs('certbot-dns-route53').test(
  "certbot's plugin has its challenges answered by DNS, and takes them away",
  async () => {
    await createZone(DOMAIN);
    const certbot = startProgram(pathOf('certbot-dns-route53'), [join(__dirname, 'certbot_client.py'), DOMAIN], {
      env: {
        PATH: '/usr/bin:/bin',
        AWS_ACCESS_KEY_ID: 'any',
        AWS_SECRET_ACCESS_KEY: 'any',
        AWS_DEFAULT_REGION: 'us-east-1',
        AWS_EC2_METADATA_DISABLED: 'true',
        ...ledTo(local.endpointUrl, home),
      },
      input: null,
    });
    await certbot.line(/^performed$/);
    const asked = (await resolver().resolveTxt(`_acme-challenge.${DOMAIN}`)).flat().sort();
    certbot.child.stdin!.end('\n');
    const { code, out } = await certbot.ended;
    expect([code, asked.length]).toEqual([0, 2]);
    expect(out.trim().split('\n')).toEqual([
      ...asked,
      'performed',
      'PluginError Unable to find a Route53 hosted zone for _acme-challenge.nowhere.invalid',
    ]);
    await expect(resolver().resolveTxt(`_acme-challenge.${DOMAIN}`)).rejects.toThrow('ENOTFOUND');
  },
  2 * PATIENCE,
);

needs('Libcloud').test(
  'Libcloud works its own version of the API',
  async () => {
    const script = join(__dirname, 'libcloud_client.py');
    const { code, out, err } = await run(local.endpointUrl, pathOf('Libcloud'), [script, local.endpointUrl]);
    expect([code, err, out.trim().split('\n')]).toEqual([
      0,
      '',
      [
        "zone shop.example. a shop ['shop.example.']",
        `made ['@ TXT 60 "text"', 'mail MX 60 mx.shop.example.', 'many A 60 192.0.2.1', 'many A 60 192.0.2.2', 'www A 60 192.0.2.1']`,
        'updated 192.0.2.9',
        'no record A:none',
        `left ['@ TXT 60 "text"', 'mail MX 60 mx.shop.example.', 'many A 60 192.0.2.1', 'many A 60 192.0.2.2']`,
        `one of many ['@ TXT 60 "text"', 'mail MX 60 mx.shop.example.', 'many A 60 192.0.2.2', 'many A 60 192.0.2.8']`,
        'no zone Z0',
      ],
    ]);
  },
  2 * PATIENCE,
);
