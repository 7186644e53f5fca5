import { pickAlternative, pickReply } from '../../../lib/rules/routing/pick';
import type { Alternative, Choice, Resolution } from '../../../lib/rules/routing/resolution';

const never = (): number => {
  throw new Error('chance was asked');
};
const alternative = (value: string, more: Partial<Alternative> = {}): Alternative => ({ pool: [value], size: 1, share: 1, ttl: 60, ...more }); // prettier-ignore
const choice = (owner: string, type: string, ...alternatives: Alternative[]): Choice => ({ owner, type, alternatives, byLocation: false }); // prettier-ignore
const answers = (...choices: Choice[]): Resolution => ({ kind: 'answers', choices });
const rrset = (owner: string, type: string, ...records: string[]) => ({ owner, type, ttl: 60, records });

describe('one of the alternatives', () => {
  const of = (...shares: number[]) => shares.map((share, n) => ({ share, n }));
  test('is the only one, without chance, and none where there is none', () => {
    expect(pickAlternative(of(1), never)).toMatchObject({ n: 0 });
    expect(pickAlternative([], never)).toBeUndefined();
  });

  test.each([
    [0, 0],
    [0.249, 0],
    [0.25, 1],
    [0.749, 1],
    [0.75, 2],
    [0.999, 2],
  ])('is the one whose part holds %d', (chance, n) =>
    expect(pickAlternative(of(0.25, 0.5, 0.25), () => chance)).toMatchObject({ n }),
  );

  test.each([
    [0.49, 0],
    [0.5, 1],
  ])('of two, %d is that of one half', (chance, n) => expect(pickAlternative(of(0.5, 0.5), () => chance)).toMatchObject({ n }));

  test('is the last where the shares fall short of 1 by rounding', () =>
    expect(pickAlternative(of(0.3, 0.3), () => 0.999)).toMatchObject({ n: 1 }));
});

describe('a reply', () => {
  const reply = (resolution: Resolution) => pickReply(resolution, () => 0);

  test.each(['noData', 'noSuchName', 'elsewhere'] as const)('of %s is empty', kind =>
    expect(reply({ kind })).toEqual({ outcome: kind, rrsets: [] }),
  );

  test('of what was delegated says where', () =>
    expect(reply({ kind: 'delegated', cut: 'part.example.com.', additional: [] })).toEqual({
      outcome: 'delegated',
      cut: 'part.example.com.',
      rrsets: [],
    }));

  test('of several choices has a record set of each that has one', () => {
    const empty = choice('a.', 'AAAA', alternative('none', { pool: [], size: 0 }));
    expect(reply(answers(choice('a.', 'A', alternative('10.0.0.1')), empty, choice('a.', 'MX'), choice('a.', 'TXT', alternative('"t"'))))).toEqual({
      outcome: 'answers',
      rrsets: [rrset('a.', 'A', '10.0.0.1'), rrset('a.', 'TXT', '"t"')],
    }); // prettier-ignore
  });

  test.each([[], [choice('a.', 'A')], [choice('a.', 'A', alternative('none', { pool: [], size: 0 }))]])(
    'of choices that have nothing is that of no data',
    (...choices) => expect(reply(answers(...choices))).toEqual({ outcome: 'noData', rrsets: [] }),
  );

  test('after a CNAME goes on with its target, and ends as that does', () => {
    const cname = (then: Resolution) => answers(choice('a.', 'CNAME', alternative('b.', { then })));
    const first = rrset('a.', 'CNAME', 'b.');
    expect(reply(cname(answers(choice('b.', 'A', alternative('10.0.0.1')))))).toEqual({
      outcome: 'answers',
      rrsets: [first, rrset('b.', 'A', '10.0.0.1')],
    });
    expect(reply(cname({ kind: 'noSuchName' }))).toEqual({ outcome: 'noSuchName', rrsets: [first] });
    expect(reply(cname({ kind: 'delegated', cut: 'c.', additional: [] }))).toEqual({
      ...{ outcome: 'delegated', cut: 'c.' },
      rrsets: [first],
    });
  });
});
