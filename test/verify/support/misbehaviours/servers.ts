/** What a server is, reaches and knows, seen over many replies. */
import type { Packet } from 'dns-packet';
import type { Ask } from '../dns';
import { AA, flags, isEdns, rcode, record, TC, withAnswers, without, type Misbehaviour } from './kit';

export const WRONG_SERVERS: readonly Misbehaviour[] = [
  {
    what: 'truncates over UDP and is silent over TCP',
    instead: (p, { protocol }) =>
      protocol === 'udp'
        ? flags(
            withAnswers(p, () => []),
            TC,
          )
        : undefined,
    onThisMachine: true,
    rule: 'tcp-fallback',
    seen: /a truncated UDP reply, and over TCP no reply/,
    protocol: /^udp, udp\+edns$/,
  },
  { what: 'refuses', instead: p => flags(rcode(p, 5), 0, AA), rule: 'lame', seen: /^REFUSED/ },
  {
    what: 'refers to other servers',
    instead: p =>
      flags({ ...p, answers: [], authorities: [{ type: 'NS', name: 'example.com', ttl: 60, data: 'ns.example.org' }] }, 0, AA),
    rule: 'lame',
    seen: /refers elsewhere/,
  },
  {
    what: 'is one of four to which the zone was delegated in error',
    instead: (p, { server }) => (server === 'ns-3.example.net' ? flags(rcode(p, 5), 0, AA) : p),
    rule: 'lame',
    seen: /^REFUSED/,
    server: /^ns-3/,
  },
  { what: 'fails', instead: p => rcode(p, 2), rule: 'rcode', seen: /^SERVFAIL$/ },
  { what: 'denies the name', instead: p => rcode(p, 3), rule: 'rcode', seen: /^NXDOMAIN$/ },
  {
    what: 'is silent over UDP',
    instead: (p, { protocol }) => (protocol === 'udp' ? undefined : p),
    onThisMachine: true,
    rule: 'reachable',
    seen: /^no reply to \d+ queries, sent \d+ times$/,
    protocol: /^udp, udp\+edns$/,
  },
  {
    what: 'is silent over TCP',
    instead: (p, { protocol }) => (protocol === 'tcp' ? undefined : p),
    onThisMachine: true,
    rule: 'reachable',
    seen: /^no reply/,
    protocol: /^tcp, tcp\+edns$/,
  },
  {
    what: 'is one of four and silent',
    instead: (p, { server }) => (server === 'ns-4.example.net' ? undefined : p),
    rule: 'reachable',
    seen: /^no reply/,
    server: /^ns-4/,
  },
  {
    what: 'never answers with one member',
    instead: p => without(p, 5, 12),
    rule: 'coverage',
    seen: /^198\.51\.100\.5 in none of \d+ answers$/,
    server: /^all 4 servers$/,
  },
  {
    what: 'has not heard of a new member, one of four servers',
    instead: (p, { server }) => (server === 'ns-2.example.net' ? without(p, 12, 12) : p),
    rule: 'servers-agree',
    seen: /^198\.51\.100\.12 in none of \d+ answers, but in answers of other servers$/,
    server: /^ns-2\.example\.net$/,
    protocol: /^any$/,
  },
  {
    what: 'still has a deleted member, one of four servers',
    instead: (p, { server }) =>
      server === 'ns-2.example.net' ? withAnswers(p, a => [{ ...a[0], data: '198.51.100.77' }, ...a.slice(1)]) : p,
    rule: 'member',
    seen: /^198\.51\.100\.77$/,
    server: /^ns-2/,
  },
  {
    what: 'has another TTL, one of four servers',
    instead: (p, { server }) => (server === 'ns-1.example.net' ? withAnswers(p, a => a.map(r => ({ ...r, ttl: 5 }))) : p),
    rule: 'ttl',
    seen: /^5 s$/,
    server: /^ns-1\.example\.net$/,
    protocol: /^tcp, tcp\+edns, udp, udp\+edns$/,
  },
  {
    what: 'knows more over UDP than over TCP',
    instead: (p, { protocol }) => (protocol === 'tcp' ? without(p, 1, 12) : p),
    rule: 'coverage',
    seen: /^198\.51\.100\.1 in none of \d+ answers$/,
    protocol: /^tcp, tcp\+edns$/,
  },
  {
    what: 'never answers with one member when asked with EDNS',
    instead: p => (isEdns(p) ? without(p, 5, 12) : p),
    rule: 'coverage',
    seen: /^198\.51\.100\.5 in none of \d+ answers$/,
    protocol: /^tcp\+edns, udp\+edns$/,
  },
  {
    what: 'never answers with one member over UDP without EDNS',
    instead: (p, { protocol }) => (protocol === 'udp' && !isEdns(p) ? without(p, 5, 12) : p),
    rule: 'coverage',
    seen: /^198\.51\.100\.5 in none of \d+ answers$/,
    protocol: /^udp$/,
  },
  {
    what: 'is one of four and knows less over TCP',
    instead: (p, { protocol, server }) => (protocol === 'tcp' && server === 'ns-3.example.net' ? without(p, 5, 12) : p),
    rule: 'servers-agree',
    seen: /^198\.51\.100\.5 in none of \d+ answers, but in answers of other servers$/,
    server: /^ns-3\.example\.net$/,
    protocol: /^tcp, tcp\+edns$/,
  },
  {
    what: 'picks one of two sets of eight, neither of which holds three of the members',
    instead: (p: Packet, _: Ask, random: () => number): Packet => {
      const members = random() < 0.5 ? [1, 2, 3, 4, 5, 6, 7, 8] : [1, 2, 3, 4, 5, 6, 7, 9];
      return withAnswers(p, () => members.map(n => record(p, n)));
    },
    rule: 'coverage',
    seen: /^198\.51\.100\.10, 198\.51\.100\.11, 198\.51\.100\.12 in none of \d+ answers$/,
  },
  {
    what: 'is one of four and silent over TCP',
    instead: (p, { protocol, server }) => (protocol === 'tcp' && server === 'ns-2.example.net' ? undefined : p),
    rule: 'reachable',
    seen: /^no reply to \d+ queries, sent \d+ times$/,
    server: /^ns-2\.example\.net$/,
    protocol: /^tcp, tcp\+edns$/,
  },
  {
    what: 'is one of four and silent over UDP with EDNS',
    instead: (p, { protocol, server }) => (protocol === 'udp' && isEdns(p) && server === 'ns-2.example.net' ? undefined : p),
    rule: 'reachable',
    seen: /^no reply to \d+ queries, sent \d+ times$/,
    server: /^ns-2\.example\.net$/,
    protocol: /^udp\+edns$/,
  },
  {
    what: 'leaves half of the queries unanswered, one of four servers',
    instead: (p, { server }, random) => (server === 'ns-2.example.net' && random() < 0.5 ? undefined : p),
    rule: 'reachable',
    seen: /^no reply to \d+ of \d+ packets, while other servers left 0 of \d+ unanswered$/,
    server: /^ns-2\.example\.net$/,
  },
  {
    what: 'is one of four, truncates over UDP and is silent over TCP',
    instead: (p, { protocol, server }) =>
      server !== 'ns-2.example.net'
        ? p
        : protocol === 'udp'
          ? flags(
              withAnswers(p, () => []),
              TC,
            )
          : undefined,
    rule: 'tcp-fallback',
    seen: /^a truncated UDP reply, and over TCP no reply$/,
    server: /^ns-2\.example\.net$/,
    protocol: /^udp, udp\+edns$/,
  },
  {
    what: 'delegates the name to other servers',
    instead: p =>
      flags(
        { ...p, answers: [], authorities: [{ type: 'NS', name: 'www.example.com', ttl: 60, data: 'ns.example.org' }] },
        0,
        AA,
      ),
    rule: 'delegated',
    seen: /^a referral: www\.example\.com NS delegates the name to ns\.example\.org$/,
  },
];
