/** Record values off the wire in the one spelling that `rules/record-values.ts` gives to values of the API: then they compare as text. */
import { canonicalAddress } from '../../rules/addresses';
import { isRecordType, type RecordType } from '../../rules/record-types';
import { canonicalValue, formatValue, type ServiceParam } from '../../rules/record-values';
import { formatQuoted } from '../../rules/values/character-strings';

/** The `data` that dns-packet decoded for a record of `type`. What is no value of the type stays as it came. */
export function spellWireData(type: string, data: unknown): string {
  if (type === 'A') {
    return String(data); // four numbers have one spelling
  }
  if (type === 'AAAA') {
    return canonicalAddress(String(data));
  }
  const known = TYPE_BY_NUMBER[type] ?? type;
  try {
    return isRecordType(known) ? spell(known, data) : raw(data);
  } catch {
    return raw(data);
  }
}

/** Types that dns-packet does not know go by their number. */
const TYPE_BY_NUMBER: Readonly<Record<string, RecordType>> = { UNKNOWN_64: 'SVCB', UNKNOWN_65: 'HTTPS' };

export function wireTypeName(type: string): string {
  return TYPE_BY_NUMBER[type] ?? type;
}

function spell(type: RecordType, data: unknown): string {
  const d = data as Record<string, unknown>;
  const text = (...fields: unknown[]): string => canonicalValue(type, fields.map(String).join(' '));
  const quoted = (bytes: unknown): string => formatQuoted(latin1(bytes));
  switch (type) {
    case 'A':
    case 'AAAA':
    case 'CNAME':
    case 'NS':
    case 'PTR':
      return text(data === '' ? '.' : data);
    case 'MX':
      return text(d.preference, d.exchange);
    case 'SRV':
      return text(d.priority, d.weight, d.port, d.target);
    case 'NAPTR':
      return text(
        d.order,
        d.preference,
        quoted(d.flags),
        quoted(d.services),
        quoted(d.regexp),
        d.replacement === '' ? '.' : d.replacement,
      );
    case 'CAA':
      return text(d.flags, d.tag, quoted(d.value));
    case 'SPF':
      return text(...strings(data as Buffer).map(quoted)); // dns-packet leaves it as bytes
    case 'TXT':
      return text(...(Array.isArray(data) ? data : [data]).map(quoted));
    case 'SSHFP':
      return text(d.algorithm, d.hash, hex(d.fingerprint));
    case 'TLSA':
      return text(d.usage, d.selector, d.matchingType, hex(d.certificate));
    case 'DS':
      return text(d.keyTag, d.algorithm, d.digestType, hex(d.digest));
    case 'SOA':
      return text(d.mname, d.rname, d.serial, d.refresh, d.retry, d.expire, d.minimum);
    case 'HTTPS':
    case 'SVCB':
      return spellService(type, data as Buffer);
  }
}

/** Priority, target name (never compressed), parameters: RFC 9460 section 2.2. */
function spellService(type: 'HTTPS' | 'SVCB', data: Buffer): string {
  const target: string[] = [];
  let at = 2;
  for (; data[at] !== 0; at += data[at] + 1) {
    target.push(data.toString('latin1', at + 1, at + 1 + data[at]).toLowerCase());
  }
  const params: ServiceParam[] = [];
  for (at++; at < data.length;) {
    const length = data.readUInt16BE(at + 2);
    params.push({ key: data.readUInt16BE(at), value: data.toString('latin1', at + 4, at + 4 + length) });
    at += 4 + length;
  }
  return formatValue({ type, priority: data.readUInt16BE(0), target, params });
}

/** Character strings, each after its length. */
function strings(data: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (let at = 0; at < data.length; at += data[at] + 1) {
    found.push(data.subarray(at + 1, at + 1 + data[at]));
  }
  return found;
}

function latin1(part: unknown): string {
  return Buffer.isBuffer(part) ? part.toString('latin1') : String(part);
}

function hex(part: unknown): string {
  return Buffer.isBuffer(part) ? part.toString('hex') : String(part);
}

function raw(data: unknown): string {
  return Buffer.isBuffer(data) ? `\\# ${data.length} ${data.toString('hex')}` : JSON.stringify(data);
}
