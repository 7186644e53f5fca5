/** Text in lines, broken where a reader expects it. */

/** A number stays with what it counts (`40 s`, `12 endpoints`), and `≈` and `×` with theirs. */
const BREAK = /(?<!(?:^| )(?:\d+(?:\.\d+)?(?:–\d+)?|≈|×)) (?!×)/;
/** What would be kept together is no word when it is longer than this: an SRV value, for example. */
const LONGEST_KEPT = 20;

/** What is not broken unless it alone is too long for a line. */
function wordsOf(line: string): string[] {
  return line.split(BREAK).flatMap(kept => (kept.length > LONGEST_KEPT ? kept.split(' ') : [kept]));
}

/** Such a word will hardly ever fit: an ARN, for example. */
const LONGEST_WHOLE = 40;
/** Behind the punctuation of names, ARNs and paths. */
const SEAM = /(?<=[.:/_-])/;

/** What a column should have room for: its words, and of those that are too long for any column their parts. */
export function partsOf(line: string): string[] {
  return wordsOf(line).flatMap(word => (word.length > LONGEST_WHOLE ? word.split(SEAM) : [word]));
}

/** Lines of at most `width` characters; a word that is longer, such as a token, is cut but never dropped. */
export function wrap(text: string, width: number): string[] {
  return text.split('\n').flatMap(line => wrapLine(line, width));
}

function wrapLine(line: string, width: number): string[] {
  const lines: string[] = [''];
  for (const word of wordsOf(line).flatMap(word => fitting(word, width))) {
    const last = lines[lines.length - 1];
    if (last === '') lines[lines.length - 1] = word;
    else if (last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** The word in parts of at most `width`, cut at its spaces, or else at its seams where that leaves no line half empty. */
function fitting(word: string, width: number): string[] {
  if (word.length <= width) return [word];
  if (word.includes(' ')) return word.split(' ').flatMap(part => fitting(part, width));
  const [head] = new RegExp(`^.{1,${width}}`, 'u').exec(word)!;
  const seam = head.length - (head.split(SEAM).at(-1) ?? '').length;
  const cut = SEAM.test(head.slice(-1)) || seam <= width / 2 ? head.length : seam;
  return [word.slice(0, cut), ...fitting(word.slice(cut), width)];
}
