import { DEFAULT_ASSUMPTIONS, monthlyCost, type Cost, type CostAssumptions } from '../../lib/plan/cost';
import { PRICES } from '../../lib/plan/prices';
import { addresses, declaredBy, healthCheck, watchedGroup } from './template-of';

const costOf = (resources: Parameters<typeof declaredBy>[0], assumptions: Partial<CostAssumptions> = {}): Cost =>
  monthlyCost(declaredBy(resources), { ...DEFAULT_ASSUMPTIONS, ...assumptions });

const zone = { Type: 'AWS::Route53::HostedZone', Properties: { Name: 'example.com.' } };
const fast = { Type: 'HTTPS', RequestInterval: 10, Port: 443 };

// All by behaviour 8.3.
test.each<[string, Record<string, never> | Parameters<typeof declaredBy>[0], Partial<CostAssumptions>, number]>([
  ['12 plain checks of other endpoints: 12 × 0.75', watchedGroup(addresses(12)), {}, 9],
  ['12 plain checks of AWS endpoints: 12 × 0.50', watchedGroup(addresses(12)), { endpoints: 'aws' }, 6],
  ['HTTPS every 10 s, elsewhere: 12 × (0.75 + 2 × 2.00)', watchedGroup(addresses(12), fast), {}, 57],
  ['HTTPS every 10 s, at AWS: 12 × (0.50 + 2 × 1.00)', watchedGroup(addresses(12), fast), { endpoints: 'aws' }, 30],
  [
    '10 of 12 free, options charged: 2 × 0.50 + 24 × 1.00',
    watchedGroup(addresses(12), fast),
    { endpoints: 'aws', freeHealthChecks: 10 },
    25,
  ],
  ['string match and latency: 0.75 + 2 × 2.00', { A: healthCheck({ Type: 'HTTP_STR_MATCH', MeasureLatency: 'true' }) }, {}, 4.75],
  ['an Elastic IP is at AWS: 0.50', { A: healthCheck({ IPAddress: { Ref: 'ElasticIp' } }) }, {}, 0.5],
  ['a calculated check: 0.50', { A: healthCheck({ Type: 'CALCULATED', IPAddress: undefined }) }, { endpoints: 'other' }, 0.5],
  ['a zone: 0.50', { Zone: zone }, {}, 0.5],
  ['the 25th and the 26th zone: 0.50 + 0.10', { A: zone, B: zone }, { existingZones: 24 }, 0.6],
  ['1,500 million queries: 1000 × 0.40 + 500 × 0.20', {}, { millionQueries: 1500 }, 500],
])('%s', (_, resources, assumptions, dollars) => {
  const cost = costOf(resources, assumptions);
  expect(cost.perMonth).toBe(dollars);
  expect(cost.lines.reduce((sum, { total }) => sum + total, 0)).toBeCloseTo(dollars, 4);
});

test('what was assumed is said, with the option that changes it', () =>
  expect(costOf({ Zone: zone, ...watchedGroup(['52.0.0.1']) }).assumptions.map(text => /--[a-z-]+/.exec(text)?.[0])).toEqual([
    '--endpoints',
    '--free-health-checks',
    '--existing-zones',
    '--million-queries',
  ]));

test('the prices carry their date and source', () =>
  expect(costOf({})).toMatchObject({ pricesOf: PRICES.date, source: PRICES.source, currency: 'USD' }));
