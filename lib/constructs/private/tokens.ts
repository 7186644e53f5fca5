/** Values that are not known at synthesis. */
import { Token } from 'aws-cdk-lib';

/** Taken once: in its older releases aws-cdk-lib goes through three modules each time that it is asked for a class. */
const TOKEN = Token;

/** Whether a value is known only at deployment, or holds something that is. */
export function isToken(value: unknown): boolean {
  return TOKEN.isUnresolved(value);
}

/** What `StringParameter.valueFromLookup` begins with until the CDK CLI has looked and synthesizes again: it says nothing of the value. */
const DUMMY = 'dummy-value-for-';

export function isNotLookedUp(value: unknown): boolean {
  return typeof value === 'string' && value.includes(DUMMY);
}

/** The mark that aws-cdk-lib puts into a text for a value known only at deployment. */
const TOKEN_MARK = /(\$\{Token\[[\w:.-]+\]\})/;

/** A part of a text: known at synthesis, or a token. */
export interface Piece {
  readonly text: string;
  readonly isToken: boolean;
}

export function piecesOf(text: string): Piece[] {
  return text.split(TOKEN_MARK).map((piece, index) => ({ text: piece, isToken: index % 2 === 1 }));
}

/** The text with `_` for each token, which may come to anything. */
export function withoutTokens(text: string): string {
  return piecesOf(text)
    .map(piece => (piece.isToken ? '_' : piece.text))
    .join('');
}
