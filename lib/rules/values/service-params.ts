/**
 * The parameters of SVCB and HTTPS records (RFC 9460, section 7 and appendix A): `alpn="h2,h3" port=8443 ipv4hint=198.51.100.7`.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html#HTTPSFormat
 */
import { addressBytes, addressOfBytes, ipVersion } from '../addresses';
import { PORT, within } from '../limits';
import { escapeText, parseQuoted, unescapeText } from './character-strings';
import { InvalidValueError } from './invalid-value-error';

/** One parameter, ready for the wire. */
export interface ServiceParam {
  readonly key: number;
  /** Byte string: what follows the key and the length on the wire. */
  readonly value: string;
}

interface Codec {
  readonly name: string;
  readonly encode: (text: string) => string;
  readonly decode: (bytes: string) => string;
  readonly takesNone?: true;
}

const PORTS = { min: 0, max: PORT.max };
const NO_VALUE = {
  takesNone: true,
  encode: (text: string) => (text === '' ? '' : fail('takes no value', text)),
  decode: () => '',
} as const;

/** By key. `mandatory` comes first on the wire and names other keys. */
const CODECS: readonly Codec[] = [
  { name: 'mandatory', encode: encodeMandatory, decode: bytes => chunks(bytes, 2).map(readU16).map(keyName).join(',') },
  { name: 'alpn', encode: encodeAlpn, decode: decodeAlpn },
  { name: 'no-default-alpn', ...NO_VALUE },
  { name: 'port', encode: encodePort, decode: bytes => String(readU16(bytes)) },
  { name: 'ipv4hint', encode: text => encodeHints(text, 4), decode: bytes => chunks(bytes, 4).map(addressOfBytes).join(',') },
  { name: 'ech', encode: encodeBase64, decode: bytes => btoa(bytes) },
  { name: 'ipv6hint', encode: text => encodeHints(text, 6), decode: bytes => chunks(bytes, 16).map(addressOfBytes).join(',') },
  { name: 'dohpath', encode: text => text, decode: bytes => bytes },
  { name: 'ohttp', ...NO_VALUE },
];
const [MANDATORY, ALPN, NO_DEFAULT_ALPN] = [0, 1, 2];

/**
 * Parameters in ascending order of their keys, as the wire has them.
 *
 * @throws InvalidValueError
 */
export function parseServiceParams(fields: readonly string[]): ServiceParam[] {
  const params = fields.map(parseParam).sort((a, b) => a.key - b.key);
  const keys = new Set(params.map(p => p.key));
  if (keys.size < params.length) {
    fail('has a key twice', fields.join(' '));
  }
  const missing = chunks(params[0]?.key === MANDATORY ? params[0].value : '', 2).find(key => !keys.has(readU16(key)));
  if (missing !== undefined) {
    fail(`calls ${keyName(readU16(missing))} mandatory but does not have it`, fields.join(' '));
  }
  if (keys.has(NO_DEFAULT_ALPN) && !keys.has(ALPN)) {
    throw new InvalidValueError(
      'SVCBInconsistentParams',
      'Inconsistent SVC Params for SVCParam Key "no-default-alpn"',
      'When no-default-alpn is specified in an RR, alpn must also be specified',
    );
  }
  return params;
}

export function formatServiceParams(params: readonly ServiceParam[]): string[] {
  return params.map(({ key, value }) => {
    const text = CODECS[key]?.decode(value) ?? value;
    return text === '' ? keyName(key) : `${keyName(key)}="${escapeText(text)}"`;
  });
}

function parseParam(field: string): ServiceParam {
  const [, name, raw = ''] = /^([a-z0-9-]+)(?:=(.*))?$/s.exec(field) ?? fail('is not key=value', field);
  const key = keyOf(name);
  const text = raw.startsWith('"') ? parseQuoted(raw, Infinity) : unescapeText(raw);
  if (text === '' && !CODECS[key].takesNone) {
    throw invalidParams(`SVCParam Key ${name} must have non-empty value: `);
  }
  return { key, value: CODECS[key].encode(text) };
}

/** The generic form `key667` is refused too. */
function keyOf(name: string): number {
  const key = CODECS.findIndex(codec => codec.name === name);
  if (key < 0) {
    throw invalidParams(`SVCParam Key presentation name has invalid value: ${name}`);
  }
  return key;
}

function keyName(key: number): string {
  return CODECS[key]?.name ?? `key${key}`;
}

function encodeMandatory(text: string): string {
  const keys = text.split(',').map(keyOf);
  if (new Set(keys).size < keys.length || keys.includes(MANDATORY)) {
    fail('calls a key mandatory twice, or itself', text);
  }
  return keys
    .sort((a, b) => a - b)
    .map(u16)
    .join('');
}

function encodeAlpn(text: string): string {
  const prefixed = (id: string): string =>
    within({ min: 1, max: 255 }, id.length) ? String.fromCharCode(id.length) + id : fail('is no list of protocols', text);
  return splitList(text).map(prefixed).join('');
}

/** Items between commas; a comma or backslash that belongs to an item has a backslash before it. */
function splitList(text: string): string[] {
  const items = [''];
  for (const [part] of text.matchAll(/\\.|./gs)) {
    if (part === ',') items.push('');
    else items[items.length - 1] += part.length === 2 ? part[1] : part;
  }
  return items;
}

function decodeAlpn(bytes: string): string {
  const ids: string[] = [];
  for (let at = 0; at < bytes.length; at += 1 + bytes.charCodeAt(at)) {
    ids.push(bytes.slice(at + 1, at + 1 + bytes.charCodeAt(at)).replace(/[\\,]/g, '\\$&'));
  }
  return ids.join(',');
}

function encodePort(text: string): string {
  return /^[0-9]+$/.test(text) && within(PORTS, Number(text)) ? u16(Number(text)) : fail('is no port', text);
}

function encodeHints(text: string, version: 4 | 6): string {
  const one = (address: string): string =>
    ipVersion(address) === version ? addressBytes(address) : fail(`is no IPv${version} address`, address);
  return text.split(',').map(one).join('');
}

function encodeBase64(text: string): string {
  return /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text) && text !== ''
    ? atob(text)
    : fail('is no base64', text);
}

function u16(n: number): string {
  return String.fromCharCode(n >> 8, n & 255);
}

function readU16(bytes: string): number {
  return bytes.charCodeAt(0) * 256 + bytes.charCodeAt(1);
}

function chunks(bytes: string, size: number): string[] {
  return Array.from({ length: bytes.length / size }, (_, i) => bytes.slice(i * size, (i + 1) * size));
}

function fail(reason: string, offender: string): never {
  throw invalidParams(`SVCParam ${reason}: ${offender}`);
}

function invalidParams(why: string): InvalidValueError {
  return new InvalidValueError('SVCBInvalidFieldValue', 'Invalid value for field "SVC Params"', why);
}
