/**
 * The record types of Route 53, and what each may be part of (behaviour 1.2, 2.1, 3.2).
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html
 */

export interface RecordTypeRule {
  /** Number on the wire. */
  readonly code: number;
  /** Why a multivalue answer group cannot hold it; absent when it can (behaviour 1.2). */
  readonly notMultivalue?: string;
  /** Whether routing policies other than simple and multivalue may be used (behaviour 1.2). */
  readonly otherPolicies: boolean;
  /** Whether an alias record may have this type (behaviour 3.2). */
  readonly alias: boolean;
  /** Whether a record set holds exactly one value (behaviour 2.1). */
  readonly singleValue: boolean;
}

const ANY_POLICY = { otherPolicies: true, alias: true, singleValue: false } as const;

const RULES = {
  A: { code: 1, ...ANY_POLICY },
  AAAA: { code: 28, ...ANY_POLICY },
  CAA: { code: 257, ...ANY_POLICY },
  CNAME: {
    code: 5,
    ...ANY_POLICY,
    singleValue: true,
    notMultivalue:
      'a name may have only one CNAME in an answer, so Route 53 does not support multivalue answer routing for this type',
  },
  DS: {
    code: 43,
    otherPolicies: false, // one report says that the service accepts it, another calls it unmeasured (behaviour 1.2)
    alias: true,
    singleValue: false,
    notMultivalue:
      'a resolver needs all DS records of a delegation, so Route 53 does not list this type for multivalue answer routing',
  },
  HTTPS: { code: 65, ...ANY_POLICY },
  MX: { code: 15, ...ANY_POLICY },
  NAPTR: { code: 35, ...ANY_POLICY },
  NS: {
    code: 2,
    otherPolicies: false,
    alias: false,
    singleValue: false,
    notMultivalue: 'Route 53 supports simple routing only for this type: a delegation has one set of name servers',
  },
  PTR: { code: 12, ...ANY_POLICY },
  SOA: {
    code: 6,
    otherPolicies: false,
    alias: false,
    singleValue: true,
    notMultivalue: 'Route 53 supports simple routing only for this type: a zone has one SOA record',
  },
  SPF: { code: 99, ...ANY_POLICY },
  SRV: { code: 33, ...ANY_POLICY },
  SSHFP: { code: 44, ...ANY_POLICY },
  SVCB: { code: 64, ...ANY_POLICY },
  TLSA: { code: 52, ...ANY_POLICY },
  TXT: { code: 16, ...ANY_POLICY },
} as const satisfies Record<string, RecordTypeRule>;

export type RecordType = keyof typeof RULES;

/** All of them, in alphabetical order. */
export const RECORD_TYPES = Object.keys(RULES) as readonly RecordType[];

/** The types a multivalue answer group may hold. */
export const MULTIVALUE_TYPES: readonly RecordType[] = RECORD_TYPES.filter(type => !('notMultivalue' in RULES[type]));

/** Whether the text is a type that Route 53 knows. Upper case, as the API has it. */
export function isRecordType(text: string): text is RecordType {
  return Object.hasOwn(RULES, text);
}

export function recordTypeRule(type: RecordType): RecordTypeRule {
  return RULES[type];
}

/** The type that a number on the wire stands for, or undefined when Route 53 does not know it. */
export function recordTypeOfCode(code: number): RecordType | undefined {
  return RECORD_TYPES.find(type => RULES[type].code === code);
}

/** What every zone has at its apex from its creation, and keeps (behaviour 5.2, 5.3). */
export const APEX_TYPES: readonly RecordType[] = ['NS', 'SOA'];

export function isApexType(recordType: string): boolean {
  return APEX_TYPES.some(type => type === recordType);
}

/** Whether record sets of two types cannot be at one name: a CNAME stands alone there (behaviour 6.1). */
export function excludeEachOther(a: string, b: string): boolean {
  return a !== b && (a === 'CNAME' || b === 'CNAME');
}

/** The types whose values are IP addresses. */
export const ADDRESS_TYPES: readonly RecordType[] = ['A', 'AAAA'];

export function isAddressType(recordType: string): boolean {
  return ADDRESS_TYPES.some(type => type === recordType);
}
