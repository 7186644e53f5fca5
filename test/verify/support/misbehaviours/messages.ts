/** What is wrong with a message, whatever its answer. */
import { encode, type Packet } from 'dns-packet';
import { AA, AD, CD, flags, isEdns, OPT, RA, rawRecord, rcode, RD, TC, withAnswers, withRaw, Z, type Misbehaviour } from './kit';

export const WRONG_MESSAGES: readonly Misbehaviour[] = [
  { what: 'does not set AA', instead: p => flags(p, 0, AA), rule: 'authoritative', seen: /AA flag is not set/ },
  { what: 'sets RA', instead: p => flags(p, RA), rule: 'recursion-available', seen: /RA flag is set/ },
  { what: 'replies with another id', instead: p => ({ ...p, id: (p.id! + 1) % 65536 }), rule: 'reply-id', seen: /another id/ },
  {
    what: 'replies to a question for another name',
    instead: p => ({ ...p, questions: [{ ...p.questions![0], name: 'www.example.org' }] }),
    rule: 'reply-question',
    seen: /another question/,
  },
  {
    what: 'replies to a question for another type',
    instead: p => ({ ...p, questions: [{ ...p.questions![0], type: 'AAAA' }] }),
    rule: 'reply-question',
    seen: /another question/,
  },
  {
    what: 'replies without a question',
    instead: p => ({ ...p, questions: [] }),
    rule: 'reply-question',
    seen: /another question/,
  },
  { what: 'echoes the query', instead: (_, ask) => ask.bytes, rule: 'reply-is-response', seen: /QR flag not set/ },
  { what: 'sends bytes that are no message', instead: () => Buffer.from('?'), rule: 'reply-format', seen: /not a DNS message/ },
  {
    what: 'sends a message that ends inside a record',
    instead: p => encode(p).subarray(0, 70),
    rule: 'reply-format',
    seen: /not a DNS message/,
  },
  {
    what: 'truncates what fits',
    instead: (p, { protocol }) =>
      protocol === 'udp'
        ? flags(
            withAnswers(p, a => a.slice(4)),
            TC,
          )
        : p,
    rule: 'truncation',
    seen: /the TC flag, though 8 records fit in \d+ bytes/,
    protocol: /^udp, udp\+edns$/,
  },
  {
    what: 'truncates over TCP',
    instead: (p, { protocol }) => (protocol === 'tcp' ? flags(p, TC) : p),
    rule: 'truncation',
    seen: /the TC flag over TCP/,
    protocol: /^tcp, tcp\+edns$/,
  },
  {
    what: 'does not understand EDNS',
    instead: p => ((p.additionals ?? []).length > 0 ? rcode(p, 1) : p),
    rule: 'rcode',
    seen: /^FORMERR$/,
    protocol: /^tcp\+edns, udp\+edns$/,
  },
  {
    what: 'adds an OPT record unasked',
    instead: p => ({ ...p, additionals: [OPT] }),
    rule: 'edns',
    seen: /though the query had none/,
    protocol: /^tcp, udp$/,
  },
  {
    what: 'drops the OPT record',
    instead: p => ({ ...p, additionals: [] }),
    rule: 'edns',
    seen: /though the query had one/,
    protocol: /^tcp\+edns, udp\+edns$/,
  },
  {
    what: 'sends more than 512 bytes over UDP',
    instead: p => ({ ...p, authorities: Array(40).fill({ type: 'NS', name: 'example.com', ttl: 60, data: 'ns-1.example.net' }) }),
    rule: 'udp-size',
    seen: /^\d{4} bytes$/,
    protocol: /^udp$/,
  },
  { what: 'replies with the opcode of a notification', instead: p => flags(p, 4 << 11), rule: 'opcode', seen: /^NOTIFY$/ },
  { what: 'sets the reserved bit', instead: p => flags(p, Z), rule: 'flags', seen: /^Z set$/ },
  { what: 'calls its data authentic', instead: p => flags(p, AD), rule: 'flags', seen: /^AD set$/ },
  { what: 'says that checking was disabled', instead: p => flags(p, CD), rule: 'flags', seen: /^CD set$/ },
  { what: 'says that recursion was desired', instead: p => flags(p, RD), rule: 'flags', seen: /^RD set$/ },
  {
    what: 'says that DNSSEC was asked for',
    instead: p => ({ ...p, additionals: isEdns(p) ? [{ ...OPT, flag_do: true, flags: 0x8000 }] : [] }),
    rule: 'flags',
    seen: /^EDNS flags 0x8000 set$/,
    protocol: /^tcp\+edns, udp\+edns$/,
  },
  {
    what: 'knows no version of EDNS',
    instead: p => (isEdns(p) ? { ...p, answers: [], additionals: [{ ...OPT, extendedRcode: 1 }] } : p),
    rule: 'rcode',
    seen: /^BADVERS$/,
    protocol: /^tcp\+edns, udp\+edns$/,
  },
  {
    what: 'sends bytes behind the message',
    instead: p => Buffer.concat([encode(p), Buffer.from('xyz')]),
    rule: 'reply-format',
    seen: /3 bytes follow its end$/,
  },
  {
    what: 'sends an OPT record with half an option',
    instead: p => withRaw({ ...p, additionals: [] }, rawRecord(41, '000a00', { of: 4096, owner: '00' })),
    rule: 'reply-format',
    seen: /the OPT record ends too early$/,
  },
  {
    what: 'sends an OPT record with an owner',
    instead: p => withRaw({ ...p, additionals: [] }, rawRecord(41, '', { of: 4096 })),
    rule: 'reply-format',
    seen: /the OPT record has an owner name$/,
  },
  {
    what: 'sends two OPT records',
    instead: p => ({ ...p, additionals: [OPT, OPT] }),
    rule: 'reply-format',
    seen: /there is more than one OPT record$/,
  },
  {
    what: 'sends the OPT record with the answer',
    instead: p => ({ ...p, answers: [...p.answers!, OPT], additionals: [] }),
    rule: 'reply-format',
    seen: /an OPT record is in the answer section$/,
  },
  {
    what: 'sends an HTTPS record that ends inside its name',
    instead: p => withRaw(p, rawRecord(65, '000105')),
    rule: 'reply-format',
    seen: /the HTTPS record ends too early$/,
  },
  {
    what: 'sends an address of no bytes',
    instead: p => withRaw(p, rawRecord(1, '')),
    rule: 'reply-format',
    seen: /the A record ends too early$/,
  },
  {
    what: 'sends an address of five bytes',
    instead: p => withRaw(p, rawRecord(1, 'c633640105')),
    rule: 'reply-format',
    seen: /the A record goes on for 1 bytes after its value$/,
  },
  {
    what: 'sends a name that points at itself',
    instead: (p: Packet): Buffer => {
      const at = encode(p).length;
      return withRaw(p, rawRecord(1, 'c6336401', { owner: (0xc000 | at).toString(16) }));
    },
    rule: 'reply-format',
    seen: /does not point back to an earlier name$/,
  },
  {
    what: 'sends a name that points ahead',
    instead: p => withRaw(p, rawRecord(1, 'c6336401', { owner: 'ffff' })),
    rule: 'reply-format',
    seen: /does not point back to an earlier name$/,
  },
];
