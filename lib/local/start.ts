import { randomUUID } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { inspect } from 'node:util';
import { hostAndPort } from '../rules/addresses';
import { seededRandom } from '../rules/random';
import { LOCAL_ACCOUNT } from './aws/accounts';
import { inProcess } from './aws/in-process';
import { listen, type AnsweredCall, type ApiServer } from './aws/server';
import { s3Service } from './bootstrap/s3';
import { ssmService } from './bootstrap/ssm';
import { stsService } from './bootstrap/sts';
import { AddressMap } from './checkers/address-map';
import { startCheckers } from './checkers/checkers';
import { SYSTEM_CLOCK } from './checkers/clock';
import { cloudFormationService } from './cloudformation';
import { deployTemplate } from './cloudformation/deploy-template';
import { resourceTypes } from './cloudformation/resources/resource-types';
import { settledIn } from './cloudformation/resources/route53';
import { readTemplatesOf } from './cloudformation/stack/template-in';
import { createControl } from './control/control';
import { CONTROL_PATH, controlHandler } from './control/http';
import { landingPage } from './control/page';
import { locationTable } from './dns/location-table';
import { startDns } from './dns/server';
import { quietly } from './guarded';
import { Timers } from './timers';
import type { Local, LocalOptions, Patience } from './options';
import { olderRoute53Services, quotasWith, route53, route53Service, settled } from './route53';
import { Throttle } from './route53/throttle';
import { StateFile, StateFileError } from './state-file';
import { Store } from './store';
import { withTimeout } from './with-timeout';

const LOOPBACK = '127.0.0.1';
/** Where stacks live that are deployed from within this process. */
const HERE = { region: 'us-east-1', accountId: LOCAL_ACCOUNT };
const DEFAULT_PATIENCE = 30_000;

/**
 * Starts a Route 53 on this machine: the AWS API that `cdk deploy`, the AWS CLI and the SDKs speak, health checkers that really connect,
 * and a DNS server that answers by routing policy and health. Rejects when a port is taken, the state file is damaged or an option is
 * unusable; then nothing is left running.
 */
export async function startLocal(options: LocalOptions = {}): Promise<Local> {
  const running = new Running();
  try {
    return await assemble(options, running);
  } catch (error) {
    await running.close();
    throw error;
  }
}

/** What has been started, to be ended in the opposite order. */
class Running {
  private readonly parts: { close(): unknown }[] = [];

  with<T extends { close(): unknown }>(part: T): T {
    this.parts.push(part);
    return part;
  }

  async close(): Promise<void> {
    for (let part = this.parts.pop(); part !== undefined; part = this.parts.pop()) {
      await part.close();
    }
  }
}

async function assemble(options: LocalOptions, running: Running): Promise<Local> {
  const log = quietly(options.log ?? (() => undefined));
  const fault = (where: string) => (thrown: unknown) => log(`${where}: ${inspect(thrown)}`);
  if (options.host === '') {
    throw new TypeError("host must be an address or a host name, got ''"); // Node would listen on all addresses
  }
  const { address: host } = await lookup(options.host ?? LOOPBACK); // one address for all, whatever the name has
  const random = options.seed === undefined ? Math.random : seededRandom(options.seed);
  const now = (): Date => SYSTEM_CLOCK.date();

  const quotas = quotasWith(options.quotas);
  const addressMap = new AddressMap(options.map);
  const { store, file } = openStore(options.state, running);
  const checkers = running.with(startCheckers({ store, addressMap, log, random, speed: options.speed }));
  const dns = running.with(
    await startDns({
      ...options,
      store,
      health: checkers,
      random,
      host,
      port: options.dnsPort,
      batches: options.dnsBatches,
      report: fault('a question got SERVFAIL, or no answer'),
    }),
  );
  const accounts = route53({
    store,
    health: checkers,
    random,
    now,
    later: running.with(new Timers(SYSTEM_CLOCK, fault('a scheduled change failed'))).run,
    propagationDelay: options.propagationDelay ?? 0,
    allowPrivate: options.allowPrivate ?? false,
    strictNames: options.strictNames ?? false,
    log,
    locations: locationTable(options.locations ?? []),
    clientLocation: options.clientLocation,
    processingTime: options.processingTime,
    quotas,
  });
  const service = route53Service(accounts);
  const types = resourceTypes(accountId => inProcess(accounts(accountId), service), settledIn(store));
  const stacks = cloudFormationService({ store, types, now, unique: randomUUID });

  await readTemplatesOf(store.state.stacks.values());

  const control = createControl(store, checkers, addressMap);
  const throttle = options.throttle ? new Throttle(() => SYSTEM_CLOCK.now()) : undefined;
  const api: ApiServer = running.with(
    await listen({
      services: [
        service,
        ...olderRoute53Services(service),
        stacks.service,
        stsService(now),
        ssmService(now),
        s3Service(store, now),
      ],
      port: options.port ?? 0,
      host,
      hostNames: [...(options.host === undefined ? [] : [options.host]), ...allowedHosts(options)].map(name =>
        name.toLowerCase(),
      ),
      mounted: { path: CONTROL_PATH, answer: controlHandler(control, () => ({ dns: hostAndPort(host, dns.port) })) },
      page: () => landingPage({ endpointUrl: `http://${hostAndPort(host, api.port)}`, dns: hostAndPort(host, dns.port) }),
      admit: (name, operation, accountId) => name === service.name && throttle?.admit(operation, accountId),
      persist: file && ((run, takeBack) => file.persist(run, takeBack)),
      onCall: call => tell(call, log, options.logCall),
      report: fault('a connection to the API failed'),
    }),
  );

  return {
    endpointUrl: `http://${hostAndPort(host, api.port)}`,
    dns: hostAndPort(host, dns.port),
    deploy: (template, stackName = 'Stack') => deployTemplate(stacks.engine, stackName, template, HERE),
    healthChecks: () => control.status().healthChecks,
    force: (target, to) => void control.force(target, to),
    setAlarm: (name, state, region) => control.setAlarm(name, state, region),
    setRoutingControl: (arn, state) => control.setRoutingControl(arn, state),
    settle: async patience => {
      await stacks.engine.idle();
      await wait(patience, signal => control.settle(undefined, signal));
    },
    until: (target, status, patience) => wait(patience, signal => control.until(target, status, signal)),
    get speed() {
      return control.speed;
    },
    set speed(speed) {
      control.speed = speed;
    },
    close: () => running.close(),
  };
}

function allowedHosts({ allowHosts = [] }: LocalOptions): readonly string[] {
  const odd = allowHosts.find(name => !/^[a-z0-9_]([a-z0-9._-]*[a-z0-9_])?$/i.test(name));
  if (odd !== undefined) {
    throw new TypeError(`an allowed host is a name without scheme or port, e.g. route53; got '${odd}'`);
  }
  return allowHosts;
}

function openStore(path: string | undefined, running: Running): { readonly store: Store; readonly file?: StateFile } {
  if (path === undefined) {
    return { store: new Store() };
  }
  const { file, state } = StateFile.open(path);
  const store = new Store(state && settled(state));
  running.with(file);
  file.keep(store);
  return { store, file };
}

/** One JSON line for each call, for whoever wants them; a fault of ours is told in any case. */
function tell({ fault, ...call }: AnsweredCall, log: (line: string) => void, logCall: LocalOptions['logCall']): void {
  logCall?.(JSON.stringify(call));
  if (fault !== undefined) {
    log(`request ${call.requestId} failed: ${fault instanceof StateFileError ? fault.message : inspect(fault)}`);
  }
}

function wait(
  { timeout = DEFAULT_PATIENCE, signal }: Patience = {},
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  return withTimeout(timeout, work, signal);
}
