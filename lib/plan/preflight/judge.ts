/** Everything known in, everything found out: the whole of preflight but the asking. */
import { Owners, type Finding, type PreflightFacts } from './facts';
import { conflictFindings } from './rules/conflicts';
import { creationFindings } from './rules/creations';
import { delegationFindings } from './rules/delegations';
import { dnsFindings, driftFindings } from './rules/drift';
import { quotaFindings } from './rules/quotas';
import { refusalFindings } from './rules/refusals';
import { stackFindings } from './rules/stacks';
import { unknownFindings } from './rules/unknown';
import { zoneFindings } from './rules/zones';

const ORDER: readonly Finding['level'][] = ['blocked', 'warning', 'note'];

/** The worst first. */
export function judgeDeployment(facts: PreflightFacts): Finding[] {
  const owners = new Owners(facts);
  const explained = [
    ...stackFindings(facts),
    ...zoneFindings(facts),
    ...creationFindings(facts),
    ...delegationFindings(facts, owners),
    ...conflictFindings(facts, owners),
    ...driftFindings(facts),
    ...quotaFindings(facts),
    ...dnsFindings(facts),
    ...unknownFindings(facts),
  ];
  return [...explained, ...refusalFindings(facts, owners, explained)].sort(
    (a, b) => ORDER.indexOf(a.level) - ORDER.indexOf(b.level),
  );
}

export const isBlocked = (findings: readonly Finding[]): boolean => findings.some(({ level }) => level === 'blocked');
