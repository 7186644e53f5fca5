/** Which account a caller is in: an access key says so, as the ones of AWS do. */

/** Of everyone who has assumed no role. */
export const LOCAL_ACCOUNT = '000000000000';

/** A temporary access key for an account. */
export function temporaryAccessKeyId(accountId: string): string {
  return `ASIA${accountId}LOCL`;
}

/** Twelve digits; an access key that was not made here belongs to the local account. */
export function accountOf(accessKeyId: string | undefined): string {
  return /^ASIA(\d{12})LOCL$/.exec(accessKeyId ?? '')?.[1] ?? LOCAL_ACCOUNT;
}
