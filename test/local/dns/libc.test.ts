import { loadLibc } from '../../../lib/local/dns/libc';
import { needs } from '../../support/needs';

test.each([
  { platform: 'darwin', arch: 'arm64' },
  { platform: 'win32', arch: 'x64' },
  { platform: 'linux', arch: 'ppc64' },
])('on $platform and $arch it says what is needed', async machine => {
  const told = `batches of DNS packets need Linux on x64 or arm64; this is ${machine.platform} on ${machine.arch}`;
  await expect(loadLibc(machine)).rejects.toThrow(told);
});

test('without the package it says how to get it', async () => {
  jest.doMock('koffi', () => {
    throw new Error("Cannot find package 'koffi'\nand where it was looked for");
  });
  const told = /^batches of DNS packets need the package koffi \(npm install koffi\): Cannot find package 'koffi'$/;
  await expect(loadLibc({ platform: 'linux', arch: 'x64' })).rejects.toThrow(told);
  jest.dontMock('koffi');
});

needs('Linux').test('a name is refused where an address belongs', async () => {
  const libc = await loadLibc();
  expect(() => libc.bindUdp('localhost', 0)).toThrow("not an IP address: 'localhost'");
});
