/** The tables of the API model against the model that the AWS CLI is built on. */
import { existsSync, readFileSync } from 'node:fs';
import { LISTS, SCALARS } from '../../../lib/rules/api/shapes';
import { STRUCTURES } from '../../../lib/rules/api/structures';
import { REGION_NAMES } from '../../../lib/rules/routing/regions';
import { needs } from '../../support/needs';

const FILE = '/usr/lib/python3/dist-packages/botocore/data/route53/2013-04-01/service-2.json';

interface Shape {
  readonly type: string;
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly required?: readonly string[];
  readonly member?: { readonly shape: string; readonly locationName?: string };
  readonly members?: Readonly<Record<string, { readonly shape: string; readonly location?: string }>>;
}
interface Model {
  readonly operations: Readonly<Record<string, { readonly input?: { readonly shape: string } }>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

/** Where ours says more than the model: the service's own schema does (behaviour 6.1, 6.2). */
const STRICTER = ['Latitude', 'Longitude', 'RequestInterval'];
const NOT_SERVED = /TrafficPolic|Cidr|KeySigningKey|EnableHostedZoneDNSSEC|DisableHostedZoneDNSSEC/;

needs("Debian's awscli").test('every length, range, pattern and word of the operations that are served', () => {
  expect(existsSync(FILE)).toBe(true);
  const { operations, shapes } = JSON.parse(readFileSync(FILE, 'utf8')) as Model;
  const seen = new Set<string>();
  const compare = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    const shape = shapes[name];
    if (shape.type === 'structure') {
      const members = Object.entries(shape.members ?? {});
      const ours = STRUCTURES.get(name) ?? [];
      const known = ours.filter(member => members.some(([each]) => each === member.name)); // a later model has more
      expect([name, known.map(m => [m.name, m.isInBody, m.isRequired])]).toEqual([
        name,
        members.map(([each, { location }]) => [each, location === undefined, shape.required?.includes(each) ?? false]),
      ]);
      for (const [each, { shape: of }] of members) {
        compare(of);
        const isKnown = of in SCALARS || of in LISTS || STRUCTURES.has(of);
        expect([name, each, ours.find(m => m.name === each)?.shape]).toEqual([name, each, isKnown ? of : undefined]);
      }
    } else if (shape.type === 'list') {
      const { of, tag, length } = LISTS[name];
      expect([name, of, tag, length?.min ?? 0, length?.max ?? Infinity]).toEqual([
        name,
        shape.member?.shape,
        shape.member?.locationName,
        shape.min ?? 0,
        shape.max ?? Infinity,
      ]);
      compare(of);
    } else if (!STRICTER.includes(name)) {
      const { length, range, pattern, words, listed } = SCALARS[name] ?? {};
      const limits = shape.type === 'string' ? length : range;
      expect([name, limits?.min ?? 0, limits?.max ?? Infinity]).toEqual([name, shape.min ?? 0, shape.max ?? Infinity]);
      if (words === undefined) {
        expect([name, pattern]).toEqual([name, shape.pattern]);
      }
      const known = name === 'ResourceRecordSetRegion' ? REGION_NAMES : words; // judged with the batch, in other words
      expect([name, (shape.enum ?? []).filter(word => !known?.includes(word))]).toEqual([name, []]);
      expect([...(listed ?? words ?? [])].sort()).toEqual([...(words ?? [])].sort());
    }
  };
  const inputs = Object.entries(operations).filter(([name]) => !NOT_SERVED.test(name));
  inputs.forEach(([, { input }]) => input && compare(input.shape));
  expect(seen.size).toBeGreaterThan(100);
});
