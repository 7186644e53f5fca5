/** What an engineer who knows Route 53 would say about an app before it is deployed: each with the reason, the worst first. */
import type { Declared } from '../declared';
import type { DeclaredName } from '../names';
import type { Advice, RemarkOn } from './advice';
import { adviseOnApp } from './app';
import { adviseOnBatches } from './batches';
import { adviseOnDelegations } from './delegations';
import { adviseOnHealthChecks } from './health-checks';
import { adviseOnName } from './names';
import { adviseOnRefused } from './refused';

export { ADVICE_IDS, type Advice } from './advice';

const ORDER: readonly Advice['level'][] = ['refused', 'risk', 'hint'];

export function advise(declared: Declared, names: readonly DeclaredName[]): Advice[] {
  const remarks = [
    ...names.flatMap(adviseOnName),
    ...adviseOnHealthChecks(declared, names),
    ...adviseOnDelegations(declared),
    ...adviseOnApp(declared, names),
    ...adviseOnRefused(declared),
  ];
  return inOrder(together([...remarks, ...adviseOnBatches(declared, remarks)]));
}

const inOrder = (advice: Advice[]): Advice[] => advice.sort((a, b) => ORDER.indexOf(a.level) - ORDER.indexOf(b.level));

/** The same remark on many subjects is said once. */
function together(remarks: readonly RemarkOn[]): Advice[] {
  const merged = new Map<string, Advice>();
  for (const { subject, ...remark } of remarks) {
    const key = JSON.stringify(remark);
    merged.set(key, { ...remark, subjects: [...(merged.get(key)?.subjects ?? []), subject] });
  }
  return [...merged.values()];
}
