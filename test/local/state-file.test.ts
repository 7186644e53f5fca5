import { execFileSync } from 'node:child_process';
import fs, {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { LOCAL_ACCOUNT } from '../../lib/local/aws/accounts';
import { EMPTY_STATE, type State } from '../../lib/local/state';
import { StateFile } from '../../lib/local/state-file';
import { bodyOf, readState, writeState } from '../../lib/local/state-text';
import { Store } from '../../lib/local/store';
import { anyCharacter } from '../support/any-character';
import { needs } from '../support/needs';
import { startProgram } from '../support/programs';

let directory: string;
let path: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'state-'));
  path = join(directory, 'state.json');
});
afterEach(() => rmSync(directory, { recursive: true }));

const withTag = (n: number): State => ({ ...EMPTY_STATE, tags: new Map([['hostedzone/Z1', [{ Key: 'n', Value: String(n) }]]]) });
const rich = {
  ...withTag(1),
  changes: new Map([
    ['C1', { id: 'C1', accountId: LOCAL_ACCOUNT, status: 'INSYNC' as const, submittedAt: new Date('2026-01-02T03:04:05.678Z') }],
  ]),
  stacks: new Map([
    [
      'arn',
      { template: { $date: 'no date', $map: { __proto__x: 1 }, list: [null, { $bytes: 1 }] }, body: new Uint8Array([0, 255]) },
    ],
  ]),
} as unknown as State;

test('a state comes back as it was, dates, maps, bytes and odd keys too', () =>
  expect(readState(writeState(rich))).toEqual(rich));

test('a record set that stays is written again as it was, one that changed as it is', () => {
  const sets = [1, 2].map(TTL => ({ Name: 'a.', Type: 'A', TTL, ResourceRecords: [{ Value: '192.0.2.1' }] }));
  const zone = {
    id: 'Z1',
    accountId: LOCAL_ACCOUNT,
    name: 'a.',
    callerReference: 'r',
    vpcs: [],
    nameServers: [],
    recordSets: sets,
    published: [],
  };
  const before: State = { ...EMPTY_STATE, zones: new Map([['Z1', zone]]) };
  const after: State = {
    ...EMPTY_STATE,
    zones: new Map([['Z1', { ...zone, published: sets, recordSets: [sets[0], { ...sets[1], TTL: 3 }] }]]),
  };
  expect([readState(writeState(before)), readState(writeState(after))]).toEqual([before, after]);
});

test('a slice that the file does not have begins empty', () => {
  const { tags } = withTag(1);
  expect(readState(writeState({ tags } as State))).toEqual(withTag(1));
});

test('what a file of a release without accounts holds belongs to the local account', () => {
  const before = {
    zones: new Map([['Z1', { id: 'Z1', vpcs: [{ VPCId: 'vpc-0a1b2c3d' }] }]]),
    healthChecks: new Map([['h', { id: 'h' }]]),
    changes: new Map([['C1', { id: 'C1' }]]),
    delegationSets: new Map([['N1', { id: 'N1' }]]),
    spentReferences: new Map([['hostedzone/111111111111/x', 'Z1']]),
  } as unknown as State;
  const accountId = LOCAL_ACCOUNT;
  const now = {
    ...EMPTY_STATE,
    zones: new Map([['Z1', { id: 'Z1', accountId, vpcs: [{ VPCId: 'vpc-0a1b2c3d', accountId }] }]]),
    healthChecks: new Map([['h', { id: 'h', accountId }]]),
    changes: new Map([['C1', { id: 'C1', accountId }]]),
    delegationSets: new Map([['N1', { id: 'N1', accountId }]]),
    spentReferences: new Map([[`${accountId}/hostedzone/111111111111/x`, 'Z1']]),
  } as unknown as State;
  expect(readState(writeState(before))).toEqual(now);
  expect(readState(writeState(now))).toEqual(now);
});

test('there is no state when there is no file, and everything kept is there when it is opened again', async () => {
  const { file, state } = StateFile.open(path);
  expect(state).toBeUndefined();
  const store = new Store();
  file.keep(store);
  for (let n = 0; n < 20; n++) {
    store.update(() => withTag(n));
  }
  await file.saved();
  expect(readState(readFileSync(path, 'utf8'))).toEqual(withTag(19));
  store.update(() => rich);
  await file.close();
  const again = StateFile.open(path);
  expect(again.state).toEqual(rich);
  await again.file.close();
  expect(existsSync(`${path}.lock`)).toBe(false);
});

test('saved() waits for what was there when it was called, also while another write runs', async () => {
  const store = new Store();
  const { file } = StateFile.open(path);
  file.keep(store);
  const kept: number[] = [];
  await Promise.all(
    Array.from({ length: 50 }, async (_, n) => {
      store.update(() => withTag(n));
      await file.saved();
      kept.push(Number(readState(readFileSync(path, 'utf8')).tags.get('hostedzone/Z1')?.[0].Value) - n);
    }),
  );
  expect(kept.filter(ahead => !(ahead >= 0))).toEqual([]);
  await file.close();
});

test.each([
  ['', 'it does not begin with {"format":"cdk-route53-multivalue local state",…}, as state files do'],
  ['{"some":"json"}\n', 'it does not begin with {"format":"cdk-route53-multivalue local state",…}, as state files do'],
  [writeState(rich).slice(0, -20), /its contents \(\d+ characters\) do not match its checksum/],
  [writeState(rich).replace('"INSYNC"', '"PENDIN"'), /do not match its checksum/],
  [writeState(rich).replace('"version":1', '"version":2'), 'it is of version 2, and this program reads version 1'],
])('a damaged file is refused and left as it is: %#', (text, problem) => {
  writeFileSync(path, text);
  const open = (): unknown => StateFile.open(path);
  expect(open).toThrow(problem);
  expect(open).toThrow(`state file ${path}: cannot be read: `);
  expect(open).toThrow('It was left as it is; move it away to start afresh, or name another file');
  expect(readFileSync(path, 'utf8')).toBe(text);
  expect(existsSync(`${path}.lock`)).toBe(false);
});

test('a write that a crash broke off does not count', () => {
  writeFileSync(path, writeState(rich));
  writeFileSync(`${path}.new`, writeState(withTag(2)).slice(0, 30));
  writeFileSync(`${path}.lock`, '2147483647\n'); // no process has this id
  expect(StateFile.open(path).state).toEqual(rich);
});

test('a file that another server uses is refused', () => {
  writeFileSync(`${path}.lock`, `${process.ppid}\n`);
  expect(() => StateFile.open(path)).toThrow(
    `state file ${path}: is in use by process ${process.ppid}; if that is not a multivalue server, remove ${path}.lock`,
  );
  expect(existsSync(`${path}.lock`)).toBe(true);
});

test('a file that another server of this process uses is refused, and can be had once that is closed', async () => {
  const { file } = StateFile.open(path);
  file.keep(new Store());
  expect(() => StateFile.open(path)).toThrow(`state file ${path}: is in use by another server of this process; close that one`);
  await file.close();
  await StateFile.open(path).file.close();
});

test('the lock of a process that had the id which this one has now does not count', async () => {
  writeFileSync(`${path}.lock`, `${process.pid}\n`);
  await StateFile.open(path).file.close();
});

test('a lock that finds no place on the disk is not left behind', () => {
  const full = jest.spyOn(fs, 'writeFileSync').mockImplementationOnce(() => {
    throw new Error('ENOSPC: no space left on device, write');
  });
  expect(() => StateFile.open(path)).toThrow(`state file ${path}: cannot be locked: ENOSPC`);
  full.mockRestore();
  expect(readdirSync(directory)).toEqual([]);
});

test.each(['', '\n', 'no number\n', '-1\n', '0\n'])(
  'a lock that names no process was left behind, and is taken over: %p',
  async content => {
    writeFileSync(`${path}.lock`, content);
    const { file } = StateFile.open(path);
    expect(readFileSync(`${path}.lock`, 'utf8')).toBe(`${process.pid}\n`);
    file.keep(new Store());
    await file.close();
    expect(readdirSync(directory)).toEqual(['state.json']);
  },
);

test('what is no file cannot be a lock, and nobody waits for it', () => {
  mkdirSync(`${path}.lock`);
  expect(() => StateFile.open(path)).toThrow(`state file ${path}: cannot be locked: ${path}.lock is not a file`);
});

const NO_FILE = 'is a directory, device, socket or pipe; name a file; it need not exist yet';

test('a directory is refused', () => {
  mkdirSync(path);
  expect(() => StateFile.open(path)).toThrow(`state file ${path}: ${NO_FILE}`);
  expect(existsSync(`${path}.lock`)).toBe(false);
});

needs('FIFO').test('a pipe is refused at once, whoever may be about to write to it', () => {
  execFileSync('mkfifo', [path]);
  expect(() => StateFile.open(path)).toThrow(`state file ${path}: ${NO_FILE}`);
});

needs('symbolic links').test(
  'a link is neither read nor written through, under the name of the file or of the one that is written beside it',
  async () => {
    const victim = join(directory, 'victim');
    writeFileSync(victim, 'untouched');
    symlinkSync(victim, path);
    expect(() => StateFile.open(path)).toThrow(`state file ${path}: is a symbolic link; name the file itself`);
    rmSync(path);
    symlinkSync(victim, `${path}.new`);
    const { file } = StateFile.open(path);
    file.keep(new Store(withTag(1)));
    await file.close();
    expect([readFileSync(victim, 'utf8'), readState(readFileSync(path, 'utf8'))]).toEqual(['untouched', withTag(1)]);
  },
);

(process.platform === 'win32' ? needs('Linux') : { test }).test(
  'nobody else may read the file, whatever lay beside it',
  async () => {
    writeFileSync(`${path}.new`, '', { mode: 0o666 });
    const { file } = StateFile.open(path);
    expect(statSync(`${path}.lock`).mode & 0o777).toBe(0o600);
    file.keep(new Store());
    await file.close();
    expect(statSync(path).mode & 0o777).toBe(0o600);
  },
);

needs('Linux').test('a server that was killed does not hold the file, even before its parent has taken note', async () => {
  // the shell becomes a program that never asks for its children
  const parent = startProgram('sh', ['-c', 'sleep 60 & echo $!; exec sleep 60']);
  const [line] = await parent.line(/^\d+$/);
  const holder = Number(line);
  writeFileSync(`${path}.lock`, `${holder}\n`);
  expect(() => StateFile.open(path)).toThrow(`is in use by process ${holder}`);
  process.kill(holder, 'SIGKILL');
  while (!readFileSync(`/proc/${holder}/stat`, 'utf8').includes(') Z ')) {
    await new Promise(setImmediate);
  }
  expect(process.kill(holder, 0)).toBe(true);
  await StateFile.open(path).file.close();
});

test('a write that fails is told to whoever waits for it, and tried again', async () => {
  const store = new Store(withTag(1));
  const { file } = StateFile.open(path);
  file.keep(store);
  rmSync(directory, { recursive: true });
  await expect(file.saved()).rejects.toThrow(`state file ${path}: cannot be written: ENOENT`);
  mkdirSync(directory);
  await file.saved();
  expect(readState(readFileSync(path, 'utf8'))).toEqual(withTag(1));
});

test('a write that fails leaves nothing half written beside the file', async () => {
  const { file } = StateFile.open(path);
  mkdirSync(path); // so that the last step, the renaming, fails
  file.keep(new Store(withTag(1)));
  await expect(file.saved()).rejects.toThrow(`state file ${path}: cannot be written: EISDIR`);
  expect(existsSync(`${path}.new`)).toBe(false);
});

describe('persist', () => {
  const tagOf = (state: State): string | undefined => state.tags.get('hostedzone/Z1')?.[0].Value;
  let store: Store;
  let file: StateFile;
  const change = (n: number): Promise<void> => file.persist(() => store.update(() => withTag(n)), true);
  const away = (): void => rmSync(directory, { recursive: true });
  const back = (): unknown => mkdirSync(directory);

  beforeEach(async () => {
    store = new Store(withTag(0));
    ({ file } = StateFile.open(path));
    file.keep(store);
    await change(1);
  });

  test('a change that cannot be written is taken back, and nothing is left to be written', async () => {
    away();
    await expect(change(2)).rejects.toMatchObject({ name: 'StateFileError', takenBack: true });
    expect(tagOf(store.state)).toBe('1');
    await file.saved(); // there is no directory, and none is needed
    back();
    await change(3);
    expect(tagOf(readState(readFileSync(path, 'utf8')))).toBe('3');
    await file.close();
  });

  test('several at a time are all taken back, the last first', async () => {
    away();
    const results = await Promise.allSettled([change(2), change(3), change(4)]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(tagOf(store.state)).toBe('1');
    back();
    await file.close();
  });

  test('what others have built on stays until theirs is taken back, too', async () => {
    away();
    const failing = change(2);
    store.update(state => ({ ...state, alarms: new Map([['alarm', { state: 'OK' } as never]]) }));
    const built = store.state;
    await expect(failing).rejects.toMatchObject({ takenBack: false });
    expect(store.state).toBe(built);
    back();
    await file.saved();
    expect(tagOf(readState(readFileSync(path, 'utf8')))).toBe('2');
    await file.close();
  });

  test('what goes on after it was answered is not taken back', async () => {
    away();
    await expect(file.persist(() => store.update(() => withTag(2)), false)).rejects.toMatchObject({ takenBack: false });
    expect(tagOf(store.state)).toBe('2');
    back();
    await file.close();
  });

  test('what only reads is told, too, that what it read is not kept', async () => {
    away();
    store.update(() => withTag(2));
    await expect(file.persist(() => tagOf(store.state), true)).rejects.toMatchObject({ takenBack: false });
    expect(tagOf(store.state)).toBe('2');
    back();
    await file.close();
  });
});

test('a large state is written piece by piece, others having their turn between them', async () => {
  const body = new Uint8Array(10_000_001).map((_, n) => n % 251);
  const large: State = {
    ...EMPTY_STATE,
    objects: new Map([['b/k', { bucket: 'b', key: 'k', body, etag: 'x\u{1F600}'.repeat(1_000_000), modifiedAt: new Date(0) }]]),
  };
  const longest = Math.max(...[...bodyOf(large)].map(piece => piece.length));
  expect(longest).toBeLessThan(1_000_000);
  const { file } = StateFile.open(path);
  file.keep(new Store(large));
  let turns = 0;
  let writing = true;
  const others = (): void => {
    turns++;
    if (writing) setImmediate(others);
  };
  setImmediate(others);
  await file.close();
  writing = false;
  expect(turns).toBeGreaterThan(50);
  const read = readState(readFileSync(path, 'utf8'));
  expect(Buffer.compare(read.objects.get('b/k')!.body, body)).toBe(0); // jest would take ten seconds for it
  const withoutBody = (state: State): State => ({
    ...state,
    objects: new Map([...state.objects].map(([key, object]) => [key, { ...object, body: new Uint8Array() }])),
  });
  expect(withoutBody(read)).toEqual(withoutBody(large));
});

test('any state comes back as it was', () =>
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.string(),
        fc.anything({ maxDepth: 3, values: [fc.string({ unit: anyCharacter }), fc.integer(), fc.boolean(), fc.constant(null)] }),
      ),
      tags => {
        const state = { ...EMPTY_STATE, tags: new Map(Object.entries(tags)) } as unknown as State;
        expect(readState(writeState(state))).toEqual(state);
      },
    ),
  ));
