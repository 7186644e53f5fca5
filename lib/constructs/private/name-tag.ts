import { hash } from 'node:crypto';
import { MAX_TAG_VALUE_LENGTH } from '../../rules/limits';
import { replaceRefused, tagFault } from '../../rules/tags';
import { type Piece, piecesOf } from './tokens';

const WILDCARD = 'wildcard';
/** Characters that are left for the name of a zone that is known only at deployment. */
const ROOM_FOR_TOKENS = 128;

/**
 * The `Name` tag of a health check, which the console lists it by (behaviour 5.7): the parts as they are, where Route 53 takes them.
 * Otherwise `*` is written as `wildcard`, and what else is refused as the letter without its accent, or as `_`. What another text could
 * come to as well ends with a digest, so that no two health checks look alike.
 */
export function nameTag(...parts: readonly string[]): string {
  const text = parts.filter(part => part !== '').join(' ');
  if (!text.includes(WILDCARD) && tagFault({ Key: 'Name', Value: text }) === undefined) return text;
  const pieces = piecesOf(text);
  const spelled = pieces.map(piece => (piece.isToken ? piece : { ...piece, text: spell(piece.text) }));
  const literals = pieces.filter(piece => !piece.isToken).map(piece => piece.text);
  const room = MAX_TAG_VALUE_LENGTH - (pieces.length > literals.length ? ROOM_FOR_TOKENS : 0);
  const isOneToOne = literals.every(part => !part.includes(WILDCARD) && spell(part) === part.replaceAll('*', WILDCARD));
  if (isOneToOne && textOf(cut(spelled, room)) === textOf(spelled)) return textOf(spelled);
  const digest = ` ${hash('sha256', literals.join('\0')).slice(0, 8).toUpperCase()}`;
  return textOf(cut(spelled, room - digest.length)) + digest;
}

/** `\057` is how a name writes `/`. */
function spell(literal: string): string {
  const plain = literal
    .replace(/\\([0-3][0-7]{2})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8)))
    .replaceAll('*', WILDCARD)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/^aws:/i, prefix => `${prefix.slice(0, -1)}_`);
  return replaceRefused(plain, () => '_');
}

const textOf = (pieces: readonly Piece[]): string => pieces.map(piece => piece.text).join('');

/** Keeps the first `room` characters that are not of tokens. */
function cut(pieces: readonly Piece[], room: number): Piece[] {
  let rest = room;
  return pieces.map(piece => {
    if (piece.isToken) return piece;
    const text = piece.text.slice(0, rest);
    rest -= text.length;
    return { ...piece, text };
  });
}
