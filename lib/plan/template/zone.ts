import { normalizeName } from '../../rules/names';
import { hasToken, type ZoneReference } from '../declared';
import { Reference, textOf, type ResolvedObject, type Scope } from './evaluate';

/** A name as Route 53 stores it; one with tokens, or that is no name, stays as it was written. */
export function declaredName(text: string): string {
  if (hasToken(text)) return text.replace(/\.?$/, '.');
  try {
    return normalizeName(text);
  } catch {
    return text;
  }
}

/** The zone that a RecordSet or RecordSetGroup names. */
export function zoneReference(properties: ResolvedObject, scope: Scope): ZoneReference {
  const id = properties.HostedZoneId;
  if (id instanceof Reference) {
    const declaredAt = { stack: id.stack, logicalId: id.logicalId };
    return { key: `${id.stack}.${id.logicalId}`, declaredAt };
  }
  if (id !== undefined) {
    const text = (textOf(id) ?? '').replace(/^\/hostedzone\//, '');
    return hasToken(text) ? { key: text } : { key: text, id: text };
  }
  const name = declaredName(textOf(properties.HostedZoneName) ?? '');
  scope.note(`${scope.stack}: zone ${name} is named, not identified; CloudFormation fails if there are several of that name`);
  return { key: name, name };
}
