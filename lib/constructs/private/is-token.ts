import { Token } from 'aws-cdk-lib';

/** Taken once: in its older releases aws-cdk-lib goes through three modules each time that it is asked for a class. */
const TOKEN = Token;

/** Whether a value is known only at deployment, or holds something that is. */
export function isToken(value: unknown): boolean {
  return TOKEN.isUnresolved(value);
}
