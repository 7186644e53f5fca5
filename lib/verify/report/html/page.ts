/** The report as one page that needs nothing else: no network, no script. */
import { plural } from '../../../text/words';
import { groupBy } from '../../../rules/group-by';
import { inNaturalOrder } from '../../../rules/natural-order';
import { Markup, markup } from '../markup';
import type { LaneReport, MemberReport, NameReport, Report, Verdict } from '../model';
import { notJudged } from '../table';
import { bars, columns, squares, timeline, type GridRow } from './plots';
import { STYLE } from './style';

const WORDS: Readonly<Record<Verdict, string>> = {
  holds: '✔ the rule holds',
  violated: '✘ the rule does not hold',
  unsettled: '… no verdict',
};

export function renderHtml(report: Report): string {
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<link rel="icon" href="data:,">
<title>multivalue verify: ${report.names.map(name => name.name).join(', ')}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body><main>
<header><div><h1>multivalue verify</h1>
<p class="soft">${report.startedAt} · ${plural(report.names.length, 'name')} · ${plural(
    report.names.reduce((sum, name) => sum + name.queries, 0),
    'query',
    'queries',
  )} in ${(report.milliseconds / 1000).toFixed(1)} s</p></div>
<span class="badge ${report.verdict}">${WORDS[report.verdict]}</span></header>
${report.changes.length > 0 && changesCard(report)}
${report.network.length > 0 && networkCard(report)}
${report.names.map(nameSection)}
${report.skipped.length > 0 && skippedCard(report)}
<footer>Answers are judged by the record sets and health checks that the Route 53 API told before and after asking. How evenly members
are answered is information, never a failure: Route 53 promises “approximately random”.</footer>
</main></body></html>
`.text;
}

function changesCard({ changes, tries }: Report): Markup {
  return markup`<div class="card"><h3>Changed while asking, ${plural(tries, 'try', 'tries')}</h3><ul class="notes">${changes.map(c => markup`<li>${c}</li>`)}</ul></div>`;
}

function networkCard({ network }: Report): Markup {
  return markup`<div class="card"><h3>Network</h3><ul class="notes">${network.map(line => markup`<li>${line}</li>`)}</ul></div>`;
}

function skippedCard({ skipped }: Report): Markup {
  return markup`<div class="card"><h3>Not judged</h3><ul class="notes">${skipped.map(s => markup`<li>${s.why}</li>`)}</ul></div>`;
}

function nameSection(name: NameReport): Markup {
  const notes = [...name.notes, ...(name.notJudged.length > 0 ? [`not judged: ${notJudged(name)}`] : [])];
  return markup`<section class="name"><div class="title"><h2>${name.name} <span class="soft">${name.type}</span></h2>
<span class="badge ${name.verdict}">${name.verdict === 'holds' ? WORDS.holds : `✘ ${plural(name.violations.length, 'violation')}`}</span></div>
<div class="tiles">${tiles(name)}</div>
${name.violations.length > 0 && violationsCard(name)}
<div class="plots"><div class="column">${endpointsCard(name)}${timelineCard(name)}</div><div class="column">${sizesCard(name)}${healthCard(name)}</div></div>
${lanesCard(name)}
${notes.length > 0 && markup`<ul class="notes">${notes.map(note => markup`<li>${note}</li>`)}</ul>`}</section>`;
}

function tiles(name: NameReport): Markup[] {
  const eligible = name.members.filter(m => m.eligible);
  const tile = (value: string, label: string): Markup => markup`<div class="tile"><b>${value}</b><span>${label}</span></div>`;
  return [
    tile(name.policy, 'routing policy'),
    tile(`${eligible.filter(m => m.seen > 0).length} of ${eligible.length}`, 'eligible members seen'),
    tile(name.allowed.map(a => `${a.size} of ${a.of.length}`).join(' or '), 'records allowed in an answer'),
    tile(`${name.answered} / ${name.queries}`, 'queries answered'),
    tile(name.ttls.map(ttl => `${ttl} s`).join(', ') || 'none', 'TTL'),
    tile(
      name.evenness ? name.evenness.pValue.toFixed(2) : '–',
      name.evenness ? 'chi-square p-value of evenness' : `evenness: ${whyNoEvenness(name)}`,
    ),
  ];
}

function whyNoEvenness({ answered, allowed: [{ size, of }, other] }: NameReport): string {
  if (answered === 0) return 'nothing was answered';
  if (other !== undefined) return 'record sets are chosen at random';
  return size < of.length ? 'a server gave one set of members in every answer' : 'an answer holds every member';
}

function violationsCard(name: NameReport): Markup {
  const rows = name.violations.map(
    v =>
      markup`<tr><td data-head="rule">${v.statement}<br><code class="soft">${v.rule}</code></td><td class="fixed" data-head="server">${v.server}<br><span class="soft">${v.protocol}</span></td><td data-head="seen">${v.seen}</td><td data-head="allowed">${v.allowed}</td><td class="number" data-head="times">${v.count}</td></tr>`,
  );
  return markup`<div class="card broken"><h3>Violations</h3><div class="scroll"><table><thead><tr><th>rule</th><th>server</th><th>seen</th><th>allowed</th><th class="number">times</th></tr></thead><tbody>${rows}</tbody></table></div></div>`;
}

function endpointsCard(name: NameReport): Markup {
  const [only, other] = name.allowed;
  const expected = other === undefined && only.of.length > 0 ? (name.answered * only.size) / only.of.length : undefined;
  const data = inNaturalOrder(name.members, memberLabel).map(m => ({
    label: memberLabel(m),
    value: m.seen,
    tone: m.eligible ? ('mark' as const) : m.seen > 0 ? ('bad' as const) : ('mute' as const),
    remark: m.eligible ? undefined : m.health,
    hint: `${m.value}: ${m.health}, ${m.eligible ? 'eligible' : 'not eligible'}, in ${m.seen} answers`,
  }));
  return markup`<div class="card"><h3>Answers per endpoint</h3><p class="soft">in how many of ${name.answered} answers each was; red: answered though not eligible</p>${bars(data, 'answers per endpoint', 'endpoints', expected)}</div>`;
}

function sizesCard(name: NameReport): Markup {
  const sizes = new Set(name.allowed.map(a => a.size));
  const shown = [...new Set([...Object.keys(name.answerSizes).map(Number), ...sizes])].sort((a, b) => a - b);
  const data = shown.map(size => ({
    label: String(size),
    value: name.answerSizes[String(size)] ?? 0,
    tone: sizes.has(size) ? ('good' as const) : ('bad' as const),
  }));
  return markup`<div class="card"><h3>Answer sizes</h3><p class="soft">how many answers held how many records</p>${columns(data, 'answer sizes', 'records in the answer', 'sizes')}</div>`;
}

function healthCard(name: NameReport): Markup | undefined {
  const label = new Map(name.members.map(m => [m.healthCheckId, memberLabel(m)]));
  const labelOf = ({ id }: NameReport['health'][number]): string => label.get(id) ?? id;
  const rows = inNaturalOrder(name.health, labelOf).map((check): GridRow => ({
    label: labelOf(check),
    good: check.healthy,
    cells: check.reports.map(r => ({ good: r.healthy, hint: `${r.region} ${r.address}: ${r.status}` })),
    remark: check.reports.length > 0 ? undefined : (check.note ?? 'no checker has reported yet'),
  }));
  return rows.length === 0
    ? undefined
    : markup`<div class="card"><h3>Health per checker</h3><p class="soft">a square for each checker; healthy when more than 18 % report success</p>${squares(rows, 'health per checker', 'health')}</div>`;
}

function timelineCard(name: NameReport): Markup {
  const points = name.timeline.map(slot => ({
    at: slot.at,
    count: slot.queries,
    bad: slot.unanswered,
    curve: slot.medianMilliseconds,
  }));
  return markup`<div class="card"><h3>Timeline</h3><p class="soft">queries (grey), unanswered (red), median latency (line)</p>${timeline(points, 'timeline', 'timeline')}</div>`;
}

/** A row for each server, a column for each way of asking. */
function lanesCard(name: NameReport): Markup {
  const servers = groupBy(name.lanes, lane => lane.server);
  const protocols = [...new Set(name.lanes.map(lane => lane.protocol))].sort();
  const cell = (protocol: string, lane: LaneReport | undefined): Markup =>
    markup`<td class="number" data-head="${protocol}">${lane && `${lane.answered} of ${lane.queries} in ${lane.medianMilliseconds.toFixed(1)} ms`}</td>`;
  const rows = [...servers].map(
    ([server, lanes]) =>
      markup`<tr><td class="fixed" data-head="server">${server}</td>${protocols.map(protocol =>
        cell(
          protocol,
          lanes.find(lane => lane.protocol === protocol),
        ),
      )}</tr>`,
  );
  const heads = protocols.map(protocol => markup`<th class="number">${protocol}</th>`);
  return markup`<div class="card"><h3>Servers</h3><p class="soft">queries answered, and the median latency</p><div class="scroll"><table><thead><tr><th>server</th>${heads}</tr></thead><tbody>${rows}</tbody></table></div></div>`;
}

function memberLabel(member: MemberReport): string {
  return member.setIdentifier === undefined || member.setIdentifier === member.value
    ? member.value
    : `${member.setIdentifier} ${member.value}`;
}
