import { randomUUID } from 'node:crypto';
import { seededRandom } from '../rules/random';
import { inProcess } from './aws/in-process';
import { listen } from './aws/server';
import { s3Service } from './bootstrap/s3';
import { ssmService } from './bootstrap/ssm';
import { stsService } from './bootstrap/sts';
import { AddressMap } from './checkers/address-map';
import { startCheckers } from './checkers/checkers';
import { SYSTEM_CLOCK } from './checkers/clock';
import { cloudFormationService } from './cloudformation';
import { resourceTypes } from './cloudformation/resources/resource-types';
import { settledIn } from './cloudformation/resources/route53';
import { createControl } from './control/control';
import { CONTROL_PATH, controlHandler } from './control/http';
import { startDns } from './dns/server';
import type { Local, LocalOptions, Patience } from './options';
import { DEFAULT_QUOTAS, route53, route53Service } from './route53';
import { Store } from './store';

const LOOPBACK = '127.0.0.1';
const DEFAULT_PATIENCE = 30_000;

/**
 * Starts a Route 53 on this machine: the AWS API that `cdk deploy`, the AWS CLI and the SDKs speak, health checkers that really connect,
 * and a DNS server that answers by routing policy and health. Rejects when a port is taken or an option is unusable; then nothing is left
 * running.
 */
export async function startLocal(options: LocalOptions = {}): Promise<Local> {
  const { host = LOOPBACK, log = () => undefined } = options;
  const random = options.seed === undefined ? Math.random : seededRandom(options.seed);
  const now = (): Date => SYSTEM_CLOCK.date();
  const later = (ms: number, run: () => void): void => void SYSTEM_CLOCK.after(ms, run);
  const store = new Store();

  const addressMap = new AddressMap(options.map);
  const checkers = startCheckers({ store, addressMap, log, random, speed: options.speed });
  const dns = await startDns({ ...options, store, health: checkers, random, host, port: options.dnsPort }).catch(
    stopping(checkers),
  );
  const operations = route53({
    store,
    health: checkers,
    random,
    now,
    later,
    propagationDelay: options.propagationDelay ?? 0,
    allowPrivate: options.allowPrivate ?? false,
    quotas: DEFAULT_QUOTAS,
  });
  const service = route53Service(operations);
  const types = resourceTypes(inProcess(operations, service), settledIn(store));
  const stacks = cloudFormationService({ store, types, now, unique: randomUUID });

  const control = createControl(store, checkers, addressMap);
  const api = await listen({
    services: [service, stacks.service, stsService(now), ssmService(now), s3Service(store, now)],
    port: options.port ?? 0,
    host,
    beside: { path: CONTROL_PATH, answer: controlHandler(control, () => ({ dns: `${host}:${dns.port}` })) },
  }).catch(stopping(dns, checkers));

  return {
    endpointUrl: `http://${host}:${api.port}`,
    dns: `${host}:${dns.port}`,
    healthChecks: () => control.status().healthChecks,
    force: (target, to) => void control.force(target, to),
    setAlarm: (name, state, region) => control.setAlarm(name, state, region),
    setRoutingControl: (arn, state) => control.setRoutingControl(arn, state),
    settle: async patience => {
      await stacks.engine.idle();
      await control.settle(undefined, signalOf(patience));
    },
    until: (target, status, patience) => control.until(target, status, signalOf(patience)),
    get speed() {
      return control.speed;
    },
    set speed(speed) {
      control.speed = speed;
    },
    close: async () => {
      await Promise.all([api.close(), dns.close()]);
      checkers.close();
    },
  };
}

function signalOf({ timeout = DEFAULT_PATIENCE }: Patience = {}): AbortSignal {
  return AbortSignal.timeout(timeout);
}

/** Stops what already runs, then passes on the reason. */
function stopping(...parts: readonly { close(): unknown }[]): (reason: unknown) => Promise<never> {
  return async reason => {
    await Promise.all(parts.map(part => part.close()));
    throw reason;
  };
}
