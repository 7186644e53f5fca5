/** Characters that XML 1.0 cannot hold, and so no request to Route 53 and no answer (XML 1.0, section 2.2). */
const UNFIT = /[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const ALL_UNFIT = new RegExp(UNFIT, 'gu');

/** Whether XML can hold the text. */
export const isXmlText = (text: string): boolean => !UNFIT.test(text);

/** The text, or as much of it as XML can hold: what it cannot is replaced. */
export const forXml = (text: string): string => text.replace(ALL_UNFIT, '\ufffd');

/** The first of them, as `U+0007`; undefined when there is none. */
export function unfitForXml(text: string): string | undefined {
  const found = UNFIT.exec(text)?.[0];
  return found && `U+${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}
