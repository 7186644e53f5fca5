/** What AWS and DNS are said to be stands in one place each: here is how it would look in a second one, and where the first is. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { createPrinter, createSourceFile, forEachChild, isNumericLiteral, ScriptTarget, type Node } from 'typescript';

const LIB = resolve(__dirname, '../lib');

interface Fact {
  readonly fact: string;
  /** Numbers as they are written, without `_`; or what code would hold that knows the fact. */
  readonly tell: readonly number[] | RegExp;
  /** The only files that may hold it, below lib. */
  readonly home: readonly string[];
}

const FACTS: readonly Fact[] = [
  {
    fact: 'sentences of Route 53 that are foretold',
    tell: /must have alternate Resource|must have an associated|would never be returned|not lie within the target/,
    home: ['rules/changes/texts.ts'],
  },
  { fact: 'domains of AWS', tell: /awsglobalaccelerator|cloudfront\\?\.net/, home: ['rules/alias-targets.ts'] },
  { fact: 'continents', tell: /'OC'|OC Oceania/, home: ['rules/routing/geo-locations.ts'] },
  { fact: 'how Local Zones are called', tell: /-\[a-z\]\{3\}-/, home: ['rules/routing/regions.ts'] },
  { fact: 'token buckets', tell: /\b(burst|refill): [\d.]/, home: ['rules/throttles.ts'] },
  {
    fact: 'quotas of an account',
    tell: /\b(hostedZones|recordSetsPerZone|healthChecks|vpcsPerZone): \d/,
    home: ['rules/limits.ts'],
  },
  { fact: 'ports of HTTP and HTTPS', tell: [80, 443], home: ['rules/server-address.ts'] },
  { fact: 'the highest port, the longest DNS message', tell: [65535], home: ['rules/limits.ts'] },
  { fact: 'what types of check do', tell: /STR_MATCH|startsWith\('HTTPS|[!=]== '(TCP|CALCULATED|CLOUDWATCH_METRIC|RECOVERY_CONTROL)'/, home: ['rules/health/types.ts', 'rules/health-check-config.ts', 'local/checkers/probe.ts', 'constructs/private/health-check-config.ts'] }, // prettier-ignore
  { fact: 'what can be reset', tell: /'Regions',\s*'ResourcePath'/, home: ['rules/health/types.ts'] },
  { fact: 'seconds and times of a check unless others are given', tell: /(RequestInterval|FailureThreshold) \?\? \d/, home: [] },
  { fact: 'time limits of a probe', tell: /\b(connect|tcpConnect): \d/, home: ['rules/health/probe.ts'] },
  { fact: 'the share of checkers that is enough, and the bytes they look at', tell: [0.18, 5120, 16384], home: ['rules/limits.ts', 'rules/health/probe.ts'] }, // prettier-ignore
  {
    fact: 'paths of ids',
    tell: /\b(hostedzone|healthcheck|delegationset|change)\)?\\?\//,
    home: ['rules/ids.ts', 'local/route53/vpc-associations.ts'],
  }, // the second is an ARN
  { fact: 'the version of the API', tell: /2013-04-01/, home: ['rules/ids.ts'] },
  { fact: "the validator's sentences", tell: /validation errors? detected|failed to satisfy constraint|Member must (have|satisfy)/, home: ['rules/api/words.ts', 'rules/api/input-fault.ts'] }, // prettier-ignore
  { fact: 'loopback', tell: /startsWith\('127|\(127\\|=== '::1'/, home: ['rules/addresses.ts'] },
  { fact: 'bytes of addresses', tell: /\.split\('\.'\)\.map\(Number\)|parseInt\(group, 16\)/, home: ['rules/addresses.ts', 'rules/health/checker-addresses.ts'] }, // prettier-ignore
  {
    fact: 'bytes of a message over UDP',
    tell: /(UDP|EDNS|PAYLOAD)\w* = \d|(udp|edns)\w*: (512|1232|4096)/,
    home: ['rules/limits.ts'],
  },
  {
    fact: 'bytes of labels, names and strings',
    tell: [63, 253, 255],
    home: [
      'rules/limits.ts',
      'local/route53/hosted-zones.ts',
      'rules/addresses.ts',
      'rules/values/service-params.ts',
      'local/dns/protocol.ts',
      'verify/dns/protocol.ts',
    ],
  }, // some are masks of bytes, or classes
  { fact: 'limits of a batch and of a TTL', tell: [32000, 2147483647], home: ['rules/limits.ts'] },
  { fact: 'which types are addresses', tell: /'A',\s*'AAAA'|=== 'A' \|\|/, home: ['rules/record-types.ts'] },
  {
    fact: 'what a zone has at its apex',
    tell: /'NS',\s*'SOA'\]|=== 'NS' \|\| [\w.]+ === 'SOA'/,
    home: ['rules/record-types.ts'],
  },
  { fact: 'what stands beside a CNAME', tell: /=== 'CNAME' \|\|/, home: ['rules/record-types.ts'] },
  { fact: 'the label of a wildcard', tell: /\\052/, home: ['rules/names.ts'] },
  { fact: 'when record sets say the same', tell: /ResourceRecords[\s\S]{0,99}\.sort\(\)|records[\s\S]{0,99}\.sort\(\)/, home: ['rules/same-record-set.ts'] }, // prettier-ignore
  { fact: 'which answer has which code', tell: /'NXDOMAIN'/, home: ['rules/routing/resolution.ts', 'verify/dns/protocol.ts'] }, // the second names all codes
  { fact: 'how items are grouped', tell: /function group(By|ed)\b/, home: ['rules/group-by.ts'] },
  { fact: 'one and many', tell: /=== 1 \? (''|one)/, home: ['text/words.ts', 'rules/api/words.ts'] },
  { fact: 'how a text is cut to its columns', tell: /slice\(0, \w+ - 1\)\}…/, home: ['text/words.ts'] },
  { fact: 'tables', tell: /'cli-table3'|join\(' \| '\)/, home: ['text/table.ts'] },
];

const filesUnder = (dir: string): string[] =>
  readdirSync(dir).flatMap(name => {
    const path = join(dir, name);
    return statSync(path).isDirectory() ? filesUnder(path) : [path];
  });

interface Source {
  readonly path: string;
  /** Without comments. */
  readonly code: string;
  readonly numbers: ReadonlySet<number>;
}

function read(path: string): Source {
  const file = createSourceFile(path, readFileSync(path, 'utf8'), ScriptTarget.Latest, true);
  const numbers = new Set<number>();
  const visit = (node: Node): void => {
    const text = isNumericLiteral(node) ? node.getText(file).replaceAll('_', '') : '';
    if (/^[\d.]+$/.test(text)) numbers.add(Number(text)); // bits are written with 0x
    forEachChild(node, visit);
  };
  visit(file);
  return {
    path: relative(LIB, path).split(sep).join('/'),
    code: createPrinter({ removeComments: true }).printFile(file),
    numbers,
  };
}

const SOURCES = filesUnder(LIB)
  .filter(path => path.endsWith('.ts'))
  .map(read);

const holders = (tell: Fact['tell']): string[] =>
  SOURCES.filter(({ code, numbers }) => (tell instanceof RegExp ? tell.test(code) : tell.some(n => numbers.has(n)))).map(
    ({ path }) => path,
  );

test.each(FACTS)('$fact: in one place', ({ tell, home }) => {
  expect(holders(tell).filter(path => !home.includes(path))).toEqual([]);
  expect(home.filter(path => !holders(tell).includes(path))).toEqual([]); // else the table says nothing of it
});

test('comments do not count', () => expect(SOURCES.some(({ code }) => code.includes('/**'))).toBe(false));
