/**
 * What Amazon asks for Route 53, in US dollars: the only place with prices. From transcriptions of the price page (behaviour 8.3).
 *
 * @see https://aws.amazon.com/route53/pricing/
 */
export const PRICES = {
  currency: 'USD',
  /** When the table was last compared with a transcription. */
  date: '2026-09-20',
  source: 'transcriptions of https://aws.amazon.com/route53/pricing/ by third parties',

  hostedZone: {
    /** Each month, for each of the first zones of an account. */
    first: 0.5,
    firstCount: 25,
    /** Each month, for each zone after those. */
    further: 0.1,
    includedRecords: 10_000,
    /** Each month, for each record above those included. */
    furtherRecord: 0.0015,
  },

  /** Each month and check. What watches no endpoint (calculated, alarm, routing control) is taken as an AWS endpoint: unconfirmed. */
  healthCheck: {
    aws: { check: 0.5, option: 1 },
    other: { check: 0.75, option: 2 },
    /** Checks of AWS endpoints in one's own account that cost nothing; whether their options do is not said. */
    freeAwsChecks: 50,
  },

  /** Each month and million; multivalue has no price of its own, so it is taken as standard: unconfirmed. */
  queries: { firstMillions: 1000, first: 0.4, further: 0.2 },
} as const;

/** Sums of prices are decimal; binary fractions would show as 2.4000000000000004. */
export const cents = (dollars: number): number => Math.round(dollars * 10_000) / 10_000;
