import { AbsentAddressNotice } from '../../../lib/local/checkers/absent-address';

async function told(addresses: readonly string[], exists?: (address: string) => Promise<boolean>): Promise<string[]> {
  const lines: string[] = [];
  const notice = new AbsentAddressNotice(line => lines.push(line), exists);
  for (const address of addresses) await notice.look(address);
  return lines;
}

const ON_MACOS = (address: string): Promise<boolean> => Promise.resolve(['127.0.0.1', '::1'].includes(address));

test('where a machine has one loopback address alone, it says once what to do', async () =>
  expect(await told(['127.0.0.1', '127.0.1.7', '127.0.1.8'], ON_MACOS)).toEqual([
    '127.0.1.7 is not an address of this machine, so probes to it fail: map to ports of 127.0.0.1 instead, e.g. ' +
      '--map 52.0.0.0/24=127.0.0.1:8000+; on macOS also: sudo ifconfig lo0 alias 127.0.1.7',
  ]));

test('::1 of a machine without IPv6 has no alias', async () =>
  expect(await told(['::1'], () => Promise.resolve(false))).toEqual([
    '::1 is not an address of this machine, so probes to it fail: map to ports of 127.0.0.1 instead, e.g. --map 52.0.0.0/24=127.0.0.1:8000+',
  ]));

test('each address is looked at once', async () => {
  const exists = jest.fn(() => Promise.resolve(true));
  expect(await told(['127.0.0.1', '127.0.1.7', '127.0.1.7', '127.0.1.8'], exists)).toEqual([]);
  expect(exists.mock.calls).toEqual([['127.0.1.7'], ['127.0.1.8']]);
});

test('whether an address is there is found out by binding to it', async () => {
  expect(await told(['203.0.113.1'])).toHaveLength(1);
  expect(await told(['127.0.0.1'])).toEqual([]);
});
