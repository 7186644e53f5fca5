/** A watch on one screen. */
import pc from 'picocolors';
import { wrap } from '../../text/wrap';
import { cut, plural } from '../../text/words';
import { inNaturalOrder } from '../../rules/natural-order';
import { healthWord, type WatchEvent, type WatchedMember, type WatchedName } from './state';
import type { WatchState } from './watch';

const LONGEST_BAR = 20;
/** A bar that would be shorter says nothing. */
const SHORTEST_BAR = 5;
const SHORTEST_ID = 8;
const LEAST_CHANGES = 3;
/** Lines that one change may take. */
const LINES_PER_CHANGE = 4;
/** An empty line, the title, and the line that the cursor ends on. */
const AROUND_CHANGES = 3;
/** Takes the cursor home; each line then wipes what was there, and the end wipes the rest. Nothing flickers. */
const HOME = '\u001b[H';
const END_OF_LINE = '\u001b[K';
const REST = '\u001b[J';

export interface Screen {
  readonly columns: number;
  readonly rows: number;
  readonly colour: boolean;
  /** What is not watched, and why. */
  readonly notes?: readonly string[];
}

/** No line is wider than the screen: one that the terminal wraps would push the first one out of sight. */
export function renderScreen(state: WatchState, now: Date, screen: Screen): string {
  const paint = pc.createColors(screen.colour);
  const hint = '  Ctrl-C to stop';
  const title = `multivalue watch  ${time(now)}`;
  const head = [paint.bold(cut(title, screen.columns)) + (title.length + hint.length > screen.columns ? '' : paint.dim(hint))];
  const room = screen.rows - head.length - AROUND_CHANGES;
  const notes = screen.notes ?? [];
  const names = [
    ...notes.map(note => paint.yellow(cut(note, screen.columns))),
    ...state.names.flatMap(name => ['', ...nameLines(name, screen.columns, paint)]),
  ];
  const body = fitting(names, room - LEAST_CHANGES, screen.columns, paint);
  const changes = state.changes
    .flatMap(change => changeLines(change, screen.columns, paint))
    .slice(-Math.max(LEAST_CHANGES, room - body.length));
  const tail = ['', paint.bold('changes'), ...(changes.length > 0 ? changes : [paint.dim('none yet')])];
  return HOME + [...head, ...body, ...tail].map(line => line + END_OF_LINE).join('\n') + REST;
}

/** What does not fit would scroll the top out of sight, four times a second. */
function fitting(lines: readonly string[], room: number, columns: number, paint: Paint): readonly string[] {
  const shown = Math.max(0, room - 1);
  const remark = `… ${lines.length - shown} more lines do not fit: watch fewer names, or use a taller window`;
  return lines.length <= room ? lines : [...lines.slice(0, shown), paint.dim(cut(remark, columns))];
}

type Paint = ReturnType<typeof pc.createColors>;

function nameLines(name: WatchedName, columns: number, paint: Paint): string[] {
  const title = cut(`${name.name} ${name.type}`, columns);
  const facts = `  ${name.policy}  ${plural(name.answered, 'answer')} to ${plural(name.queries, 'query', 'queries')} in the last minute`;
  const layout = layoutFor(name, columns);
  return [
    paint.bold(title) + cut(facts, columns - title.length),
    ...inNaturalOrder(name.members, ({ value }) => value).map(member => memberLine(member, name.answered, layout, paint)),
  ];
}

/** How wide each part of a member's line is; a part without room is left out. */
interface Layout {
  /** Whether states and remarks are said in as few characters as can be. */
  readonly brief: boolean;
  readonly value: number;
  readonly id: number;
  readonly state: number;
  readonly bar: number;
}

/** Behind a member that was answered and may not be now. */
const STRAY = { full: ' not eligible', brief: ' !' } as const;
/** The dot and the spaces around it, the space in front of the count, and the count. */
const FIXED = 4 + 1 + 4;

/** What there is no room for goes in this order: the bar, the set identifier, how many checkers; the value is cut last. */
function layoutFor({ members }: WatchedName, columns: number): Layout {
  const longest = (text: (member: WatchedMember) => string): number => Math.max(0, ...members.map(member => text(member).length));
  const stray = members.some(isStray);
  const gap = (width: number): number => (width > 0 ? width + 2 : 0);
  const [value, id] = [longest(member => member.value), longest(idOf)];
  const [brief, full] = [longest(briefState), longest(stateOf)];
  const left = (remark: string, ...widths: number[]): number =>
    columns - FIXED - (stray ? remark.length : 0) - widths.reduce((sum, width) => sum + gap(width), 0);
  const bar = Math.min(LONGEST_BAR, left(STRAY.full, value, id, full) - 2);
  if (bar >= SHORTEST_BAR) return { brief: false, value, id, state: full, bar };
  const idFull = Math.min(id, left(STRAY.full, value, full) - 2);
  if (idFull >= Math.min(id, SHORTEST_ID)) return { brief: false, value, id: Math.max(0, idFull), state: full, bar: 0 };
  const idBrief = Math.min(id, left(STRAY.brief, value, brief) - 2);
  const shownId = idBrief >= Math.min(id, SHORTEST_ID) ? Math.max(0, idBrief) : 0;
  const shownValue = Math.min(value, Math.max(1, left(STRAY.brief, shownId, brief) - 2));
  return { brief: true, value: shownValue, id: shownId, state: brief, bar: 0 };
}

/** Who has the value for a name needs it said once only. */
const idOf = ({ setIdentifier = '', value }: WatchedMember): string => (setIdentifier === value ? '' : setIdentifier);
const isStray = ({ seen, eligible }: WatchedMember): boolean => seen > 0 && !eligible;

function stateOf({ healthy, checkers }: WatchedMember): string {
  return healthWord(healthy) + (checkers ? ` ${checkers.healthy}/${checkers.reporting} checkers` : '');
}

const briefState = ({ healthy }: WatchedMember): string => (healthy === undefined ? 'no check' : healthWord(healthy));

function memberLine(member: WatchedMember, answered: number, layout: Layout, paint: Paint): string {
  const tone = member.healthy === false ? paint.red : member.healthy ? paint.green : paint.dim;
  const share = answered === 0 ? 0 : member.seen / answered;
  const state = layout.brief ? briefState(member) : stateOf(member);
  const column = (text: string, width: number): string => (width > 0 ? cut(text, width).padEnd(width) : '');
  const parts = [
    column(member.value, layout.value),
    column(idOf(member), layout.id),
    tone(column(state, layout.state)),
    layout.bar > 0 ? paint.cyan(column('█'.repeat(Math.round(share * layout.bar)), layout.bar)) : '',
  ].filter(part => part !== '');
  const stray = isStray(member) ? paint.yellow(layout.brief ? STRAY.brief : STRAY.full) : '';
  return `  ${tone('●')} ${parts.join('  ')} ${String(member.seen).padStart(4)}${stray}`;
}

/** A change begins with what matters and goes on over a few lines, beside its time. */
function changeLines(change: WatchEvent, columns: number, paint: Paint): string[] {
  const tone = { better: paint.green, worse: paint.red, neutral: paint.yellow }[change.kind];
  const clock = `${time(change.at)} `;
  const lines = wrap(change.text, Math.max(1, columns - clock.length));
  const shown = lines.slice(0, LINES_PER_CHANGE);
  if (lines.length > shown.length) {
    const last = shown.length - 1;
    shown[last] = cut(`${shown[last]}…`, columns - clock.length);
  }
  return shown.map((line, at) => (at === 0 ? clock : ' '.repeat(clock.length)) + tone(line));
}

function time(date: Date): string {
  return date.toISOString().slice(11, 19);
}
