/** Sends every UDP packet back, marked as an answer: what the runtime can do at best. Prints its port when it is ready. */
import { parseArgs } from 'node:util';
import { listenUdp } from '../../lib/local/dns/udp';

const { values } = parseArgs({ options: { port: { type: 'string' }, batches: { type: 'boolean' } } });
const respond = (packet: Buffer): Buffer => {
  packet[2] |= 0x80;
  return packet;
};
const options = { host: '127.0.0.1', port: Number(values.port ?? 0), batches: values.batches, report: console.error };
void listenUdp(options, { respond, leaveBytes: () => undefined }).then(socket => {
  console.log(`ready ${socket.address().port}`);
  process.once('SIGTERM', () => socket.close());
});
