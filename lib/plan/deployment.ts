/**
 * How long a first deployment takes, as far as Route 53 decides it: AWS's throttles (behaviour 8.2) and the wait until a change is INSYNC
 * (behaviour 5.4, 7.2). What other resources of the stacks take is not known here and not included.
 */
import { plural } from '../text/words';
import { ACCOUNT_BUCKET, bucketOf, INSYNC_SECONDS, NEXT_BATCH_SECONDS, type Bucket } from '../rules/throttles';
import { locationKey, type Declared, type DeclaredBatch } from './declared';

const [CREATE_HEALTH_CHECK, CREATE_HOSTED_ZONE] = [bucketOf('CreateHealthCheck'), bucketOf('CreateHostedZone')];

export interface Bounds {
  readonly best: number;
  readonly worst: number;
}

export interface DeploymentStep {
  readonly stack: string;
  readonly what: string;
  readonly seconds: Bounds;
  readonly reason: string;
}

export interface DeploymentTime {
  readonly seconds: Bounds;
  readonly steps: readonly DeploymentStep[];
}

/** Best: the buckets are full when it starts. Worst: another deployment has just emptied them. Stacks are deployed one after another. */
export function deploymentTime(declared: Declared): DeploymentTime {
  const steps = rootStacks(declared).flatMap(({ root, stacks }) => stepsOf(root, declared, stacks));
  const sum = (pick: (bounds: Bounds) => number): number => steps.reduce((total, step) => total + pick(step.seconds), 0);
  return { seconds: { best: sum(b => b.best), worst: sum(b => b.worst) }, steps };
}

/** A stack is deployed with those nested in it. */
function rootStacks(declared: Declared): { root: string; stacks: ReadonlySet<string> }[] {
  return declared.stacks
    .filter(stack => stack.parent === undefined)
    .map(({ name }) => ({
      root: name,
      stacks: new Set(declared.stacks.map(s => s.name).filter(other => other === name || other.startsWith(`${name}/`))),
    }));
}

function stepsOf(root: string, declared: Declared, stacks: ReadonlySet<string>): DeploymentStep[] {
  const zones = declared.zones.filter(zone => stacks.has(zone.declaredAt.stack));
  const checks = declared.healthChecks.filter(check => stacks.has(check.location.stack));
  const batches = declared.batches.filter(batch => stacks.has(batch.location.stack));
  const steps: DeploymentStep[] = [];
  if (zones.length > 0) {
    steps.push({
      stack: root,
      what: `create ${plural(zones.length, 'hosted zone')}`,
      seconds: add(throttled(zones.length, CREATE_HOSTED_ZONE), INSYNC_SECONDS),
      reason: `CreateHostedZone: ${words(CREATE_HOSTED_ZONE)}; then the wait for INSYNC`,
    });
  }
  if (checks.length > 0) {
    const calls = checks.length + checks.filter(check => check.tagCount > 0).length;
    steps.push({
      stack: root,
      what: `create ${plural(checks.length, 'health check')}`,
      seconds: slower(throttled(checks.length, CREATE_HEALTH_CHECK), throttled(calls, ACCOUNT_BUCKET)),
      reason: `CreateHealthCheck: ${words(CREATE_HEALTH_CHECK)}`,
    });
  }
  if (batches.length > 0) {
    const waves = longestChain(batches);
    const busiest = busiestZone(batches);
    steps.push({
      stack: root,
      what: `send ${plural(batches.length, 'change batch', 'change batches')}`,
      seconds: add(
        { best: waves * INSYNC_SECONDS.best, worst: waves * INSYNC_SECONDS.worst },
        { best: (busiest - 1) * NEXT_BATCH_SECONDS.best, worst: (busiest - 1) * NEXT_BATCH_SECONDS.worst },
      ),
      reason: `${waves === 1 ? 'one wait' : `${waves} waits, one after another,`} until INSYNC; a zone takes one batch at a time`,
    });
  }
  return steps;
}

/** Seconds until `calls` calls have got through. */
export function throttled(calls: number, { burst, refill }: Bucket): Bounds {
  return { best: Math.max(0, calls - burst) / refill, worst: calls / refill };
}

const slower = (a: Bounds, b: Bounds): Bounds => ({ best: Math.max(a.best, b.best), worst: Math.max(a.worst, b.worst) });
const add = (a: Bounds, b: Bounds): Bounds => ({ best: a.best + b.best, worst: a.worst + b.worst });
const words = ({ burst, refill }: Bucket): string => `${burst} at once, then ${refill} a second`;

/** Batches that must wait for each other, such as an alias for its target: the length of the longest such chain. */
function longestChain(batches: readonly DeclaredBatch[]): number {
  const byKey = new Map(batches.map(batch => [locationKey(batch.location), batch]));
  const lengths = new Map<string, number>();
  const lengthOf = (batch: DeclaredBatch): number => {
    const key = locationKey(batch.location);
    const known = lengths.get(key);
    if (known !== undefined) return known;
    lengths.set(key, 1); // a circle, which CloudFormation refuses, ends here
    const before = batch.after.flatMap(id => byKey.get(locationKey({ stack: batch.location.stack, logicalId: id })) ?? []);
    const length = 1 + Math.max(0, ...before.map(lengthOf));
    lengths.set(key, length);
    return length;
  };
  return Math.max(...batches.map(lengthOf));
}

function busiestZone(batches: readonly DeclaredBatch[]): number {
  const counts = new Map<string, number>();
  batches.forEach(({ zone }) => counts.set(zone.key, (counts.get(zone.key) ?? 0) + 1));
  return Math.max(...counts.values());
}
