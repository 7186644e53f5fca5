/** Characters that XML 1.0 cannot hold, and so no request to Route 53 and no answer (XML 1.0, section 2.2). */
// eslint-disable-next-line no-control-regex
const UNFIT = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** The first of them, as `U+0007`; undefined when there is none. */
export function unfitForXml(text: string): string | undefined {
  const found = UNFIT.exec(text)?.[0];
  return found && `U+${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}
