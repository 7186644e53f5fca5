/** Operations on templates, deployed or only shown. */
import type * as sdk from '@aws-sdk/client-cloudformation';
import { ServiceError, type OperationsOf } from '../../aws/service';
import type { Place, StackEngine } from '../engine';
import { parseTemplate, type Template } from '../template/template';
import { templateText, type DefinitionInput } from './definition';

export function templateOperations(engine: StackEngine): OperationsOf<typeof sdk> {
  const { store } = engine.world;
  const shown = (input: DefinitionInput & { readonly StackName?: string }, place: Place): Template =>
    parseTemplate(
      input.StackName === undefined
        ? templateText(input, undefined, store)
        : (engine.find(input.StackName, place).definition?.template ?? templateText(input, undefined, store)),
    );
  return {
    GetTemplate({ StackName: stackName, ChangeSetName: name, TemplateStage: stage }, call) {
      if (name !== undefined && (name.startsWith('arn:') || stackName !== undefined)) {
        const sets = (stackName === undefined ? engine.stacks(call) : [engine.find(stackName, call)]).flatMap(s => [
          ...s.changeSets.values(),
        ]);
        const changeSet = sets.find(c => c.id === name || c.name === name);
        if (!changeSet) {
          throw new ServiceError('ChangeSetNotFound', `ChangeSet [${name}] does not exist`, { status: 404 });
        }
        return { TemplateBody: changeSet.definition.template, StagesAvailable: ['Original', 'Processed'] };
      }
      const stack = engine.find(stackName!, call);
      void stage; // no macros run, so both stages are one text
      return { TemplateBody: stack.definition?.template ?? '{}', StagesAvailable: ['Original', 'Processed'] };
    },
    GetTemplateSummary(input, call) {
      const template = shown(input, call);
      return {
        Description: template.description,
        Metadata: template.metadata && JSON.stringify(template.metadata),
        Parameters: parameters(template),
        ResourceTypes: [...new Set([...template.resources.values()].map(resource => resource.type))],
        Capabilities: [],
      };
    },
    ValidateTemplate(input) {
      const template = shown(input, { region: '', accountId: '' });
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
