import { createSocket } from 'node:dgram';
import { ipVersion } from '../../rules/addresses';

/** The address that every machine has; others of 127.0.0.0/8 Linux has by itself, macOS only as aliases. */
const EVERYWHERE = '127.0.0.1';

/** Says once that probes fail because this machine does not have the loopback address that they are sent to, and what to do. */
export class AbsentAddressNotice {
  private readonly looked = new Set<string>([EVERYWHERE]);
  private told = false;

  /** @param exists whether this machine has an address; asked once for each */
  constructor(
    private readonly log: (line: string) => void,
    private readonly exists: (address: string) => Promise<boolean> = canBind,
  ) {}

  /** @param address where a probe failed */
  async look(address: string): Promise<void> {
    if (this.told || this.looked.has(address)) {
      return;
    }
    this.looked.add(address);
    if (!(await this.exists(address)) && !this.told) {
      this.told = true;
      this.log(
        `${address} is not an address of this machine, so probes to it fail: map to ports of ${EVERYWHERE} instead, e.g. ` +
          `--map 52.0.0.0/24=${EVERYWHERE}:8000+${ipVersion(address) === 4 ? `; on macOS also: sudo ifconfig lo0 alias ${address}` : ''}`,
      );
    }
  }
}

function canBind(address: string): Promise<boolean> {
  return new Promise(resolve => {
    const socket = createSocket(ipVersion(address) === 6 ? 'udp6' : 'udp4');
    const end = (exists: boolean) => (): void => {
      socket.close();
      resolve(exists);
    };
    socket.once('error', (error: NodeJS.ErrnoException) => end(error.code !== 'EADDRNOTAVAIL')());
    socket.bind(0, address, end(true));
  });
}
