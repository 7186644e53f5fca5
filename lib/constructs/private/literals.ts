/** The mark that aws-cdk-lib puts into a text for a value known only at deployment. */
const TOKEN = /(\$\{Token\[[\w:.-]+\]\})/;

/** A part of a text: known at synthesis, or a token. */
export interface Piece {
  readonly text: string;
  readonly isToken: boolean;
}

export function piecesOf(text: string): Piece[] {
  return text.split(TOKEN).map((piece, index) => ({ text: piece, isToken: index % 2 === 1 }));
}

/** The text with `_` for each token, which may come to anything. */
export function withoutTokens(text: string): string {
  return piecesOf(text)
    .map(piece => (piece.isToken ? '_' : piece.text))
    .join('');
}
