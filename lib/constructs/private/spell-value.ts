import { Tokenization } from 'aws-cdk-lib';
import type { CaaRecordValue, MxRecordValue, SrvRecordValue } from 'aws-cdk-lib/aws-route53';
import { isRecordType } from '../../rules/record-types';
import { canonicalValue, formatTxt, InvalidValueError } from '../../rules/record-values';
import { formatQuoted, utf8Bytes } from '../../rules/values/character-strings';
import { isToken } from './tokens';

/**
 * Values in the presentation form that Route 53 takes, each spelled one way, so that another spelling of the same value is no difference
 * to what is deployed. What is no value of its type stays as it is: the record set that it is given to refuses it.
 */
export function mxValue({ priority, hostName }: MxRecordValue): string {
  return spelled('MX', `${numberText(priority)} ${hostName}`);
}

export function srvValue({ priority, weight, port, hostName }: SrvRecordValue): string {
  return spelled('SRV', `${numberText(priority)} ${numberText(weight)} ${numberText(port)} ${hostName}`);
}

export function caaValue({ flag, tag, value }: CaaRecordValue): string {
  return spelled('CAA', `${numberText(flag)} ${tag} ${isToken(value) ? `"${value}"` : formatQuoted(utf8Bytes(value))}`);
}

/** A token is put between quotation marks as it is: it cannot be cut before it is known. */
export function txtValue(content: string): string {
  return isToken(content) ? `"${content}"` : orAsItIs(() => formatTxt(content), `"${content}"`);
}

export function spelled(recordType: string, value: string): string {
  return isToken(value) || !isRecordType(recordType) ? value : orAsItIs(() => canonicalValue(recordType, value), value);
}

export function numberText(n: number): string {
  return isToken(n) ? Tokenization.stringifyNumber(n) : String(n);
}

function orAsItIs(spell: () => string, value: string): string {
  try {
    return spell();
  } catch (error) {
    if (error instanceof InvalidValueError) return value;
    throw error;
  }
}
