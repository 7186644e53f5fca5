import { encode } from 'dns-packet';
import type { Transport } from '../../lib/verify/dns/transport';
import { renderScreen } from '../../lib/verify/watch/screen';
import type { WatchedMember } from '../../lib/verify/watch/state';
import { watch, type WatchState } from '../../lib/verify/watch/watch';
import { inMemory, replyTo, type Ask } from './support/dns';
import { addressOf, apiOf, honestValues, multiValueFleet, type Fleet } from './support/fleet';
import { seededRandom } from '../../lib/rules/random';
import { SERVERS } from './support/run';

/** Watches for so many seconds of a clock that jumps; `at` lets things happen on the way. */
async function watchFor(
  seconds: number,
  fleet: Fleet,
  transport: Transport,
  at: Record<number, () => void> = {},
): Promise<{ states: WatchState[]; violations: number; queries: number }> {
  const stop = new AbortController();
  const sleepers: { at: number; wake: () => void }[] = [];
  let now = 0;
  let queries = 0;
  const states: WatchState[] = [];
  const events = Object.entries(at).map(([second, happen]) => ({ at: Number(second) * 1000, happen }));
  const advance = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      await new Promise(setImmediate);
      sleepers.sort((a, b) => a.at - b.at);
      const next = sleepers.shift();
      if (next) {
        now = Math.max(now, next.at);
        events.filter(event => event.at <= now).forEach(event => events.splice(events.indexOf(event), 1)[0].happen());
        if (now >= seconds * 1000) {
          stop.abort();
          sleepers.forEach(sleeper => sleeper.wake());
        }
        next.wake();
      }
    }
  };
  const [violations] = await Promise.all([
    watch([{ name: 'www.example.com' }], {
      api: apiOf(fleet),
      transport: { ...transport, exchange: (...args) => (queries++, transport.exchange(...args)) },
      serversOf: () => Promise.resolve(SERVERS.slice(0, 2)),
      random: seededRandom(1),
      now: () => now,
      date: () => new Date(Date.UTC(2026, 0, 5, 12) + now),
      clock: { now: () => now, sleep: ms => new Promise(wake => sleepers.push({ at: now + ms, wake })) },
      timeout: 100,
      attempts: 1,
      concurrency: 1,
      giveUpAfter: 1,
      stop: stop.signal,
      askEvery: 1000,
      readEvery: 5000,
      onState: state => states.push(state),
    }),
    advance(),
  ]);
  return { states, violations, queries };
}

const honest = (fleet: Fleet): Transport => {
  const random = seededRandom(2);
  return inMemory(ask => [encode(replyTo(ask, fleet, honestValues(fleet, random)))]);
};
const texts = (state: WatchState): string[] =>
  state.changes.map(change => `${change.at.toISOString().slice(14, 19)} ${change.text}`);

test('a change of health is told with its time, and answers on either side of it are no violations', async () => {
  const fleet = multiValueFleet(12);
  const { states, violations } = await watchFor(60, fleet, honest(fleet), {
    12: () => fleet.unhealthy.add('check-3'),
    33: () => fleet.unhealthy.delete('check-3'),
  });
  expect(violations).toBe(0);
  expect(texts(states.at(-1)!)).toEqual([
    '00:15 www.example.com A: member-3 (198.51.100.3) is unhealthy now',
    '00:35 www.example.com A: member-3 (198.51.100.3) is healthy now',
  ]);
});

test('only the answers of the last minute are counted, and queries are few', async () => {
  const fleet = multiValueFleet(12);
  const { states, queries } = await watchFor(180, fleet, honest(fleet));
  const [name] = states.at(-1)!.names;
  expect(queries).toBeLessThanOrEqual(2 * 181); // two servers, once a second
  expect(name.queries).toBeGreaterThan(100);
  expect(name.queries).toBeLessThanOrEqual(2 * 60);
  expect(name.members.reduce((sum, m) => sum + m.seen, 0)).toBe(8 * name.answered);
});

test('what neither reading allows is a violation, told once a minute', async () => {
  const fleet = multiValueFleet(12, [3]);
  const random = seededRandom(2);
  const broken = inMemory(ask => [encode(replyTo(ask, fleet, [addressOf(3), ...honestValues(fleet, random).slice(1)]))]);
  const { states, violations } = await watchFor(90, fleet, broken);
  expect(violations).toBe(2); // both servers together, two minutes begun
  expect(texts(states.at(-1)!)[0]).toMatch(
    /^00:05 rule healthy: www\.example\.com A from all 2 servers over .*: saw 198\.51\.100\.3, which is unhealthy/,
  );
});

describe('servers that do not answer', () => {
  /** The honest server, but for queries it never gets. */
  const silent = (fleet: Fleet, drops: (ask: Ask, turn: number) => boolean): Transport => {
    const random = seededRandom(2);
    let turn = 0;
    return inMemory(ask => (drops(ask, ++turn) ? [] : [encode(replyTo(ask, fleet, honestValues(fleet, random)))]));
  };

  test('a dead one of two is told as soon as bad luck is out of the question', async () => {
    const fleet = multiValueFleet(12);
    const { states, violations } = await watchFor(
      59,
      fleet,
      silent(fleet, ({ server }) => server === 'ns-2.example.net'),
    );
    expect(violations).toBe(1);
    expect(texts(states.at(-1)!)).toEqual([
      expect.stringMatching(/^00:\d\d rule reachable: www\.example\.com A from ns-2\.example\.net: saw no reply to \d+ queries/),
    ]);
  });

  test('a lost query is no violation', async () => {
    const fleet = multiValueFleet(12);
    const { states, violations } = await watchFor(
      60,
      fleet,
      silent(fleet, (_, turn) => turn === 17),
    );
    expect([violations, texts(states.at(-1)!)]).toEqual([0, []]);
  });

  test('silence of all is told, and is nobody’s violation', async () => {
    const fleet = multiValueFleet(12);
    const { states, violations } = await watchFor(
      30,
      fleet,
      silent(fleet, () => true),
    );
    expect(violations).toBe(0);
    expect(texts(states.at(-1)!)).toEqual(['00:05 www.example.com A: no DNS server answers']);
  });

  test('so is a way of asking over which none answers', async () => {
    const fleet = multiValueFleet(12);
    const { states, violations } = await watchFor(
      30,
      fleet,
      silent(fleet, ({ protocol }) => protocol === 'tcp'),
    );
    expect(violations).toBe(0);
    expect(texts(states.at(-1)!)[0]).toBe('00:05 www.example.com A: no DNS server answers over tcp, tcp+edns');
  });
});

test('members that come and go are told', async () => {
  const fleet = multiValueFleet(3);
  const [extra] = multiValueFleet(4).sets.slice(3);
  const { states, violations } = await watchFor(40, fleet, honest(fleet), {
    7: () => fleet.sets.push(extra),
    22: () => fleet.sets.shift(),
  });
  expect(violations).toBe(0);
  expect(texts(states.at(-1)!)).toEqual([
    '00:10 www.example.com A: member-4 (198.51.100.4) was added',
    '00:25 www.example.com A: member-1 (198.51.100.1) was removed',
  ]);
});

test('an API that fails for a while is told, and the watch goes on', async () => {
  const fleet = multiValueFleet(3);
  const sets = [...fleet.sets];
  const { states } = await watchFor(30, fleet, honest({ ...fleet, sets }), {
    7: () => fleet.sets.splice(0),
    12: () => fleet.sets.push(...sets),
  });
  expect(texts(states.at(-1)!)).toEqual([
    expect.stringMatching(/^00:10 the API cannot be read: www\.example\.com has no records/),
  ]);
});

test('the screen fits: every member, then as many of the last changes as there is room for', async () => {
  const fleet = multiValueFleet(4);
  const { states } = await watchFor(100, fleet, honest(fleet), {
    2: () => fleet.unhealthy.add('check-1'),
    12: () => fleet.unhealthy.add('check-2'),
    22: () => fleet.unhealthy.delete('check-1'),
    32: () => fleet.unhealthy.delete('check-2'),
    42: () => fleet.unhealthy.add('check-4'),
  });
  const text = renderScreen(states.at(-1)!, new Date(Date.UTC(2026, 0, 5, 12, 1, 40)), { columns: 100, rows: 13, colour: false });
  // eslint-disable-next-line no-control-regex
  const lines = text.replace(/\u001b\[[A-Z]/g, '').split('\n');
  expect(lines).toHaveLength(12);
  expect(lines[0]).toBe('multivalue watch  12:01:40  Ctrl-C to stop');
  expect(lines[3]).toMatch(/^ {2}● 198\.51\.100\.1 {2}member-1 {2}healthy 3\/3 checkers +█+ +\d+$/);
  expect(lines[6]).toMatch(/^ {2}● 198\.51\.100\.4 {2}member-4 {2}unhealthy 0\/3 checkers/);
  expect(lines.at(-1)).toBe('12:00:45 www.example.com A: member-4 (198.51.100.4) is unhealthy now');
});

test('a screen too low for all members says how much is missing, and keeps its head and its changes', async () => {
  const fleet = multiValueFleet(40);
  const { states } = await watchFor(30, fleet, honest(fleet));
  const text = renderScreen(states.at(-1)!, new Date(Date.UTC(2026, 0, 5, 12)), { columns: 100, rows: 24, colour: false });
  // eslint-disable-next-line no-control-regex
  const lines = text.replace(/\u001b\[[A-Z]/g, '').split('\n');
  expect(lines.length).toBeLessThan(24);
  expect(lines[0]).toMatch(/^multivalue watch/);
  expect(lines.filter(line => line.includes('●'))).toHaveLength(14);
  expect(lines.slice(-4)).toEqual([
    '… 26 more lines do not fit: watch fewer names, or use a taller window',
    '',
    'changes',
    'none yet',
  ]);
});

/** What stands on the screen, without the codes that put it there. */
// eslint-disable-next-line no-control-regex
const linesOn = (text: string): string[] => text.replace(/\u001b\[[A-Z]/g, '').split('\n');

describe.each([40, 80, 200])('a screen of %i columns', columns => {
  const member = (value: string, more: Partial<WatchedMember> = {}): WatchedMember => ({
    value,
    setIdentifier: value,
    healthy: true,
    eligible: true,
    checkers: { healthy: 16, reporting: 16 },
    seen: 30,
    ...more,
  });
  const members = [
    member('2600:1f18:4b3c:7e00:a1b2:c3d4:e5f6:789a', {
      setIdentifier: 'web-server-number-seventeen',
      checkers: { healthy: 12, reporting: 16 },
    }),
    member('52.0.0.1', { healthy: false, eligible: false, checkers: { healthy: 0, reporting: 16 } }),
    member('52.0.0.2', { healthy: undefined, checkers: undefined, setIdentifier: undefined }),
  ];
  const name = {
    name: 'a-name-that-is-quite-long.shop.example',
    type: 'AAAA',
    policy: 'multivalue',
    queries: 120,
    answered: 118,
    members,
  };
  const text =
    'rule healthy: www.shop.example A from ns-2050.awsdns-66.org over udp, tcp: saw 52.0.0.1, which is unhealthy; allowed: 52.0.0.2, 52.0.0.3';
  const at = new Date(Date.UTC(2026, 0, 5, 12));
  const state = { names: [name], changes: [{ at, kind: 'worse' as const, text }], violations: 1 };
  const lines = linesOn(renderScreen(state, at, { columns, rows: 30, colour: false }));

  test('no line is wider', () => expect(lines.filter(line => line.length > columns)).toEqual([]));
  test('the title is on top', () => expect(lines[0]).toMatch(/^multivalue watch {2}12:00:00/));
  test('who is healthy, who is not, and how often each was answered', () => {
    const [sick, unchecked, long] = lines.slice(3, 6);
    expect(sick).toMatch(
      columns < 200 ? /^ {2}● 52\.0\.0\.1 .*unhealthy +30 !$/ : /^ {2}● 52\.0\.0\.1 .*unhealthy.* 30 not eligible$/,
    );
    expect(unchecked).toMatch(
      columns === 200 ? /^ {2}● 52\.0\.0\.2 .*without a known check.* 30$/ : /^ {2}● 52\.0\.0\.2 .*no check .* 30$/,
    );
    expect(long).toMatch(columns === 40 ? /^ {2}● 2600:1f18:\S+… {2}healthy +30$/ : /^ {2}● 2600:1f18:\S+ .*healthy .* 30$/);
  });
  test('a violation says its rule, and what was seen', () => {
    const shown = lines
      .slice(lines.indexOf('changes') + 1)
      .map(line => line.trim())
      .join(' ');
    expect(shown).toMatch(/^12:00:00 rule healthy: www\.shop\.example A from/);
    expect(shown).toContain('saw 52.0.0.1');
  });
  test('a bar where there is room', () => expect(lines.some(line => line.includes('█'))).toBe(columns === 200));
});
