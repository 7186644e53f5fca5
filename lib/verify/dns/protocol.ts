/**
 * Numbers of the DNS protocol as the verifier needs them. It shares none with the local server, so that neither blesses the other's mistake;
 * how much Route 53 puts into a message is a limit of the service, and with the others in `rules/limits.ts`.
 */
export const HEADER_LENGTH = 12;
export const CLASS_IN = 1;
export const TYPE_OPT = 41;

/** Bits of the third and fourth byte of the header, as one number. */
export const FLAGS = {
  response: 0x8000,
  authoritative: 0x0400,
  truncated: 0x0200,
  recursionDesired: 0x0100,
  recursionAvailable: 0x0080,
  reserved: 0x0040,
  authenticData: 0x0020,
  checkingDisabled: 0x0010,
} as const;

const OPCODES: Readonly<Record<number, string>> = { 0: 'QUERY', 1: 'IQUERY', 2: 'STATUS', 4: 'NOTIFY', 5: 'UPDATE', 6: 'DSO' };
/** The last one takes an OPT record, which brings the upper eight of its twelve bits. */
const RCODES: Readonly<Record<number, string>> = {
  0: 'NOERROR',
  1: 'FORMERR',
  2: 'SERVFAIL',
  3: 'NXDOMAIN',
  4: 'NOTIMP',
  5: 'REFUSED',
  6: 'YXDOMAIN',
  7: 'YXRRSET',
  8: 'NXRRSET',
  9: 'NOTAUTH',
  10: 'NOTZONE',
  11: 'DSOTYPENI',
  16: 'BADVERS',
  23: 'BADCOOKIE',
};
const CLASSES: Readonly<Record<number, string>> = { [CLASS_IN]: 'IN', 3: 'CH', 4: 'HS', 254: 'NONE', 255: 'ANY' };

export const opcodeName = (code: number): string => OPCODES[code] ?? `OPCODE${code}`;
export const rcodeName = (code: number): string => RCODES[code] ?? `RCODE${code}`;
export const className = (code: number): string => CLASSES[code] ?? `CLASS${code}`;
