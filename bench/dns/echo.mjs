// Sends every UDP packet back, marked as an answer: what the runtime can do at best.
import { createSocket } from 'node:dgram';

const BUFFER = 4 * 1024 * 1024;
const socket = createSocket({
  type: 'udp4',
  recvBufferSize: BUFFER,
  sendBufferSize: BUFFER,
  lookup: (address, _options, done) => done(null, address, 4),
});
socket.on('message', (packet, sender) => {
  packet[2] |= 0x80;
  socket.send(packet, sender.port, sender.address);
});
socket.bind(Number(process.argv[2]), '127.0.0.1');
