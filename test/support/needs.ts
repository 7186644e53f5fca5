/**
 * What a test needs besides Node, npm and git. Without it the test is skipped and its title says why, which the reporter beside this file
 * gathers into the last line of the run. Where `CI` or `REQUIRE_TOOLS` is set, it fails instead. What `WITHOUT_TOOLS=dig,IPv6` names (or
 * `all`) counts as missing and is skipped either way.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import sources from './tools.json';

/** A program, a Python package or an ability of the machine; `tools.json` says where each comes from. */
export type Tool = keyof typeof sources;

export const TOOLS = Object.keys(sources) as Tool[];
const SOURCES: Record<Tool, { readonly apt?: string; readonly npm?: string; readonly otherwise?: string }> = sources;

export interface Needed {
  readonly test: jest.It;
  readonly describe: jest.Describe;
}

/** `needs('dig').test('…', …)`: `test` and `describe` as ever where these tools are there, and skipping where one is not. */
export function needs(...tools: readonly Tool[]): Needed {
  const missing = tools.filter(tool => !has(tool));
  if (missing.length === 0) {
    return { test, describe };
  }
  const required = missingThoughRequired(missing);
  if (required.length > 0) {
    throw new Error(missingTools(required));
  }
  const mark = (title: string): string => `${title} (needs ${missing.join(', ')})`;
  return { test: marked(test.skip, mark), describe: marked(describe.skip, mark) };
}

/** Where the program of a tool is, or the tool's own name where it is none. */
export const pathOf = (tool: Tool): string => find(tool) ?? tool;

export const has = (tool: Tool): boolean => find(tool) !== undefined;

/** Whether a missing tool is a failure. */
export function areRequired({ REQUIRE_TOOLS, CI }: NodeJS.ProcessEnv): boolean {
  const said = [REQUIRE_TOOLS, CI].find(value => value !== undefined && value !== '') ?? '0';
  return said !== '0' && said !== 'false';
}

/** Which of these are a failure: none where nothing is required, and none that was given up by name. */
export const missingThoughRequired = (tools: readonly Tool[]): Tool[] =>
  areRequired(process.env) ? tools.filter(tool => !has(tool) && !isGivenUp(tool)) : [];

export function missingTools(missing: readonly Tool[]): string {
  const advice = missing.map(tool => {
    const { apt, npm, otherwise } = SOURCES[tool];
    return otherwise ?? (npm ? `npm install --global ${npm}` : `apt-get install ${apt}`);
  });
  return `${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing, and CI or REQUIRE_TOOLS is set: ${advice.join('; ')}; or do without: WITHOUT_TOOLS='${missing.join()}'`;
}

/** Jest's `test` or `describe` that skips, under titles which say why; tables too. */
function marked<T extends jest.It | jest.Describe>(skip: T, mark: (title: string) => string): T {
  const each =
    (...table: Parameters<jest.Each>) =>
    (title: string, body: unknown) =>
      (skip.each as (...given: unknown[]) => (...run: unknown[]) => void)(...table)(mark(title), body);
  const withTitle = (title: string, body: unknown): void => (skip as (...given: unknown[]) => void)(mark(title), body);
  return Object.assign(withTitle, { each }) as unknown as T;
}

function isGivenUp(tool: Tool): boolean {
  const without = process.env.WITHOUT_TOOLS?.split(',') ?? [];
  return without.includes('all') || without.includes(tool);
}

const found = new Map<Tool, string | undefined>();

function find(tool: Tool): string | undefined {
  if (isGivenUp(tool)) {
    return undefined;
  }
  if (!found.has(tool)) {
    found.set(tool, (FINDERS[tool] ?? ((): string | undefined => program(tool)))());
  }
  return found.get(tool);
}

const FINDERS: Partial<Record<Tool, () => string | undefined>> = {
  'AWS CLI': () => file('/usr/bin/aws') ?? program('aws'), // the system's; a newer one may come first on the PATH
  "Debian's awscli": () => ['/usr/bin/python3'].find(python => imports(python, 'awscli')),
  boto3: () => ['/usr/bin/python3', program('python3')].find(python => python !== undefined && imports(python, 'boto3')),
  Ansible: () => program('ansible-playbook'),
  'certbot-dns-route53': () => ['/usr/bin/python3'].find(python => imports(python, 'certbot_dns_route53')),
  Libcloud: () => ['/usr/bin/python3', program('python3')].find(python => python !== undefined && imports(python, 'libcloud')),
  Chromium: () => file(process.env.CHROMIUM ?? '') ?? program('chromium', 'chromium-browser', 'google-chrome'),
  IPv6: () => able(Object.values(networkInterfaces()).some(list => list?.some(({ address }) => address === '::1'))),
  Linux: () => able(process.platform === 'linux'),
  '/dev/full': () => able(existsSync('/dev/full')),
  FIFO: () => program('mkfifo'),
  'raw sockets': () => able(hasCapability(13)),
  'symbolic links': () => able(canLink()),
  'Unix signals': () => able(process.platform !== 'win32'),
};

const able = (is: boolean): string | undefined => (is ? '' : undefined);

function file(path: string): string | undefined {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile() ? path : undefined;
  } catch {
    return undefined;
  }
}

function program(...names: readonly string[]): string | undefined {
  const system = process.platform === 'win32' ? [] : ['/usr/sbin', '/usr/local/sbin']; // daemons; not on everybody's PATH
  const directories = [...(process.env.PATH ?? '').split(delimiter), ...system].filter(directory => directory !== '');
  const endings = process.platform === 'win32' ? (process.env.PATHEXT ?? '.EXE').split(';') : [''];
  const paths = names.flatMap(name => directories.flatMap(directory => endings.map(ending => join(directory, name + ending))));
  return paths.find(path => file(path) !== undefined);
}

const imports = (python: string, module: string): boolean =>
  spawnSync(python, ['-c', `import ${module}`], { stdio: 'ignore' }).status === 0;

/** Whether this process has a capability of Linux, by its number. */
function hasCapability(bit: number): boolean {
  if (!existsSync('/proc/self/status')) {
    return false;
  }
  const [, effective] = /^CapEff:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  return ((BigInt(`0x${effective ?? '0'}`) >> BigInt(bit)) & 1n) === 1n;
}

function canLink(): boolean {
  const directory = mkdtempSync(join(tmpdir(), 'link-'));
  try {
    symlinkSync('anywhere', join(directory, 'link'));
    return true;
  } catch {
    return false;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
