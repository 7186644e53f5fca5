/** Ansible's `amazon.aws` collection: what it made it finds again unchanged, and what it took away is gone. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocal, type Local } from '../../../../lib/local';
import { needs, pathOf } from '../../../support/needs';
import { run } from '../clients';
import { ledTo } from './endpoint';

/** Milliseconds: each task is a process of Python, about a second on a quiet machine. */
const PATIENCE = 300_000;

interface Task {
  readonly changed?: boolean;
  readonly skipped?: boolean;
  readonly failed?: boolean;
  readonly msg?: string;
  readonly health_check?: { readonly id: string };
  readonly ResourceRecordSets?: readonly { readonly Name: string; readonly Type: string }[];
}

let local: Local;
let home: string;
beforeAll(async () => {
  local = await startLocal({ seed: 1 });
  home = mkdtempSync(join(tmpdir(), 'ansible-'));
});
afterAll(async () => {
  rmSync(home, { recursive: true });
  await local.close();
});

type Play = ReadonlyMap<string, Task>;

/** Runs a playbook once for each of these variables, in one process, for to start it takes seconds; what each task said, by its name. */
async function play(book: string, ...times: readonly object[]): Promise<readonly Play[]> {
  const variables = { url: local.endpointUrl, ansible_python_interpreter: '/usr/bin/python3' };
  const playbook = join(home, 'all.yml');
  writeFileSync(playbook, JSON.stringify(times.map(vars => ({ import_playbook: join(__dirname, book), vars }))));
  const env = {
    ...ledTo(local.endpointUrl, home),
    ANSIBLE_STDOUT_CALLBACK: 'json',
    ANSIBLE_LOCALHOST_WARNING: 'false',
    ANSIBLE_PIPELINING: 'true',
    ANSIBLE_NOCOLOR: 'true',
    LC_ALL: 'C.UTF-8',
  };
  const args = ['--inventory', 'localhost,', '--extra-vars', JSON.stringify(variables), playbook];
  const { code, out, err } = await run(local.endpointUrl, pathOf('Ansible'), args, '', env);
  if (code !== 0) {
    throw new Error(`ansible-playbook ended with ${code}: ${out}${err}`);
  }
  const { plays } = JSON.parse(out.slice(out.indexOf('{'))) as {
    plays: { tasks: { task: { name: string }; hosts: { localhost: Task } }[] }[];
  };
  return plays.map(({ tasks }) => new Map(tasks.map(({ task, hosts }) => [task.name, hosts.localhost])));
}

const changed = (tasks: Play): string[] => [...tasks].filter(([, task]) => task.changed).map(([name]) => name);

needs('Ansible').test(
  'a playbook changes what is to be changed, once',
  async () => {
    const [made, again] = await play('present.yml', {}, {});
    expect(changed(made)).toEqual([
      'public zone',
      'private zone',
      'health check',
      'simple record',
      'wildcard record',
      'weighted record',
    ]);
    expect(made.get('facts')!.ResourceRecordSets!.map(({ Name, Type }) => `${Name} ${Type}`)).toEqual([
      'shop.example. NS',
      'shop.example. SOA',
      '\\052.shop.example. TXT',
      'app.shop.example. A',
      'www.shop.example. A',
    ]);
    expect(local.healthChecks()).toMatchObject([
      { name: 'blue', endpoint: '52.0.0.1:80/healthz', recordSets: ['app.shop.example. A blue'] },
    ]);
    expect(changed(again)).toEqual([]);

    const check = made.get('health check')!.health_check!.id;
    const [gone, nothing] = await play('absent.yml', { check, first: true }, { check, first: false });
    expect(changed(gone)).toEqual([
      'simple record',
      'wildcard record',
      'weighted record',
      'health check',
      'public zone',
      'private zone',
    ]);
    expect(gone.get('zone with what is left')!.msg).toContain('HostedZoneNotEmpty');
    expect(changed(nothing)).toEqual([]);
    expect(local.healthChecks()).toEqual([]);
  },
  2 * PATIENCE,
);
