import { conformanceFault } from './conform';
import { ServiceError } from './errors';
import type { Service } from './service';

/** Operations as functions that answer later, as they would over the wire. */
export type Asynchronous<T> = {
  readonly [K in keyof T]: T[K] extends (input: infer I) => infer O ? (input: I) => Promise<O> : never;
};

/** A service's operations for callers in this process: checked against the model as over the wire, without the bytes. */
export function inProcess<T extends object>(operations: T, service: Service): Asynchronous<T> {
  const call = async (name: string, operation: (input: unknown) => unknown, input: unknown): Promise<unknown> => {
    const shape = service.model.get(name);
    const fault = shape ? conformanceFault(shape, input, service.requests) : `${service.name} has no operation ${name}`;
    if (fault !== undefined) {
      throw new ServiceError('InvalidInput', fault);
    }
    return await operation(input);
  };
  const entries = Object.entries(operations as Record<string, (input: unknown) => unknown>);
  return Object.fromEntries(entries.map(([name, run]) => [name, (input: unknown) => call(name, run, input)])) as Asynchronous<T>;
}
