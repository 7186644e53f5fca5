/** A plan as a sequence of titled tables: what the terminal and the markdown show alike. */
import type { Advice } from '../advice';
import type { Bounds } from '../deployment';
import type { Plan, PlannedCheck, PlannedEndpoint, PlannedName } from '../plan';
import type { QuotaUse } from '../quotas';
import type { Span } from '../timing';

export interface Section {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Sentences under the table. */
  readonly remarks: readonly string[];
}

export function sectionsOf(plan: Plan): Section[] {
  return [
    ...plan.names.map(nameSection),
    { title: 'How to read the times', head: [], rows: [], remarks: plan.names.length > 0 ? [LEGEND] : [] },
    checksSection(plan.checksWithoutRecord),
    costSection(plan),
    quotaSection(plan.quotas),
    deploymentSection(plan),
    adviceSection(plan.advice),
    { title: 'Read with care', head: [], rows: [], remarks: plan.notes },
  ].filter(({ rows, remarks }) => rows.length > 0 || remarks.length > 0);
}

function nameSection({ name, type, policy, zone, endpoints }: PlannedName): Section {
  return {
    title: `${name} ${type}: ${policy}, ${endpoints.length} ${endpoints.length === 1 ? 'record set' : 'record sets'}, zone ${zone}`,
    head: ['endpoint', 'value', 'health check', 'TTL', 'dropped after', 'forgotten after'],
    rows: inReadingOrder(endpoints).map(endpoint => [
      endpoint.identifier ?? '',
      valueText(endpoint),
      watcherText(endpoint),
      endpoint.ttl === undefined ? '' : String(endpoint.ttl),
      spanText(endpoint.noLongerAnswered),
      typeof endpoint.noLongerAnswered === 'string' ? '' : spanText(endpoint.cachesEmpty),
    ]),
    remarks: [],
  };
}

const LEGEND =
  'Dropped: Route 53 no longer answers an endpoint that died. Forgotten: resolvers no longer keep such an answer. Best and worst case, and about.';

/** `web-2` before `web-10`. */
const inReadingOrder = (endpoints: readonly PlannedEndpoint[]): PlannedEndpoint[] =>
  [...endpoints].sort((a, b) => (a.identifier ?? '').localeCompare(b.identifier ?? '', 'en', { numeric: true }));

/** What decides whether the endpoint is answered; a probed address that is the answered one is not said again. */
function watcherText({ healthCheck, alias, evaluatesTarget, values }: PlannedEndpoint): string {
  if (!healthCheck) return alias && evaluatesTarget ? 'its target' : 'none';
  const own = values.flatMap(value => [value, `[${value}]`]).find(value => healthCheck.watches.startsWith(`${value}:`));
  return checkText(own === undefined ? healthCheck : { ...healthCheck, watches: healthCheck.watches.slice(own.length) });
}

/** Characters of values in a table; `--json` has them whole. */
const LONGEST_VALUE = 100;

function valueText({ alias, values }: PlannedEndpoint): string {
  const text = (alias ? 'alias of ' : '') + values.join(', ');
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE - 1)}…` : text;
}

function checkText({ type, watches, interval, threshold }: PlannedCheck): string {
  const probes = interval === undefined ? '' : `, ${threshold} × ${interval} s`;
  return `${type} ${watches}${probes}`.trim();
}

function spanText(span: Span | string): string {
  if (typeof span === 'string') return span;
  return `${span.best}–${span.worst} s, ≈ ${span.rough}`;
}

function checksSection(checks: readonly PlannedCheck[]): Section {
  return {
    title: 'Health checks that no record set here uses',
    head: ['health check', 'watches'],
    rows: checks.map(check => [check.name, checkText(check)]),
    remarks: [],
  };
}

function costSection({ cost }: Plan): Section {
  return {
    title: `Cost: ${dollars(cost.perMonth)} ${cost.currency} a month`,
    head: ['what', 'number', 'each', 'a month'],
    rows: cost.lines.map(({ what, count, each, total }) => [what, String(count), dollars(each), dollars(total)]),
    remarks: [`Assumed: ${cost.assumptions.join('; ')}.`, `Prices of ${cost.pricesOf}: ${cost.source}.`],
  };
}

/** Cents, and more places only where a price has them. */
const dollars = (amount: number): string => (Math.round(amount * 100) === amount * 100 ? amount.toFixed(2) : String(amount));

/** Below this share a use is left to `--json`. */
const WORTH_SHOWING = 0.01;

/** The fullest of each quota. */
function quotaSection(quotas: readonly QuotaUse[]): Section {
  const fullest = quotas.filter((use, index) => quotas.findIndex(other => other.quota === use.quota) === index);
  const shown = fullest.filter(({ used, limit }) => used / limit >= WORTH_SHOWING);
  const rest = fullest.slice(shown.length).map(({ quota }) => quota);
  return {
    title: 'Quotas',
    head: ['quota', 'fullest', 'used', 'limit', 'share'],
    rows: shown.map(({ quota, of, used, limit, raisable }) => [
      quota,
      of,
      String(used),
      `${limit}${raisable ? ', raisable' : ''}`,
      `${Math.round((used / limit) * 100)} %`,
    ]),
    remarks: [
      ...(rest.length > 0 ? [`Below 1 %: ${rest.join(', ')}.`] : []),
      'Counted from the templates alone; what the account and the zones hold already comes on top (multivalue preflight).',
    ],
  };
}

function deploymentSection({ deployment }: Plan): Section {
  return {
    title: `First deployment: ${boundsText(deployment.seconds)} of waiting for Route 53`,
    head: ['stack', 'what', 'takes', 'because'],
    rows: deployment.steps.map(({ stack, what, seconds, reason }) => [stack, what, boundsText(seconds), reason]),
    remarks:
      deployment.steps.length > 0 ? ['Shortest when the throttles are untouched, longest when they have just been used up.'] : [],
  };
}

const boundsText = ({ best, worst }: Bounds): string =>
  Math.round(best) === Math.round(worst) ? `${Math.round(best)} s` : `${Math.round(best)} to ${Math.round(worst)} s`;

const SHOWN_SUBJECTS = 3;

function adviceSection(advice: readonly Advice[]): Section {
  return {
    title: 'Advice',
    head: ['', 'about', 'advice', 'because'],
    rows: advice.map(({ level, subjects, advice: what, reason }) => [
      level,
      subjects.slice(0, SHOWN_SUBJECTS).join(', ') +
        (subjects.length > SHOWN_SUBJECTS ? ` and ${subjects.length - SHOWN_SUBJECTS} more` : ''),
      what,
      reason,
    ]),
    remarks: [],
  };
}
