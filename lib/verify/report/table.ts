/** The report as a person reads it at a glance. */
import pc from 'picocolors';
import { cut, plural } from '../../text/words';
import { CELL_BORDER, tableLines } from '../../text/table';
import { groupBy } from '../../rules/group-by';
import { violationLine, type Violation } from '../judge/violation';
import type { NameReport, Report } from './model';

const LONGEST_BAR = 20;
const SHORTEST_BAR = 5;
const SHORTEST_TEXT = 16;

export interface Reader {
  /** Whether it is a terminal. */
  readonly colour: boolean;
  readonly columns: number;
}

export function renderTable(report: Report, { colour, columns }: Reader): string {
  const paint = pc.createColors(colour);
  return [
    ...report.names.map(name => renderName(name, paint, columns)),
    ...(report.skipped.length > 0 ? [renderSkipped(report, paint)] : []),
    ...(report.network.length > 0 ? [paint.yellow(['network:', ...report.network].join('\n  '))] : []),
    summary(report, paint),
  ].join('\n\n');
}

type Paint = ReturnType<typeof pc.createColors>;

function renderName(name: NameReport, paint: Paint, columns: number): string {
  const lines = [
    `${paint.bold(`${name.name} ${name.type}`)}  ${name.policy}, zone ${name.zoneId}, TTL ${orList(name.allowed.map(a => a.ttl))} s`,
    memberTable(name, paint, columns),
    `${name.queries} queries to ${describeLanes(name)}: ${name.answered} answers${name.unanswered > 0 ? paint.red(`, ${name.unanswered} without a reply`) : ''}`,
    ...(name.answered > 0 ? answerLines(name) : []),
    ...(name.evenness ? [`evenness: chi-square p = ${name.evenness.pValue.toFixed(3)} (information only)`] : []),
    ...name.notes.map(note => paint.dim(`note: ${note}`)),
    ...(name.notJudged.length > 0 ? [paint.dim(`not judged: ${notJudged(name)}`)] : []),
    ...name.violations.map(v => renderViolation(v, paint)),
    name.verdict === 'holds' ? paint.green('✔ the rule holds') : paint.red(`✘ ${plural(name.violations.length, 'violation')}`),
  ];
  return lines.join('\n');
}

function answerLines(name: NameReport): string[] {
  const sizes = Object.entries(name.answerSizes).map(([size, count]) => `${plural(Number(size), 'record')} in ${count}`);
  const eligible = name.members.filter(m => m.eligible);
  return [
    `answer sizes: ${sizes.join(', ')}; allowed: ${orList(name.allowed.map(a => `${a.size} of ${a.of.length}`))}`,
    `distinct endpoints seen: ${eligible.filter(m => m.seen > 0).length} of ${eligible.length} eligible; ${unnoticed(name.missProbability)}`,
  ];
}

function memberTable({ members }: NameReport, paint: Paint, columns: number): string {
  const identified = members.some(({ value, setIdentifier }) => setIdentifier !== undefined && setIdentifier !== value);
  const head = ['value', ...(identified ? ['set identifier'] : []), 'health', 'answered', ''];
  const texts = members.map(({ value, setIdentifier = '', health, seen }) =>
    identified ? [value, setIdentifier, health, String(seen)] : [value, health, String(seen)],
  );
  const widths = head.slice(0, -1).map((title, at) => Math.max(title.length, ...texts.map(row => row[at].length)));
  const room = columns - 1 - head.length * CELL_BORDER - widths.reduce((sum, width) => sum + width, 0);
  const barWidth = Math.max(SHORTEST_BAR, Math.min(LONGEST_BAR, room));
  const longestValue = Math.max(SHORTEST_TEXT, widths[0] + Math.min(0, room - barWidth));
  const most = Math.max(1, ...members.map(m => m.seen));
  const rows = members.map((member, at) => {
    const [value, ...rest] = texts[at];
    const bar = '█'.repeat(Math.round((member.seen / most) * barWidth));
    return [
      cut(value, longestValue),
      ...rest.slice(0, -2),
      { text: member.health, paint: member.health.endsWith('unhealthy') ? paint.red : paint.green },
      String(member.seen),
      { text: bar, paint: paint.cyan },
    ];
  });
  return tableLines(head, rows, columns, ['answered']).join('\n');
}

function renderViolation(violation: Violation, paint: Paint): string {
  return paint.red(`✘ ${violationLine(violation)}`);
}

function renderSkipped({ skipped }: Report, paint: Paint): string {
  return paint.yellow([`${plural(skipped.length, 'name')} skipped:`, ...skipped.map(({ why }) => why)].join('\n  '));
}

function describeLanes(name: NameReport): string {
  const servers = new Set(name.lanes.map(lane => lane.server));
  const protocols = new Set(name.lanes.map(lane => lane.protocol));
  return `${plural(servers.size, 'server')} over ${[...protocols].join(', ')}`;
}

function summary(report: Report, paint: Paint): string {
  const names = plural(report.names.length, 'name');
  const took = `${(report.milliseconds / 1000).toFixed(1)} s`;
  switch (report.verdict) {
    case 'holds':
      return paint.green(`${names} verified in ${took}: every answer was allowed${notLookedAt(report)}`);
    case 'violated': {
      const bad = report.names.filter(name => name.verdict === 'violated').length;
      return paint.red(`${names} verified in ${took}: the rule does not hold for ${bad}`);
    }
    case 'unsettled':
      return paint.yellow(
        [
          `no verdict after ${plural(report.tries, 'try', 'tries')}, because something changed while asking:`,
          ...report.changes,
        ].join('\n  '),
      );
  }
}

/** A verdict is on the names that were looked at alone. */
function notLookedAt({ skipped }: Report): string {
  return skipped.length === 0 ? '' : `; ${plural(skipped.length, 'name')} skipped, not verified`;
}

/** Rules with one reason together. */
export function notJudged(name: NameReport): string {
  return [...groupBy(name.notJudged, ({ why }) => why)]
    .map(([why, alike]) => `${alike.map(({ rule }) => rule).join(', ')} (${why})`)
    .join('; ');
}

/** Several where record sets are chosen at random. */
function orList(items: readonly (string | number)[]): string {
  return [...new Set(items)].join(' or ');
}

function unnoticed(p: number): string {
  if (p === 1) {
    return 'an omitted member cannot be detected';
  }
  if (p === 0) {
    return 'an omitted member would be noticed';
  }
  return `probability of missing an omitted member: ${p < 1e-3 ? `< ${p.toExponential(0)}` : `up to ${p.toPrecision(2)}`}`;
}
