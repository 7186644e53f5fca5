/** What an engineer who knows Route 53 would say about an app before it is deployed: each with the reason, the worst first. */
import type { Declared } from '../declared';
import type { DeclaredName } from '../names';
import { adviseOnApp } from './app';
import { adviseOnBatches } from './batches';
import { adviseOnDelegations } from './delegations';
import { adviseOnHealthCheck } from './health-checks';
import { adviseOnName } from './names';
import { adviseOnRefused } from './refused';

/** Stable: users filter by them. docs/ids.md says what each means, and a test holds it to this list. */
export const ADVICE_IDS = [
  'below-delegation',
  'check-on-simple',
  'check-without-record',
  'create-throttle',
  'different-ttl',
  'equal-health-checks',
  'group-too-large',
  'inverted',
  'large-batch',
  'longer-zone',
  'many-options',
  'mixed-policies',
  'more-than-eight',
  'nearly-full',
  'not-one-group',
  'over-quota',
  'primary-without-check',
  'probes-another-address',
  'probes-own-name',
  'refused-by-route53',
  'refused-tag',
  'reserved-zone-name',
  'same-identifier',
  'several-values',
  'simple-with-several-values',
  'single-endpoint',
  'slow-to-notice',
  'some-unchecked',
  'threshold-decides-nothing',
  'ttl-too-long',
  'type-not-multivalue',
  'uncheckable-address',
] as const;

export interface Advice {
  /** `refused`: Route 53 will not accept it. `risk`: accepted, and people regret it. `hint`: could be better or cheaper. */
  readonly level: 'refused' | 'risk' | 'hint';
  readonly id: (typeof ADVICE_IDS)[number];
  /** The names, health checks, stacks or batches that it is about. */
  readonly subjects: readonly string[];
  readonly advice: string;
  readonly reason: string;
}

/** What a rule has to say of one subject. */
export type Remark = Omit<Advice, 'subjects'>;
export type RemarkOn = Remark & { readonly subject: string };

const ORDER: readonly Advice['level'][] = ['refused', 'risk', 'hint'];

export function advise(declared: Declared, names: readonly DeclaredName[]): Advice[] {
  const remarks = [
    ...names.flatMap(adviseOnName),
    ...declared.healthChecks.flatMap(check => adviseOnHealthCheck(check, declared, names)),
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
