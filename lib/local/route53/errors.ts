/** Errors that several operations answer with. Texts: behaviour 5.2, 6; where nothing is recorded they are ours (docs/fidelity.md). */
import { ServiceError } from '../aws/errors';

export const invalidInput = (message: string): ServiceError => new ServiceError('InvalidInput', message);

export const noSuchHostedZone = (id: string): ServiceError =>
  new ServiceError('NoSuchHostedZone', `No hosted zone found with ID: ${id}`, { status: 404 });

export const noSuchHealthCheck = (id: string): ServiceError =>
  new ServiceError('NoSuchHealthCheck', `A health check with id ${id} does not exist.`, { status: 404 });

export const noSuchDelegationSet = (id: string): ServiceError =>
  new ServiceError('NoSuchDelegationSet', `The specified delegation set does not exist: ${id}`);

export const noSuchQueryLoggingConfig = (id: string): ServiceError =>
  new ServiceError('NoSuchQueryLoggingConfig', `There is no query logging configuration with the id ${id}`, { status: 404 });
