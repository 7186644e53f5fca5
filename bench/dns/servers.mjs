// The servers that are compared: each writes its configuration into `dir`, starts on loopback and is ready when it answers.
import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export const ZONE = 'bench.example';
const COMPILED = join(import.meta.dirname, '../../dist/bench/dns');
const MEMBERS = Array.from({ length: 12 }, (_, n) => `10.1.0.${n + 1}`);
const NAME_SERVERS = [1, 2, 3, 4].map(n => `ns-${n}.awsdns-0${n}.com.`);

/** This project's server, with a multivalue group of `group` members at www and 12 members at each of `names` other names. */
export async function ours(_dir, port, { group = 12, names = 0, batches = true } = {}) {
  return node('server', ['--port', port, '--group', group, '--names', names, ...inBatches(batches)]);
}

/** The least a UDP server can do in this runtime: send every packet back. */
export async function echo(_dir, port, { batches = true } = {}) {
  return node('echo', ['--port', port, ...inBatches(batches)]);
}

const node = (script, args) => start(process.execPath, [join(COMPILED, `${script}.js`), ...args]);
const inBatches = batches => (batches ? ['--batches'] : []);

/** The same of gdnsd: a group for each name. */
export async function gdnsd(dir, port, { names = 0 } = {}) {
  await mkdir(join(dir, 'zones'), { recursive: true });
  const hosts = ['www', ...Array.from({ length: names }, (_, n) => `n${n + 1}`)];
  const members = MEMBERS.map((address, n) => `m${n} => ${address}`).join(', ');
  const groups = hosts.map(host => `${host} => { ${members} }`).join('\n');
  await writeFile(
    join(dir, 'config'),
    `options => { listen => 127.0.0.1:${port}, run_dir => ${dir}/run, state_dir => ${dir}/state }
plugins => { multifo => { service_types => up, ${groups} } }\n`,
  );
  await writeFile(join(dir, 'zones', ZONE), zoneFile(hosts.map(host => `${host} 60 DYNA multifo!${host}`).join('\n')));
  return start('gdnsd', ['-c', dir, '-D', 'start']);
}

export const powerDnsLua = (dir, port) =>
  powerDns(dir, port, `www 60 IN LUA A "pickrandomsample(8, {${MEMBERS.map(m => `'${m}'`).join(', ')}})"`);

export const powerDnsStatic = (dir, port) => powerDns(dir, port, staticRecords());

/** The same without its packet cache, which sends the same eight in the same order for 20 seconds. */
export const powerDnsUncached = (dir, port) => powerDns(dir, port, staticRecords(), ['cache-ttl=0']);

const staticRecords = () =>
  MEMBERS.slice(0, 8)
    .map(address => `www 60 IN A ${address}`)
    .join('\n');

async function powerDns(dir, port, records, settings = []) {
  await writeFile(join(dir, 'zone'), zoneFile(records));
  await writeFile(join(dir, 'named.conf'), `zone "${ZONE}" { type master; file "${dir}/zone"; };\n`);
  const configuration = [
    'launch=bind',
    `bind-config=${dir}/named.conf`,
    'local-address=127.0.0.1',
    `local-port=${port}`,
    `socket-dir=${dir}`,
    'enable-lua-records=yes',
    'daemon=no',
    'guardian=no',
    'setuid=',
    'setgid=',
    ...settings,
  ];
  await writeFile(join(dir, 'pdns.conf'), configuration.join('\n') + '\n');
  return start('pdns_server', [`--config-dir=${dir}`]);
}

function zoneFile(records) {
  const apex = NAME_SERVERS.map(server => `@ 172800 IN NS ${server}`).join('\n');
  const soa = `@ 900 IN SOA ${NAME_SERVERS[0]} hostmaster.${ZONE}. 1 7200 900 1209600 86400`;
  return `$ORIGIN ${ZONE}.\n${soa}\n${apex}\n${records}\n`;
}

function start(command, args) {
  const child = spawn(command, args.map(String), { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', data => (output += data));
  child.stderr.on('data', data => (output += data));
  child.on('error', error => (output += error.message));
  return { pid: child.pid, child, output: () => output };
}
