/** CloudFormation, as far as stacks of Route 53 resources need it. */
import * as sdk from '@aws-sdk/client-cloudformation';
import { defineService, UNUSED, type Operation, type OperationsOf, type Service } from '../aws/service';
import { MAX_BODY_BYTES } from '../limits';
import { StackEngine } from './engine';
import { asServiceError } from './errors';
import { changeSetOperations } from './operations/change-sets';
import { resourceOperations } from './operations/resources';
import { stackOperations } from './operations/stacks';
import { templateOperations } from './operations/templates';
import type { EngineContext } from './stack/journal';

export function cloudFormationService(world: EngineContext): { readonly service: Service; readonly engine: StackEngine } {
  const engine = new StackEngine(world);
  const service = defineService(sdk, new sdk.CloudFormationClient(UNUSED), {
    maxBodyBytes: MAX_BODY_BYTES.cloudFormation,
    goesOn: true,
  })(
    sayingWhatIsWrong({
      ...stackOperations(engine),
      ...changeSetOperations(engine),
      ...resourceOperations(engine),
      ...templateOperations(engine),
    }),
  );
  return { service, engine };
}

/** A fault of a template is the caller's, whichever operation comes upon it. */
function sayingWhatIsWrong(operations: OperationsOf<typeof sdk>): OperationsOf<typeof sdk> {
  const entries = Object.entries(operations as Record<string, Operation<unknown, unknown>>);
  return Object.fromEntries(
    entries.map(([name, run]): [string, Operation<unknown, unknown>] => [
      name,
      async (input, call) => {
        try {
          return await run(input, call);
        } catch (error) {
          throw asServiceError(error);
        }
      },
    ]),
  );
}
