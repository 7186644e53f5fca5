import { Resolver } from 'node:dns/promises';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { startLocal, type Local } from 'cdk-route53-multivalue/local';
import { WwwStack } from './www-stack';

let local: Local;

beforeAll(async () => {
  local = await startLocal();
  await local.deploy(Template.fromStack(new WwwStack(new App(), 'Www')).toJSON());
});

afterAll(() => local.close());

/** With a resolver of its own for each question: some releases of Node 20 and 22 keep what a `Resolver` was answered. */
async function ask(name: string): Promise<string[]> {
  const dns = new Resolver();
  dns.setServers([local.dns]);
  return (await dns.resolve4(name)).sort();
}

test('www answers with all three servers', async () => {
  expect(await ask('www.shop.example')).toEqual(['52.0.0.1', '52.0.0.2', '52.0.0.3']);
});

test('a server that is down is not answered, and comes back', async () => {
  local.force('52.0.0.2', 'down');
  await local.until('52.0.0.2', 'unhealthy');
  expect(await ask('www.shop.example')).toEqual(['52.0.0.1', '52.0.0.3']);

  local.force('52.0.0.2', 'up');
  await local.until('52.0.0.2', 'healthy');
  expect(await ask('www.shop.example')).toHaveLength(3);
});
