/** CloudFormation, as far as stacks of Route 53 resources need it. */
import * as sdk from '@aws-sdk/client-cloudformation';
import { defineService, UNUSED, type Service } from '../aws/service';
import { StackEngine } from './engine';
import { changeSetOperations } from './operations/change-sets';
import { resourceOperations } from './operations/resources';
import { stackOperations } from './operations/stacks';
import { templateOperations } from './operations/templates';
import type { World } from './stack/journal';

export function cloudFormationService(world: World): { readonly service: Service; readonly engine: StackEngine } {
  const engine = new StackEngine(world);
  const service = defineService(
    sdk,
    new sdk.CloudFormationClient(UNUSED),
  )({
    ...stackOperations(engine),
    ...changeSetOperations(engine),
    ...resourceOperations(engine),
    ...templateOperations(engine),
  });
  return { service, engine };
}
