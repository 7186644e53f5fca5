/** A watch on one screen. */
import pc from 'picocolors';
import { inNaturalOrder } from '../../rules/natural-order';
import { plural } from '../report/table';
import { healthWord, type Change, type WatchedMember, type WatchedName } from './state';
import type { WatchState } from './watch';

const BAR_WIDTH = 20;
const LEAST_CHANGES = 3;
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
}

export function renderScreen(state: WatchState, now: Date, screen: Screen): string {
  const paint = pc.createColors(screen.colour);
  const head = [`${paint.bold('multivalue watch')}  ${time(now)}  ${paint.dim('Ctrl-C to stop')}`];
  const room = screen.rows - head.length - AROUND_CHANGES;
  const names = state.names.flatMap(name => ['', ...nameLines(name, paint)]);
  const body = cut(names, room - LEAST_CHANGES, paint);
  const changes = state.changes
    .slice(-Math.max(LEAST_CHANGES, room - body.length))
    .map(change => changeLine(change, screen.columns, paint));
  const tail = ['', paint.bold('changes'), ...(changes.length > 0 ? changes : [paint.dim('none yet')])];
  return HOME + [...head, ...body, ...tail].map(line => line + END_OF_LINE).join('\n') + REST;
}

/** What does not fit would scroll the top out of sight, four times a second. */
function cut(lines: readonly string[], room: number, paint: Paint): readonly string[] {
  const shown = Math.max(0, room - 1);
  return lines.length <= room
    ? lines
    : [
        ...lines.slice(0, shown),
        paint.dim(`… ${lines.length - shown} lines more than fit: watch fewer names, or in a higher window`),
      ];
}

type Paint = ReturnType<typeof pc.createColors>;

function nameLines(name: WatchedName, paint: Paint): string[] {
  const width = Math.max(...name.members.map(m => m.value.length));
  const idWidth = Math.max(...name.members.map(m => m.setIdentifier?.length ?? 0));
  return [
    `${paint.bold(`${name.name} ${name.type}`)}  ${name.policy}  ${plural(name.answered, 'answer')} to ${plural(name.queries, 'query', 'queries')} in the last minute`,
    ...inNaturalOrder(name.members, ({ value }) => value).map(member => memberLine(member, name.answered, width, idWidth, paint)),
  ];
}

function memberLine(member: WatchedMember, answered: number, width: number, idWidth: number, paint: Paint): string {
  const tone = member.healthy === false ? paint.red : member.healthy ? paint.green : paint.dim;
  const share = answered === 0 ? 0 : member.seen / answered;
  const bar = '█'.repeat(Math.round(share * BAR_WIDTH)).padEnd(BAR_WIDTH);
  const checkers = member.checkers ? `${member.checkers.healthy}/${member.checkers.reporting} checkers` : '';
  const state = `${healthWord(member.healthy)} ${checkers}`.padEnd(26);
  const stray = member.seen > 0 && !member.eligible ? paint.yellow(' not eligible now') : '';
  const bare = (member.setIdentifier ?? '').padEnd(idWidth);
  return `  ${tone('●')} ${member.value.padEnd(width)}  ${bare}  ${tone(state)} ${paint.cyan(bar)} ${String(member.seen).padStart(4)}${stray}`;
}

function changeLine(change: Change, columns: number, paint: Paint): string {
  const tone = { better: paint.green, worse: paint.red, neutral: paint.yellow }[change.kind];
  const room = Math.max(20, columns - 10);
  const text = change.text.length > room ? `${change.text.slice(0, room - 1)}…` : change.text;
  return `${time(change.at)} ${tone(text)}`;
}

function time(date: Date): string {
  return date.toISOString().slice(11, 19);
}
