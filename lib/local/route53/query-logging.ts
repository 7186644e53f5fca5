/** Query logging, as far as it is a setting: configurations are kept, and no query is logged. */
import type { QueryLoggingConfig as ApiConfig } from '@aws-sdk/client-route-53';
import { locationOf } from '../../rules/ids';
import { ServiceError } from '../aws/errors';
import type { QueryLoggingConfig } from '../state';
import type { AccountContext } from './context';
import { invalidInput } from './errors';
import { newUuid } from './ids';
import type { Operations } from './operations';
import { pageByToken } from './paging';

/** The log group of a zone is in us-east-1 and in the account of the zone (API reference, CreateQueryLoggingConfig). */
const LOG_GROUP_ARN = /^arn:aws(?:-[a-z]+)*:logs:us-east-1:(\d{12}):log-group:[.\-_/#A-Za-z0-9]{1,512}(?::\*)?$/;

export function queryLoggingOperations(
  context: AccountContext,
): Operations<'CreateQueryLoggingConfig' | 'GetQueryLoggingConfig' | 'ListQueryLoggingConfigs' | 'DeleteQueryLoggingConfig'> {
  const { store, own, random, log } = context;
  return {
    CreateQueryLoggingConfig({ HostedZoneId, CloudWatchLogsLogGroupArn: arn = '' }) {
      const zone = own.zone(HostedZoneId);
      if (zone.vpcs.length > 0) {
        throw invalidInput(`The hosted zone ${zone.id} is private; only queries for public ones are logged`);
      }
      const [, accountId] = LOG_GROUP_ARN.exec(arn) ?? [];
      if (accountId !== own.accountId) {
        throw invalidInput(
          `The ARN for the CloudWatch Logs log group is invalid: expected arn:aws:logs:us-east-1:${own.accountId}:log-group:NAME, got ${arn}`,
        );
      }
      if (own.queryLoggingConfigs().some(config => config.zoneId === zone.id)) {
        throw new ServiceError(
          'QueryLoggingConfigAlreadyExists',
          `The hosted zone ${zone.id} has a query logging configuration`,
          {
            status: 409,
          },
        );
      }
      const config: QueryLoggingConfig = {
        id: newUuid(store.state.queryLoggingConfigs, random),
        accountId: own.accountId,
        zoneId: zone.id,
        logGroupArn: arn,
      };
      store.update(state => ({ ...state, queryLoggingConfigs: new Map(state.queryLoggingConfigs).set(config.id, config) }));
      log?.(`query logging for ${zone.name} is configured, and kept, but queries are not logged here`);
      return {
        QueryLoggingConfig: describe(config),
        Location: locationOf(`/queryloggingconfig/${config.id}`),
      };
    },

    GetQueryLoggingConfig: ({ Id }) => ({ QueryLoggingConfig: describe(own.queryLoggingConfig(Id)) }),

    ListQueryLoggingConfigs({ HostedZoneId, MaxResults, NextToken }) {
      const zone = HostedZoneId === undefined ? undefined : own.zone(HostedZoneId);
      const listed = own.queryLoggingConfigs().filter(config => zone === undefined || config.zoneId === zone.id);
      const { items, next } = pageByToken(listed, NextToken, MaxResults);
      return { QueryLoggingConfigs: items.map(describe), NextToken: next };
    },

    DeleteQueryLoggingConfig({ Id }) {
      const { id } = own.queryLoggingConfig(Id);
      store.update(state => {
        const queryLoggingConfigs = new Map(state.queryLoggingConfigs);
        queryLoggingConfigs.delete(id);
        return { ...state, queryLoggingConfigs };
      });
      return {};
    },
  };
}

function describe({ id, zoneId, logGroupArn }: QueryLoggingConfig): ApiConfig {
  return { Id: id, HostedZoneId: zoneId, CloudWatchLogsLogGroupArn: logGroupArn };
}
