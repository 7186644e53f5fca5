/** Advice on what the whole app asks of an account, a stack or a change batch. */
import { bucketOf } from '../../rules/throttles';
import { MAX_VALUES_PER_CHANGE_BATCH, SAFE_VALUES_PER_GROUP } from '../../rules/limits';
import { locationKey, type Declared } from '../declared';
import type { DeclaredName } from '../names';
import { quotasUsed, total, valueCount, type QuotaUse } from '../quotas';
import type { RemarkOn } from './advice';

/** CloudFormation can create so many health checks before the API makes it wait (behaviour 8.2). */
const { burst: CREATE_BURST, refill: CREATE_REFILL } = bucketOf('CreateHealthCheck');
/** Above this share of a limit it is time to say so. */
const NEARLY_FULL = 0.8;

export function adviseOnApp(declared: Declared, names: readonly DeclaredName[]): RemarkOn[] {
  return [...quotasUsed(declared, names).flatMap(quotaAdvice), ...createThrottle(declared), ...largeGroups(declared)];
}

function quotaAdvice({ quota, of, used, limit, raisable }: QuotaUse): RemarkOn[] {
  if (quota === 'record sets of one name and type' && used > limit) return []; // said of the name itself
  if (used > limit) {
    return [
      {
        level: raisable ? 'risk' : 'refused',
        id: 'over-quota',
        subject: of,
        advice: raisable ? `request an increase of the quota on ${quota} first` : `use fewer ${quota}`,
        reason: `the app declares ${used}; the ${raisable ? 'default quota' : 'limit'} is ${limit}`,
      },
    ];
  }
  if (used <= limit * NEARLY_FULL || quota === 'record sets of one name and type') return [];
  return [
    {
      level: 'hint',
      id: 'nearly-full',
      subject: of,
      advice: `leave headroom for ${quota}`,
      reason: `${used} of ${limit}`,
    },
  ];
}

function createThrottle({ healthChecks }: Declared): RemarkOn[] {
  if (healthChecks.length <= CREATE_BURST) return [];
  return [
    {
      level: 'risk',
      id: 'create-throttle',
      subject: 'account',
      advice: `deploy the ${healthChecks.length} health checks in batches of ${CREATE_BURST}, or allow extra time`,
      reason: `AWS accepts ${CREATE_BURST} at once and then one every ${1 / CREATE_REFILL} seconds; CloudFormation retries, and may time out`,
    },
  ];
}

function largeGroups({ batches }: Declared): RemarkOn[] {
  return batches
    .filter(({ recordSets }) => total(recordSets, valueCount) > SAFE_VALUES_PER_GROUP)
    .map(({ location, recordSets }) => ({
      level: 'risk' as const,
      id: 'large-batch',
      subject: locationKey(location),
      advice: `split it into groups of at most ${SAFE_VALUES_PER_GROUP} values`,
      reason: `it has ${total(recordSets, valueCount)} values; an update may count each of them twice, and a change batch is limited to ${MAX_VALUES_PER_CHANGE_BATCH}`,
    }));
}
