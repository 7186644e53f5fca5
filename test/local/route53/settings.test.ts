/** What tools ask besides zones, records and checks: DNSSEC, places, query logging. */
import { createZone, faultOf, type Local, startLocal } from './harness';

const PRIVATE = { VPC: { VPCId: 'vpc-0a1b2c3d', VPCRegion: 'eu-west-1' } };
const ACCOUNT = '000000000000';

let local: Local;
const lines: string[] = [];
beforeEach(async () => {
  lines.length = 0;
  local = await startLocal({ log: line => lines.push(line) });
});
afterEach(() => local.close());

const create = async (Name: string, more: object = {}): Promise<string> =>
  (await createZone(local, Name, more)).replace('/hostedzone/', '');

describe('DNSSEC', () => {
  test('a public zone is not signed', async () => {
    const { Status, KeySigningKeys } = await local.client.getDNSSEC({ HostedZoneId: await create('a.example') });
    expect([Status, KeySigningKeys]).toEqual([{ ServeSignature: 'NOT_SIGNING' }, []]);
  });

  test('of a private zone, or none, it is not told', async () => {
    const HostedZoneId = await create('a.example', PRIVATE);
    expect(await faultOf(local.client.getDNSSEC({ HostedZoneId }))).toEqual([
      'InvalidArgument',
      400,
      'Operation is unsupported for private hosted zones.',
    ]);
    expect((await faultOf(local.client.getDNSSEC({ HostedZoneId: 'Z0' })))[0]).toBe('NoSuchHostedZone');
  });
});

describe('geolocations', () => {
  const list = async (more: object = {}) => {
    const page = await local.client.listGeoLocations({ MaxItems: 500, ...more });
    const places = page.GeoLocationDetailsList!.map(({ ContinentCode, CountryCode, SubdivisionCode }) =>
      [ContinentCode, CountryCode, SubdivisionCode].filter(code => code !== undefined).join('-'),
    );
    return { ...page, places };
  };

  test('countries come first, each with its subdivisions, and continents last', async () => {
    const { places, IsTruncated } = await list();
    expect(IsTruncated).toBe(false);
    expect(places).toHaveLength(1 + 246 + 27 + 51 + 7);
    expect(places.slice(0, 3)).toEqual(['*', 'AD', 'AE']);
    expect(places.slice(places.indexOf('UA'), places.indexOf('UA') + 3)).toEqual(['UA', 'UA-05', 'UA-07']);
    expect(places.slice(places.indexOf('US') - 1, places.indexOf('US') + 2)).toEqual(['UM', 'US', 'US-AK']);
    expect(places.slice(-8)).toEqual(['ZW', 'AF', 'AN', 'AS', 'EU', 'NA', 'OC', 'SA']);
  });

  test.each([1, 7, 100])('pages of %d hold every place once', async MaxItems => {
    const { places } = await list();
    const paged: string[] = [];
    let next: object | undefined = {};
    while (next) {
      const page = await list({ MaxItems, ...next });
      paged.push(...page.places);
      expect(page.MaxItems).toBe(MaxItems);
      next = page.IsTruncated
        ? {
            StartContinentCode: page.NextContinentCode,
            StartCountryCode: page.NextCountryCode,
            StartSubdivisionCode: page.NextSubdivisionCode,
          }
        : undefined;
    }
    expect(paged).toEqual(places);
  });

  test('a place has the names that the service gives it', async () => {
    const get = async (codes: object) => (await local.client.getGeoLocation(codes)).GeoLocationDetails;
    expect([
      await get({ ContinentCode: 'OC' }),
      await get({ CountryCode: '*' }),
      await get({ CountryCode: 'CI' }),
      await get({ CountryCode: 'UA', SubdivisionCode: '30' }),
    ]).toEqual([
      { ContinentCode: 'OC', ContinentName: 'Oceania' },
      { CountryCode: '*', CountryName: 'Default' },
      { CountryCode: 'CI', CountryName: 'Ivory Coast' },
      { CountryCode: 'UA', CountryName: 'Ukraine', SubdivisionCode: '30', SubdivisionName: 'Kyiv' },
    ]);
  });

  test.each([
    ['NoSuchGeoLocation', { ContinentCode: 'XX' }],
    ['NoSuchGeoLocation', { CountryCode: 'ZZ' }],
    ['NoSuchGeoLocation', { CountryCode: 'DE', SubdivisionCode: 'BY' }],
    ['InvalidInput', { SubdivisionCode: 'CA' }],
    ['InvalidInput', { ContinentCode: 'EU', CountryCode: 'DE' }],
    ['InvalidInput', {}],
  ])('%s for %p', async (code, codes) => {
    expect((await faultOf(local.client.getGeoLocation(codes)))[0]).toBe(code);
  });
});

describe('query logging', () => {
  const arn = (region = 'us-east-1', account = ACCOUNT, name = '/aws/route53/a.example') =>
    `arn:aws:logs:${region}:${account}:log-group:${name}`;
  const configure = (HostedZoneId: string, CloudWatchLogsLogGroupArn = arn()) =>
    local.client.createQueryLoggingConfig({ HostedZoneId, CloudWatchLogsLogGroupArn });

  test('a configuration is kept, found and deleted, and a line says that it has no effect', async () => {
    const zone = await create('a.example');
    const { QueryLoggingConfig: config, Location } = await configure(zone, `${arn()}:*`);
    expect(config).toEqual({ Id: config!.Id, HostedZoneId: zone, CloudWatchLogsLogGroupArn: `${arn()}:*` });
    expect(Location).toBe(`https://route53.amazonaws.com/2013-04-01/queryloggingconfig/${config!.Id}`);
    expect(lines).toEqual(['query logging for a.example. is configured, and kept, but queries are not logged here']);
    expect((await local.client.getQueryLoggingConfig({ Id: config!.Id })).QueryLoggingConfig).toEqual(config);
    const other = (await configure(await create('b.example'))).QueryLoggingConfig!;
    const list = async (more: object = {}) => (await local.client.listQueryLoggingConfigs(more)).QueryLoggingConfigs;
    expect(await list({ HostedZoneId: zone })).toEqual([config]);
    expect((await list())!.map(({ Id }) => Id)).toEqual([config!.Id, other.Id].sort());
    await local.client.deleteQueryLoggingConfig({ Id: config!.Id });
    expect(await list()).toEqual([other]);
    expect((await faultOf(local.client.deleteQueryLoggingConfig({ Id: config!.Id }))).slice(0, 2)).toEqual([
      'NoSuchQueryLoggingConfig',
      404,
    ]);
  });

  test('a zone has one, and takes it along when it is deleted', async () => {
    const zone = await create('a.example');
    await configure(zone);
    expect((await faultOf(configure(zone))).slice(0, 2)).toEqual(['QueryLoggingConfigAlreadyExists', 409]);
    await local.client.deleteHostedZone({ Id: zone });
    expect((await local.client.listQueryLoggingConfigs({})).QueryLoggingConfigs).toEqual([]);
  });

  test.each([
    ['another Region', arn('eu-west-1')],
    ['another account', arn(undefined, '111111111111')],
    ['no name', arn(undefined, undefined, '')],
    ['something else', 'arn:aws:s3:::bucket'],
    ['nothing', ''],
  ])('a log group of %s is refused', async (_, logGroup) => {
    const [code, status, message] = await faultOf(configure(await create('a.example'), logGroup));
    expect([code, status]).toEqual(['InvalidInput', 400]);
    expect(message).toBe(
      `The ARN for the CloudWatch Logs log group is invalid: expected arn:aws:logs:us-east-1:${ACCOUNT}:log-group:NAME, got ${logGroup}`,
    );
  });

  test('queries for a private zone cannot be logged, nor for one that is not there', async () => {
    expect((await faultOf(configure(await create('a.example', PRIVATE))))[0]).toBe('InvalidInput');
    expect((await faultOf(configure('Z0')))[0]).toBe('NoSuchHostedZone');
    expect((await faultOf(local.client.listQueryLoggingConfigs({ HostedZoneId: 'Z0' })))[0]).toBe('NoSuchHostedZone');
  });

  test('another account neither sees nor deletes it', async () => {
    const { QueryLoggingConfig: config } = await configure(await create('a.example'));
    const other = local.clientOf('111111111111');
    expect((await other.listQueryLoggingConfigs({})).QueryLoggingConfigs).toEqual([]);
    expect((await faultOf(other.deleteQueryLoggingConfig({ Id: config!.Id })))[0]).toBe('NoSuchQueryLoggingConfig');
  });
});
