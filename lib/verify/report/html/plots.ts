/** Plots as inline SVG. Each takes numbers and words and knows nothing of DNS. */
import { cut } from '../../../text/words';
import { markup, type Markup } from '../markup';

const WIDTH = 520;
/** About the width of a character of a remark. */
const CHARACTER = 7;

function svg(height: number, label: string, body: readonly (Markup | undefined)[], plot: string): Markup {
  return markup`<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${label}" data-plot="${plot}">${body.filter(b => b !== undefined)}</svg>`;
}

export interface Bar {
  readonly label: string;
  readonly value: number;
  readonly tone: 'mark' | 'mute' | 'bad';
  readonly hint: string;
  /** Written where a bar would be long. */
  readonly remark?: string;
}

/** Horizontal bars, one below the other. `expected` draws a line that they should all be near. */
export function bars(data: readonly Bar[], label: string, plot: string, expected?: number): Markup {
  const [row, left] = [20, 210];
  const longestRemark = Math.max(0, ...data.map(d => d.remark?.length ?? 0));
  const right = 54 + longestRemark * CHARACTER; // a remark never runs into the number, however long its bar is
  const most = Math.max(1, expected ?? 0, ...data.map(d => d.value));
  const x = (value: number): number => round((value / most) * (WIDTH - left - right));
  const height = data.length * row + (expected === undefined ? 4 : 22);
  const rows = data.map(
    (d, at) => markup`<g transform="translate(0 ${at * row})"><title>${d.hint}</title>
<text x="${left - 8}" y="14" text-anchor="end">${cut(d.label, 24)}</text>
<rect class="${d.tone}" x="${left}" y="3" width="${Math.max(x(d.value), d.value > 0 ? 1 : 0)}" height="14" rx="2"/>
${d.remark !== undefined && markup`<text class="soft remark" x="${left + x(d.value) + 8}" y="14">${d.remark}</text>`}
<text class="soft value" x="${WIDTH}" y="14" text-anchor="end">${d.value}</text></g>`,
  );
  const line =
    expected === undefined
      ? undefined
      : markup`<line class="expected" x1="${left + x(expected)}" x2="${left + x(expected)}" y1="0" y2="${height - 18}"/>
<text class="soft" x="${left + x(expected)}" y="${height - 4}" text-anchor="middle">expected ${Math.round(expected)}</text>`;
  return svg(height, label, [...rows, line], plot);
}

export interface Column {
  readonly label: string;
  readonly value: number;
  readonly tone: 'good' | 'bad';
}

/** Columns side by side on one axis. */
export function columns(data: readonly Column[], label: string, axis: string, plot: string): Markup {
  const [height, top, bottom] = [190, 20, 40];
  const most = Math.max(1, ...data.map(d => d.value));
  const slot = WIDTH / Math.max(data.length, 1);
  const thick = Math.min(56, slot * 0.7);
  const y = (value: number): number => round((value / most) * (height - top - bottom));
  const drawn = data.map((d, at) => {
    const centre = round(slot * (at + 0.5));
    return markup`<g><title>${d.label}: ${d.value}</title>
<rect class="${d.tone}" x="${round(centre - thick / 2)}" y="${height - bottom - y(d.value)}" width="${round(thick)}" height="${y(d.value)}" rx="2"/>
${d.value > 0 && markup`<text class="soft" x="${centre}" y="${height - bottom - y(d.value) - 5}" text-anchor="middle">${d.value}</text>`}
<text x="${centre}" y="${height - bottom + 16}" text-anchor="middle">${d.label}</text></g>`;
  });
  const base = markup`<line class="axis" x1="0" x2="${WIDTH}" y1="${height - bottom}" y2="${height - bottom}"/>
<text class="soft" x="${WIDTH / 2}" y="${height - 6}" text-anchor="middle">${axis}</text>`;
  return svg(height, label, [...drawn, base], plot);
}

export interface GridRow {
  readonly label: string;
  /** By column; undefined where there is nothing to show. */
  readonly cells: readonly { readonly good: boolean; readonly hint: string }[];
  /** In place of cells. */
  readonly remark?: string;
  readonly good: boolean | undefined;
}

/** A row of small squares for each thing, good or bad, with the verdict in front. */
export function squares(rows: readonly GridRow[], label: string, plot: string): Markup {
  const [row, left] = [20, 210];
  const most = Math.max(1, ...rows.map(r => r.cells.length));
  const step = Math.min(18, (WIDTH - left - 4) / most);
  const drawn = rows.map((r, at) => {
    const tone = r.good === undefined ? 'mute' : r.good ? 'good' : 'bad';
    const cells = r.cells.map(
      (cell, n) =>
        markup`<rect class="${cell.good ? 'good' : 'bad'}" x="${round(left + n * step)}" y="4" width="${round(step - 2)}" height="12" rx="2"><title>${cell.hint}</title></rect>`,
    );
    return markup`<g transform="translate(0 ${at * row})"><circle class="${tone}" cx="6" cy="10" r="5"/>
<text x="18" y="14">${cut(r.label, 23)}</text>
${r.remark === undefined ? cells : markup`<text class="soft" x="${left}" y="14">${r.remark}</text>`}</g>`;
  });
  return svg(rows.length * row + 4, label, drawn, plot);
}

export interface TimePoint {
  readonly at: number;
  readonly count: number;
  readonly bad: number;
  readonly curve: number;
}

/** Counts as columns and another quantity as a curve, over milliseconds. */
export function timeline(points: readonly TimePoint[], label: string, plot: string): Markup {
  const [height, top, bottom] = [190, 22, 34];
  const step = points.length > 1 ? Math.min(...points.slice(1).map((p, at) => p.at - points[at].at)) : 1;
  const end = Math.max(1, (points.at(-1)?.at ?? 0) + step);
  const most = Math.max(1, ...points.map(p => p.count));
  const highest = Math.max(0.001, ...points.map(p => p.curve));
  const floor = height - bottom;
  const x = (at: number): number => round((at / end) * WIDTH);
  const y = (share: number): number => round(floor - share * (floor - top));
  const thick = Math.max(1, round((step / end) * WIDTH) - 1);
  const counts = points.map(
    p => markup`<g><title>${seconds(p.at)}: ${p.count} queries, ${p.bad} unanswered, median ${p.curve} ms</title>
<rect class="mute" x="${x(p.at)}" y="${y(p.count / most)}" width="${thick}" height="${round(floor - y(p.count / most))}"/>
${p.bad > 0 && markup`<rect class="bad" x="${x(p.at)}" y="${y(p.bad / most)}" width="${thick}" height="${round(floor - y(p.bad / most))}"/>`}</g>`,
  );
  const path = points.map((p, at) => `${at === 0 ? 'M' : 'L'}${round(x(p.at) + thick / 2)} ${y(p.curve / highest)}`).join(' ');
  const frame = markup`<path class="curve" d="${path}"/><line class="axis" x1="0" x2="${WIDTH}" y1="${floor}" y2="${floor}"/>
<text class="soft" x="0" y="12">up to ${most} queries a slot</text><text class="soft" x="${WIDTH}" y="12" text-anchor="end">latency up to ${highest} ms</text>
<text class="soft" x="0" y="${height - 14}">0 s</text><text class="soft" x="${WIDTH}" y="${height - 14}" text-anchor="end">${seconds(end)}</text>`;
  return svg(height, label, [...counts, frame], plot);
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toPrecision(2)} s`;
}

function round(n: number): number {
  return Math.round(n * 10) / 10;
}
