/** XML 1.0 has no way to say some characters, not even by reference: a document that holds one cannot be read. */
const UNFIT = /[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const ALL_UNFIT = new RegExp(UNFIT, 'gu');

/** Whether XML can hold the text. */
export const isXmlText = (text: string): boolean => !UNFIT.test(text);

/** The text, or as much of it as XML can hold: what it cannot is replaced. */
export const forXml = (text: string): string => text.replace(ALL_UNFIT, '\ufffd');
