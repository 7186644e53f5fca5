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
