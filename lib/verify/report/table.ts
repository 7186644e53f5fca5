/** The report as a person reads it at a glance. */
import Table from 'cli-table3';
import pc from 'picocolors';
import { describe, type Violation } from '../judge/violation';
import type { MemberReport, NameReport, Report } from './model';

const BAR_WIDTH = 20;

/** @param colour whether the reader is a terminal */
export function renderTable(report: Report, colour: boolean): string {
  const paint = pc.createColors(colour);
  return [...report.names.map(name => renderName(name, paint)), summary(report, paint)].join('\n\n');
}

type Paint = ReturnType<typeof pc.createColors>;

function renderName(name: NameReport, paint: Paint): string {
  const lines = [
    `${paint.bold(`${name.name} ${name.type}`)}  ${name.policy}, zone ${name.zoneId}, TTL ${name.ttls.join(', ') || 'unknown'} s`,
    memberTable(name, paint),
    `${name.queries} queries to ${describeLanes(name)}: ${name.answered} answers${name.unanswered > 0 ? paint.red(`, ${name.unanswered} without a reply`) : ''}`,
    `answer sizes: ${Object.entries(name.answerSizes)
      .map(([size, count]) => `${size} records in ${count}`)
      .join(', ')}; allowed: ${name.allowed.map(a => `${a.size} of ${a.of.length}`).join(' or ')}`,
    `distinct endpoints seen: ${name.members.filter(m => m.seen > 0).length} of ${name.members.filter(m => m.eligible).length} eligible` +
      `; ${unnoticed(name.missProbability)}`,
    ...(name.evenness ? [`evenness: chi-square p = ${name.evenness.pValue.toFixed(3)} (information only)`] : []),
    ...name.notes.map(note => paint.dim(`note: ${note}`)),
    ...name.violations.map(v => renderViolation(v, paint)),
    name.verdict === 'holds' ? paint.green('✔ the rule holds') : paint.red(`✘ ${plural(name.violations.length, 'violation')}`),
  ];
  return lines.join('\n');
}

function memberTable(name: NameReport, paint: Paint): string {
  const table = new Table({
    head: ['value', 'set identifier', 'health', 'answered', ''],
    style: { head: [], border: [], compact: true },
    colAligns: ['left', 'left', 'left', 'right', 'left'],
  });
  const most = Math.max(1, ...name.members.map(m => m.seen));
  for (const member of name.members) {
    const bar = '█'.repeat(Math.round((member.seen / most) * BAR_WIDTH));
    table.push([member.value, member.setIdentifier ?? '', healthCell(member, paint), member.seen, paint.cyan(bar)]);
  }
  return table.toString();
}

function healthCell(member: MemberReport, paint: Paint): string {
  return member.health.endsWith('unhealthy') ? paint.red(member.health) : paint.green(member.health);
}

function renderViolation(violation: Violation, paint: Paint): string {
  return paint.red(`✘ ${describe(violation)}`);
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
      return paint.green(`${names} verified in ${took}: every answer was allowed`);
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

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

function unnoticed(p: number): string {
  if (p === 0) {
    return 'a member that a server left out would not go unnoticed';
  }
  return `a member that a server left out would go unnoticed with p ${p < 1e-3 ? `< ${p.toExponential(0)}` : `up to ${p.toPrecision(2)}`}`;
}
