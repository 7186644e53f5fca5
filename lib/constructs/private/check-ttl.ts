import { type Duration, Tokenization } from 'aws-cdk-lib';
import { ADVISED_TTL_WITH_HEALTH_CHECKS, TTL } from '../../rules/limits';
import type { Refuse } from './invalid';

/** The TTL as CloudFormation wants it, or a refusal. */
export function ttlText(ttl: Duration | undefined, refuse: Refuse): string {
  if (ttl === undefined) return String(ADVISED_TTL_WITH_HEALTH_CHECKS);
  if (typeof (ttl as Partial<Duration> | null)?.isUnresolved !== 'function')
    refuse(`ttl must be a Duration, such as Duration.seconds(60), got ${String(ttl)}`);
  if (ttl.isUnresolved()) return Tokenization.stringifyNumber(ttl.toSeconds());
  const seconds = ttl.toMilliseconds() / 1000;
  if (!Number.isInteger(seconds)) refuse(`ttl must be whole seconds, got ${ttl.toHumanString()}`);
  if (seconds < TTL.min || seconds > TTL.max) refuse(`ttl must be from ${TTL.min} to ${TTL.max} seconds, got ${seconds} seconds`);
  return String(seconds);
}
