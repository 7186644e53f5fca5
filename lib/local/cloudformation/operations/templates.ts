/** Operations on templates, deployed or only shown. */
import type * as sdk from '@aws-sdk/client-cloudformation';
import { ServiceError, type OperationsOf } from '../../aws/service';
import type { StackEngine } from '../engine';
import type { Stack } from '../stack/stack';
import { readTemplate } from '../read-template';
import { templateIn } from '../stack/template-in';
import type { Template } from '../../../template/template';
import { templateText } from './definition';

/** No macros run here, so the template as it came and as it was processed are one text. */
const STAGES: sdk.TemplateStage[] = ['Original', 'Processed'];

export function templateOperations(engine: StackEngine): OperationsOf<typeof sdk> {
  const { store } = engine.world;
  const ofChangeSet = (name: string, stacks: readonly Stack[]): string => {
    const changeSet = stacks.flatMap(stack => [...stack.changeSets.values()]).find(c => c.id === name || c.name === name);
    if (!changeSet) {
      throw new ServiceError('ChangeSetNotFound', `ChangeSet [${name}] does not exist`, { status: 404 });
    }
    return changeSet.definition.template;
  };
  return {
    GetTemplate({ StackName: stackName, ChangeSetName: name }, call) {
      const text =
        name === undefined
          ? (engine.find(stackName!, call).definition?.template ?? '{}') // a stack in review has none
          : ofChangeSet(name, stackName === undefined ? engine.stacks(call) : [engine.find(stackName, call)]);
      return { TemplateBody: text, StagesAvailable: STAGES };
    },
    async GetTemplateSummary(input, call) {
      const deployed = input.StackName === undefined ? undefined : engine.find(input.StackName, call).definition;
      const template = deployed ? templateIn(deployed) : await readTemplate(templateText(input, undefined, store));
      return {
        Description: template.description,
        Metadata: template.metadata && JSON.stringify(template.metadata),
        Parameters: parameters(template),
        ResourceTypes: [...new Set([...template.resources.values()].map(resource => resource.type))],
        Capabilities: [],
      };
    },
    async ValidateTemplate(input) {
      const template = await readTemplate(templateText(input, undefined, store));
      return { Description: template.description, Parameters: parameters(template), Capabilities: [] };
    },
  };
}

function parameters(template: Template): (sdk.ParameterDeclaration & sdk.TemplateParameter)[] {
  return [...template.parameters].map(([key, parameter]) => ({
    ParameterKey: key,
    ParameterType: parameter.Type,
    DefaultValue: parameter.Default === undefined ? undefined : String(parameter.Default),
    NoEcho: String(parameter.NoEcho ?? false) === 'true',
    Description: parameter.Description,
    ParameterConstraints: { AllowedValues: parameter.AllowedValues?.map(String) },
  }));
}
