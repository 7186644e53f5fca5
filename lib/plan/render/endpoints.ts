/** The table of one name. Endpoints that are alike but for who and where they are share a row; `--json` has each. */
import { cut, plural } from '../../text/words';
import { inNaturalOrder } from '../../rules/natural-order';
import type { PlannedCheck, PlannedEndpoint, PlannedName } from '../plan';
import type { Span } from '../timing';
import type { Section } from './output';

export function nameSection({ name, type, policy, zone, endpoints }: PlannedName): Section {
  const runs = runsOf(inNaturalOrder(endpoints, ({ identifier }) => identifier ?? ''));
  return {
    title: `${name} ${type}: ${policy}, ${plural(endpoints.length, 'record set')}, zone ${zone}`,
    head: ['endpoint', 'value', 'health check', 'TTL', 'leaves DNS after', 'leaves caches after'],
    rows: runs.flatMap(run => (run.length < FEWEST_FOLDED ? run.map(endpoint => rowOf([endpoint])) : [rowOf(run)])),
    remarks: [],
  };
}

/** So few are shown one by one. */
const FEWEST_FOLDED = 4;

/** Neighbours in reading order that differ only in name, value and what exactly is watched. */
function runsOf(endpoints: readonly PlannedEndpoint[]): PlannedEndpoint[][] {
  const runs: PlannedEndpoint[][] = [];
  for (const endpoint of endpoints) {
    const last = runs.at(-1);
    if (last && kindOf(last[0]) === kindOf(endpoint)) last.push(endpoint);
    else runs.push([endpoint]);
  }
  return runs;
}

function kindOf(endpoint: PlannedEndpoint): string {
  const { alias, values, ttl, healthCheck, noLongerAnswered, cachesEmpty } = endpoint;
  const watched = healthCheck && healthCheckText(healthCheck, probesItself(endpoint) ? 'itself' : 'another');
  return JSON.stringify([alias, values.length, ttl, watched ?? watcherText([endpoint]), noLongerAnswered, cachesEmpty]);
}

function rowOf(run: readonly PlannedEndpoint[]): string[] {
  const [{ alias, ttl, noLongerAnswered, cachesEmpty }] = run;
  return [
    nameText(run),
    (alias ? 'alias of ' : '') + range(run.map(({ values }) => values.join(', '))),
    watcherText(run),
    ttl === undefined ? '' : String(ttl),
    spanText(noLongerAnswered),
    typeof noLongerAnswered === 'string' ? '' : spanText(cachesEmpty),
  ];
}

function nameText(run: readonly PlannedEndpoint[]): string {
  if (run.length === 1) return run[0].identifier ?? '';
  const namedByValue = run.every(({ identifier, values }) => identifier === values.join());
  return `${run.length} endpoints` + (namedByValue ? '' : `: ${range(run.map(({ identifier }) => identifier ?? ''))}`);
}

/** What decides whether the endpoint is answered; a probed address that is the answered one is not said again. */
function watcherText(run: readonly PlannedEndpoint[]): string {
  const [{ healthCheck, alias, evaluatesTarget }] = run;
  if (!healthCheck) return alias && evaluatesTarget ? 'its target' : 'none';
  const targets = run.flatMap(endpoint => endpoint.healthCheck?.target ?? []);
  return healthCheckText(healthCheck, probesItself(run[0]) ? '' : range(targets));
}

const probesItself = ({ healthCheck, values }: PlannedEndpoint): boolean =>
  values.some(value => healthCheck?.target === value || healthCheck?.target === `[${value}]`);

/** @param target said instead of the check's own */
export function healthCheckText({ type, watches, target, interval, threshold }: PlannedCheck, instead = target): string {
  const what = target === undefined ? watches : watches.replace(target, () => instead ?? '');
  const probes = interval === undefined ? '' : `, ${threshold} × ${interval} s`;
  return `${type} ${what}${probes}`.trim();
}

/** Characters of a value in a table; `--json` has it whole. */
const LONGEST = 100;

function range(texts: readonly string[]): string {
  const ends = [...new Set([texts[0] ?? '', texts.at(-1) ?? ''])];
  return ends.map(text => cut(text, LONGEST / ends.length)).join(' … ');
}

function spanText(span: Span | string): string {
  if (typeof span === 'string') return span;
  return `${span.best}–${span.worst} s, ≈ ${span.rough}`;
}
