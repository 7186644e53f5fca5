import type { ClientLocation } from '../../../lib/rules/routing/location';
import type { ResourceRecordSet } from '../../../lib/rules/record-set';
import { coordinatesOf, distance, regionCoordinates } from '../../../lib/rules/routing/regions';
import { ask, records } from './zone';

const WWW = 'www.example.com.';
/** A set that answers with its own identifier, and has a health check of that name. */
const set = (id: string, more: Partial<ResourceRecordSet>): ResourceRecordSet =>
  records(WWW, 'A', [id], { SetIdentifier: id, HealthCheckId: id, ...more });

/** What answers this client, or undefined when nothing does. */
function answer(
  sets: readonly ResourceRecordSet[],
  location: ClientLocation | undefined,
  unhealthy: string[],
): string | undefined {
  const resolution = ask(sets, { name: WWW, type: 'A', location }, unhealthy);
  if (resolution.kind !== 'answers') throw new Error(resolution.kind);
  expect(resolution.choices[0].byLocation).toBe(true);
  expect(resolution.choices[0].alternatives.length).toBeLessThan(2);
  return resolution.choices[0].alternatives[0]?.pool[0];
}

interface Row {
  readonly title: string;
  readonly client?: ClientLocation;
  readonly unhealthy?: string[];
  readonly answer: string | undefined;
}

const GEOLOCATION = [
  set('default', { GeoLocation: { CountryCode: '*' } }),
  set('europe', { GeoLocation: { ContinentCode: 'EU' } }),
  set('america', { GeoLocation: { ContinentCode: 'NA' } }),
  set('usa', { GeoLocation: { CountryCode: 'US' } }),
  set('texas', { GeoLocation: { CountryCode: 'US', SubdivisionCode: 'TX' } }),
];
const TEXAN = { continent: 'NA', country: 'US', subdivision: 'TX' };

test.each<Row>([
  { title: 'the smallest area that covers the client', client: TEXAN, answer: 'texas' },
  { title: 'unhealthy: the next larger', client: TEXAN, unhealthy: ['texas'], answer: 'usa' },
  { title: 'the continent', client: TEXAN, unhealthy: ['texas', 'usa'], answer: 'america' },
  { title: 'the default', client: TEXAN, unhealthy: ['texas', 'usa', 'america'], answer: 'default' },
  {
    title: 'none that covers it healthy: the smallest',
    client: TEXAN,
    unhealthy: GEOLOCATION.map(s => s.SetIdentifier ?? ''),
    answer: 'texas',
  },
  {
    title: 'a subdivision counts only in its country',
    client: { continent: 'EU', country: 'DE', subdivision: 'TX' },
    answer: 'europe',
  },
  { title: 'a client of unknown place gets the default', answer: 'default' },
])('geolocation: $title (behaviour 3.5)', row => expect(answer(GEOLOCATION, row.client, row.unhealthy ?? [])).toBe(row.answer));

test('geolocation: without a default, a client that no set covers gets no answer (behaviour 3.5)', () => {
  expect(answer(GEOLOCATION.slice(1), { continent: 'AS', country: 'JP' }, [])).toBeUndefined();
  expect(answer(GEOLOCATION.slice(1), undefined, [])).toBeUndefined();
});

const LATENCY = ['ap-southeast-2', 'eu-west-1', 'us-east-1', 'us-west-2'].map(Region => set(Region, { Region }));

test.each<Row>([
  { title: 'the client’s own Region', client: { region: 'eu-west-1' }, answer: 'eu-west-1' },
  { title: 'the nearest to it', client: { region: 'eu-central-1' }, answer: 'eu-west-1' },
  { title: 'unhealthy: the next best', client: { region: 'eu-central-1' }, unhealthy: ['eu-west-1'], answer: 'us-east-1' },
  {
    title: 'none healthy: the best',
    client: { region: 'us-west-1' },
    unhealthy: LATENCY.map(s => s.SetIdentifier ?? ''),
    answer: 'us-west-2',
  },
  { title: 'by coordinates', client: { coordinates: { latitude: -41, longitude: 175 } }, answer: 'ap-southeast-2' },
  {
    title: 'the client’s own Region before one that lies where it is',
    client: { region: 'eu-west-1', coordinates: regionCoordinates('us-west-2') },
    answer: 'eu-west-1',
  },
  { title: 'a client of unknown place is in us-east-1', answer: 'us-east-1' },
])('latency: $title (behaviour 3.5)', row => expect(answer(LATENCY, row.client, row.unhealthy ?? [])).toBe(row.answer));

test('latency: a Region without known coordinates comes last, but is itself the best for its own clients', () => {
  const sets = [set('xx-new-1', { Region: 'xx-new-1' }), set('ap-southeast-2', { Region: 'ap-southeast-2' })];
  expect(answer(sets, { region: 'eu-west-1' }, [])).toBe('ap-southeast-2');
  expect(answer(sets, { region: 'xx-new-1' }, [])).toBe('xx-new-1');
});

const at = (latitude: number, longitude: number, Bias?: number): Partial<ResourceRecordSet> => ({
  GeoProximityLocation: { Coordinates: { Latitude: String(latitude), Longitude: String(longitude) }, Bias },
});
const onEquator = (longitude: number): ClientLocation => ({ coordinates: { latitude: 0, longitude } });

test.each<Row & { sets: ResourceRecordSet[] }>([
  { title: 'the nearest', sets: [set('a', at(0, 0)), set('b', at(0, 30))], client: onEquator(16), answer: 'b' },
  {
    title: 'a positive bias draws clients',
    sets: [set('a', at(0, 0, 50)), set('b', at(0, 30))],
    client: onEquator(16),
    answer: 'a',
  },
  {
    title: 'by d(1-bias/100): at 19 of 30, 9.5 against 11',
    sets: [set('a', at(0, 0, 50)), set('b', at(0, 30))],
    client: onEquator(19),
    answer: 'a',
  },
  {
    title: 'and at 21 of 30, 10.5 against 9',
    sets: [set('a', at(0, 0, 50)), set('b', at(0, 30))],
    client: onEquator(21),
    answer: 'b',
  },
  {
    title: 'by d/(1+bias/100): at 9 of 30, 18 against 21',
    sets: [set('a', at(0, 0, -50)), set('b', at(0, 30))],
    client: onEquator(9),
    answer: 'a',
  },
  {
    title: 'and at 11 of 30, 22 against 19',
    sets: [set('a', at(0, 0, -50)), set('b', at(0, 30))],
    client: onEquator(11),
    answer: 'b',
  },
  {
    title: 'unhealthy: the next',
    sets: [set('a', at(0, 0)), set('b', at(0, 30))],
    client: onEquator(16),
    unhealthy: ['b'],
    answer: 'a',
  },
  {
    title: 'a Region, and a Local Zone by its Region',
    sets: [
      set('a', { GeoProximityLocation: { AWSRegion: 'eu-west-1' } }),
      set('b', { GeoProximityLocation: { LocalZoneGroup: 'us-west-2-lax-1' } }),
    ],
    client: { region: 'us-west-1' },
    answer: 'b',
  },
])('geoproximity: $title (behaviour 3.5)', row => expect(answer(row.sets, row.client, row.unhealthy ?? [])).toBe(row.answer));

const CIDR = ['office', '*'].map(LocationName => set(LocationName, { CidrRoutingConfig: { CollectionId: 'c', LocationName } }));

test.each<Row>([
  { title: 'the location of the client', client: { cidrLocation: 'office' }, answer: 'office' },
  { title: 'unhealthy: the default location', client: { cidrLocation: 'office' }, unhealthy: ['office'], answer: '*' },
  { title: 'a location without a set', client: { cidrLocation: 'home' }, answer: '*' },
  { title: 'a client of unknown place', answer: '*' },
])('IP-based: $title (behaviour 3.5)', row => expect(answer(CIDR, row.client, row.unhealthy ?? [])).toBe(row.answer));

test('the distance from Dublin to Sydney is some 17,200 km', () => {
  const [dublin, sydney] = ['eu-west-1', 'ap-southeast-2'].map(region => coordinatesOf({ region }));
  expect(Math.abs(distance(dublin, sydney) - 17_200)).toBeLessThan(200);
  expect(regionCoordinates('nowhere-1')).toBeUndefined();
});
