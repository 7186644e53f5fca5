/** ChangeResourceRecordSets, ListResourceRecordSets, GetChange (behaviour 5.3–5.5). */
import type { ResourceRecordSet as ApiRecordSet } from '@aws-sdk/client-route-53';
import { bareId } from '../../rules/ids';
import { judgeBatch, type RecordSetChange } from '../../rules/changes';
import { listedFrom, listingKey } from '../../rules/changes/order';
import { InvalidNameError, normalizeName } from '../../rules/names';
import { ServiceError } from '../aws/errors';
import type { AccountContext } from './context';
import { invalidInput, noSuchHealthCheck } from './errors';
import type { Operations } from './operations';
import { page } from './paging';
import { changeInfo, submit } from './publishing';

const MAX_PAGE = 300;

export function recordSetOperations(
  context: AccountContext,
): Operations<'ChangeResourceRecordSets' | 'ListResourceRecordSets' | 'GetChange'> {
  const { store, own, quotas, processed } = context;
  const checkPrior = (zoneId: string): void => {
    if (context.now().getTime() < (processed.get(zoneId) ?? 0)) {
      throw new ServiceError(
        'PriorRequestNotComplete',
        'The request was rejected because Route 53 was still processing a prior request.',
      );
    }
  };
  return {
    ChangeResourceRecordSets({ HostedZoneId, ChangeBatch }) {
      const zone = own.zone(HostedZoneId);
      const comment = ChangeBatch?.Comment;
      const changes = (ChangeBatch?.Changes ?? []) as RecordSetChange[];
      if (changes.some(change => change.ResourceRecordSet.TrafficPolicyInstanceId !== undefined)) {
        throw new ServiceError('NotImplemented', 'Traffic policy instances are not built in this local service', { status: 501 });
      }
      checkPrior(zone.id);
      const outcome = judgeBatch({ ...zone, isPrivate: zone.vpcs.length > 0 }, changes, {
        healthCheckExists: id => own.findHealthCheck(id) !== undefined,
        zoneNameOf: id => store.state.zones.get(id)?.name, // of any account: an alias reaches none but its own zone
        maxRecordSets: quotas.recordSetsPerZone,
      });
      if (outcome.kind === 'refused') {
        throw refusal(outcome.code, outcome.messages);
      }
      processed.set(zone.id, context.now().getTime() + (context.processingTime ?? 0));
      const { recordSets } = outcome;
      return {
        ChangeInfo: submit(context, state => ({ state, change: { zoneId: zone.id, zone: { ...zone, recordSets }, comment } })),
      };
    },

    ListResourceRecordSets(input) {
      const { StartRecordName: name, StartRecordType: type, StartRecordIdentifier: identifier, MaxItems } = input;
      const zone = own.zone(input.HostedZoneId);
      if (type !== undefined && name === undefined) {
        throw invalidInput('The start record type is given without a start record name');
      }
      if (identifier !== undefined && (name === undefined || type === undefined)) {
        throw invalidInput('The start record identifier is given without a start record name and type');
      }
      const sets =
        name === undefined ? zone.recordSets : listedFrom(zone.recordSets, listingKey(startName(name), type, identifier));
      const { items, next, maxItems } = page(sets as ApiRecordSet[], undefined, MaxItems, MAX_PAGE);
      return {
        ResourceRecordSets: [...items],
        IsTruncated: next !== undefined,
        NextRecordName: next?.Name,
        NextRecordType: next?.Type,
        NextRecordIdentifier: next?.SetIdentifier,
        MaxItems: maxItems,
      };
    },

    GetChange({ Id }) {
      const change = own.findChange(Id);
      if (!change) {
        throw new ServiceError('NoSuchChange', `Could not find resource with ID: ${bareId(Id)}`, { status: 404 });
      }
      return { ChangeInfo: changeInfo(change) };
    },
  };
}

/** Since about 2019 the list of faults comes in square brackets (behaviour 6). */
function refusal(code: 'InvalidInput' | 'NoSuchHealthCheck' | 'InvalidChangeBatch', messages: readonly string[]): ServiceError {
  switch (code) {
    case 'InvalidInput':
      return invalidInput(messages.join(', '));
    case 'NoSuchHealthCheck':
      return new ServiceError(code, messages.join(', '), { status: noSuchHealthCheck('').status });
    case 'InvalidChangeBatch':
      return new ServiceError(code, `[${messages.join(', ')}]`);
  }
}

function startName(name: string): string {
  try {
    return normalizeName(name);
  } catch (error) {
    if (error instanceof InvalidNameError) {
      throw invalidInput(`Invalid start record name: ${error.message}`);
    }
    throw error;
  }
}
