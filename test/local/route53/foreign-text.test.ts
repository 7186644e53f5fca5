/** Characters that XML 1.0 cannot hold: refused on the way in, replaced on the way out, so that no listing is ever unreadable. */
import { SaxesParser } from 'saxes';
import { startWorld, type World } from '../deploy/world';
import { startLocal, type Local } from './harness';

const UNFIT = ['\0', '\x01', '\x08', '\x0b', '\x1b', '\x1f', '\ufffe', '\uffff'];
const report = (Status: string) => ({
  Region: 'us-east-1' as const,
  IPAddress: '15.177.0.1',
  StatusReport: { Status, CheckedTime: new Date(0) },
});

const health = {
  isHealthy: () => true,
  observations: () => UNFIT.map(char => report(`Failure: HTTP Status Code 500, a${char}b`)),
  lastFailures: () => [],
};

let local: Local;
let world: World;
beforeAll(async () => {
  local = await startLocal({ health });
  world = await startWorld();
});
afterAll(() => Promise.all([local.close(), world.close()]));

async function post(path: string, body: string, headers: Record<string, string> = {}): Promise<{ status: number; text: string }> {
  const response = await fetch(local.url + path, { method: 'POST', body, headers });
  return { status: response.status, text: await response.text() };
}
const isReadable = (xml: string): boolean => Boolean(new SaxesParser().write(xml).close());

const cases = UNFIT.map(char => [char.charCodeAt(0), char] as const);

test.each(cases)('in a request the character %d is refused, itself and by reference, wherever it stands', async (_code, char) => {
  for (const said of [char, `&#${char.charCodeAt(0)};`]) {
    const zone = (fields: string): string => `<CreateHostedZoneRequest>${fields}</CreateHostedZoneRequest>`;
    for (const fields of [
      `<Name>a${said}.example</Name><CallerReference>r</CallerReference>`,
      `<Name>a.example</Name><CallerReference>r${said}</CallerReference>`,
      `<Name>a.example</Name><CallerReference>r</CallerReference><HostedZoneConfig><Comment>c${said}</Comment></HostedZoneConfig>`,
    ]) {
      const { status, text } = await post('/2013-04-01/hostedzone', zone(fields));
      expect([status, text]).toEqual([400, expect.stringMatching(/<Code>(Invalid|Malformed)Input<\/Code>/)]);
      expect(isReadable(text)).toBe(true);
    }
  }
  expect(local.store.state.zones.size).toBe(0);
});

test.each(cases)(
  'in a template the character %d makes its resource fail, and every listing stays readable',
  async (_code, char) => {
    const { cloudFormation, engine, route53 } = world;
    const StackName = `unfit-${char.charCodeAt(0)}`;
    const escaped = `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
    const Zone = {
      Type: 'AWS::Route53::HostedZone',
      Properties: { Name: 'unfit.example', HostedZoneConfig: { Comment: 'a!b' } },
    };
    const TemplateBody = JSON.stringify({ Description: 'a!b', Resources: { Zone } }).replaceAll('!', escaped);
    await cloudFormation.createStack({ StackName, TemplateBody });
    await engine.idle();
    const { StackEvents } = await cloudFormation.describeStackEvents({ StackName });
    expect(StackEvents?.map(event => event.ResourceStatusReason ?? '').join()).toContain(
      'Member must hold no character that XML 1.0 cannot',
    );
    expect((await cloudFormation.describeStacks({ StackName })).Stacks?.[0].StackStatus).toBe('ROLLBACK_COMPLETE');
    expect((await route53.listHostedZones({})).HostedZones).toEqual([]);
  },
);

test('what an endpoint says is replaced where XML cannot hold it', async () => {
  const HealthCheckConfig = { Type: 'HTTP', IPAddress: '52.0.0.1', Port: 80 } as const;
  const { HealthCheck } = await local.client.createHealthCheck({ CallerReference: 'one', HealthCheckConfig });
  const { text } = await fetch(`${local.url}/2013-04-01/healthcheck/${HealthCheck?.Id}/status`).then(async r => ({
    text: await r.text(),
  }));
  expect(isReadable(text)).toBe(true);
  const { HealthCheckObservations } = await local.client.getHealthCheckStatus({ HealthCheckId: HealthCheck?.Id });
  expect(HealthCheckObservations?.map(seen => seen.StatusReport?.Status)).toEqual(
    UNFIT.map(() => 'Failure: HTTP Status Code 500, a\ufffdb'),
  );
});

test('an error that shows what came is readable, whatever came', async () => {
  for (const path of ['/2013-04-01/hostedzone/Z%01', '/2013-04-01/%1b', '/2013-04-01/healthcheck/a%00b%EF%BF%BE']) {
    expect(isReadable(await (await fetch(local.url + path)).text())).toBe(true);
  }
});
