import type { IHostedZone } from 'aws-cdk-lib/aws-route53';
import { sameName } from '../../rules/names';
import { nameOf } from './identity';
import type { Refuse } from './invalid';
import { isToken } from './is-token';

/** Refuses an alias in another zone than its target (behaviour 3.2), as far as the zones can be told apart. */
export function checkSameZone(target: IHostedZone, alias: IHostedZone, refuse: Refuse): void {
  if (target.hostedZoneId === alias.hostedZoneId) return;
  const idsKnown = !isToken(target.hostedZoneId) && !isToken(alias.hostedZoneId);
  const [ofTarget, ofAlias] = [nameOf(target), nameOf(alias)];
  const namesKnown = ofTarget !== undefined && ofAlias !== undefined && !isToken(ofTarget + ofAlias);
  if (idsKnown || (namesKnown && !sameName(ofTarget, ofAlias))) {
    refuse(`zone must be the zone of the alias record that targets it, got ${described(target)} and ${described(alias)}`);
  }
}

function described(zone: IHostedZone): string {
  const id = isToken(zone.hostedZoneId) ? undefined : zone.hostedZoneId;
  const name = nameOf(zone);
  return [name === undefined ? undefined : `'${name}'`, id && `(${id})`].filter(Boolean).join(' ');
}
