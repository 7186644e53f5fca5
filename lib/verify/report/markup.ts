/** HTML, SVG and XML as text, with everything that is put in escaped unless it is markup already. */
import { forXml } from '../../rules/xml-characters';

export class Markup {
  constructor(readonly text: string) {}

  toString(): string {
    return this.text;
  }
}

type Part = Markup | string | number | readonly Part[] | undefined | false;

/** A tagged template: `markup`<b>${name}</b>`` escapes `name`; nested markup and lists of it stay as they are. */
export function markup(strings: TemplateStringsArray, ...parts: Part[]): Markup {
  return new Markup(strings.reduce((text, string, at) => text + render(parts[at - 1]) + string));
}

function render(part: Part): string {
  if (part === undefined || part === false) {
    return '';
  }
  if (part instanceof Markup) {
    return part.text;
  }
  return Array.isArray(part) ? part.map(render).join('') : escapeMarkup(String(part));
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escapeMarkup(text: string): string {
  return forXml(text).replace(/[&<>"']/g, char => ESCAPES[char]);
}
