/** A plan as a sequence of titled tables: what the terminal and the markdown show alike. */
import { listed, plural } from '../../text/words';
import { inNaturalOrder } from '../../rules/natural-order';
import type { Advice } from '../advice';
import type { Bounds } from '../deployment';
import type { Plan, PlannedCheck } from '../plan';
import type { QuotaUse } from '../quotas';
import { healthCheckText, nameSection } from './endpoints';
import type { Section } from './output';

export function sectionsOf(plan: Plan): Section[] {
  return [
    ...plan.names.map(nameSection),
    { title: 'How to read the times', head: [], rows: [], remarks: plan.names.length > 0 ? [LEGEND] : [] },
    checksSection(plan.checksWithoutRecord),
    costSection(plan),
    trafficSection(plan),
    quotaSection(plan.quotas),
    deploymentSection(plan),
    adviceSection(plan.advice),
    { title: 'Read with care', head: [], rows: [], remarks: plan.notes },
  ].filter(({ rows, remarks }) => rows.length > 0 || remarks.length > 0);
}

const LEGEND =
  'Leaves DNS: Route 53 no longer returns a failed endpoint. Leaves caches: resolvers no longer return it either. Best–worst (≈ typical).';

function checksSection(checks: readonly PlannedCheck[]): Section {
  return {
    title: 'Health checks that no record set of the app uses',
    head: ['health check', 'watches'],
    rows: inNaturalOrder(checks, ({ name }) => name).map(check => [check.name, healthCheckText(check)]),
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

function trafficSection({ checkerTraffic }: Plan): Section {
  const inAll = checkerTraffic.reduce((sum, { requests }) => sum + requests, 0);
  return {
    title: `Health checkers: up to ${millions(inAll)} requests a month`,
    head: ['health checks', 'interval', 'checkers of each', 'requests of each', 'in all'],
    rows: checkerTraffic.map(({ healthChecks, interval, checkers, requestsEach, requests }) => [
      String(healthChecks),
      `${interval} s`,
      String(checkers),
      millions(requestsEach),
      millions(requests),
    ]),
    remarks: [],
  };
}

const millions = (count: number): string => `${(count / 1e6).toFixed(1)} million`;

/** Cents, and more places only where a price has them. */
const dollars = (amount: number): string => (Math.round(amount * 100) === amount * 100 ? amount.toFixed(2) : String(amount));

/** A use of no more than this share is left to those who unfold it, and to `--json`. */
const WORTH_SHOWING = 0.1;

/** The fullest of each quota. */
function quotaSection(quotas: readonly QuotaUse[]): Section {
  const fullest = quotas.filter((use, index) => quotas.findIndex(other => other.quota === use.quota) === index);
  const shown = fullest.filter(({ used, limit }) => used / limit > WORTH_SHOWING);
  const rest = fullest.slice(shown.length);
  const most = `${WORTH_SHOWING * 100} %`;
  return {
    title: shown.length > 0 ? 'Quotas' : `Quotas: none is used by more than ${most}`,
    head: ['quota', 'fullest', 'used', 'limit', 'share'],
    rows: shown.map(quotaRow),
    remarks: [
      'Counted from the templates only. What the account and its zones already hold is not included; multivalue preflight counts it.',
    ],
    ...(rest.length > 0 && {
      folded: {
        summary: `${plural(rest.length, 'limit is', 'limits are')} used by at most ${most}`,
        rows: rest.map(quotaRow),
      },
    }),
  };
}

const quotaRow = ({ quota, of, used, limit, raisable }: QuotaUse): string[] => [
  quota,
  of,
  String(used),
  `${limit}${raisable ? ', raisable' : ''}`,
  `${Math.round((used / limit) * 100)} %`,
];

function deploymentSection({ deployment }: Plan): Section {
  return {
    title: `First deployment: ${boundsText(deployment.seconds)} waiting for Route 53`,
    head: ['stack', 'what', 'takes', 'because'],
    rows: deployment.steps.map(({ stack, what, seconds, reason }) => [stack, what, boundsText(seconds), reason]),
    remarks:
      deployment.steps.length > 0 ? ['Shortest when no throttle has been used, longest when each has just been exhausted.'] : [],
  };
}

const boundsText = ({ best, worst }: Bounds): string =>
  Math.round(best) === Math.round(worst) ? `${Math.round(best)} s` : `${Math.round(best)} to ${Math.round(worst)} s`;

const SHOWN_SUBJECTS = 3;

function adviceSection(advice: readonly Advice[]): Section {
  return {
    title: 'Advice',
    head: ['', 'about', 'advice', 'because'],
    rows: advice.map(({ level, subjects, advice: what, reason }) => [level, listed(subjects, SHOWN_SUBJECTS), what, reason]),
    remarks: [],
  };
}
