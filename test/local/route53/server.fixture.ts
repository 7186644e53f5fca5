/** A process of its own that serves Route 53 with a state file: `node server.fixture.js <state file>`. Says its port on standard output. */
import { listen } from '../../../lib/local/aws/server';
import { DEFAULT_QUOTAS, route53, route53Service, settled } from '../../../lib/local/route53';
import { StateFile } from '../../../lib/local/state-file';
import { Store } from '../../../lib/local/store';

const { file, state } = StateFile.open(process.argv[2]);
const store = new Store(state && settled(state));
file.keep(store);
const operations = route53({
  store,
  health: { isHealthy: () => true, observations: () => [], lastFailures: () => [] },
  random: Math.random,
  now: () => new Date(),
  later: (ms, run) => void setTimeout(run, ms),
  propagationDelay: 0,
  allowPrivate: false,
  quotas: DEFAULT_QUOTAS,
});
void listen({ services: [route53Service(operations)], port: 0, saved: () => file.saved() }).then(server =>
  process.stdout.write(`${server.port}\n`),
);
