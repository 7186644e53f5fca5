/** Which account a caller is in: an access key says so, as the ones of AWS do. */

/** Of everyone who has assumed no role and names no account. */
export const LOCAL_ACCOUNT = '000000000000';

/** The one user there is in each. */
export function userArn(accountId: string): string {
  return `arn:aws:iam::${accountId}:user/local`;
}

/** A temporary access key for an account. */
export function temporaryAccessKeyId(accountId: string): string {
  return `ASIA${accountId}LOCL`;
}

/** Twelve digits: in an access key that was made here, or the access key itself; any other belongs to the local account. */
export function accountOf(accessKeyId: string | undefined): string {
  const [, made, named] = /^(?:ASIA(\d{12})LOCL|(\d{12}))$/.exec(accessKeyId ?? '') ?? [];
  return made ?? named ?? LOCAL_ACCOUNT;
}
