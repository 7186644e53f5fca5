/** What a caller says a stack is to be, brought to one form. */
import type { Parameter, Tag } from '@aws-sdk/client-cloudformation';
import { outside, validationErrors } from '../../../rules/api/words';
import { MAX_INLINE_TEMPLATE_BYTES, MAX_STORED_TEMPLATE_BYTES } from '../../../rules/limits';
import { systemsManagerParameter } from '../../bootstrap/ssm';
import { objectText } from '../../bootstrap/s3';
import type { Store } from '../../store';
import { validationError } from '../errors';
import type { Stack, StackDefinition } from '../stack/stack';
import { readTemplate } from '../read-template';
import { defined } from '../stack/template-in';
import { parameterValues } from '../../../template/parameters';

/** Characters of a refused template that its refusal shows. */
const SHOWN = 100;

export interface DefinitionInput {
  readonly TemplateBody?: string;
  readonly TemplateURL?: string;
  readonly UsePreviousTemplate?: boolean;
  readonly Parameters?: Parameter[];
  readonly Tags?: Tag[];
  readonly Capabilities?: string[];
  readonly NotificationARNs?: string[];
  readonly RoleARN?: string;
}

/**
 * @param target the stack as it is, undefined for a new one; throws when it may not be brought to a definition. Called again once the template
 *   is read, for meanwhile others had their turn
 * @throws ServiceError `ValidationError`
 */
export async function definitionOf<S extends Pick<Stack, 'definition'> | undefined>(
  input: DefinitionInput,
  target: () => S,
  store: Store,
): Promise<{ readonly definition: StackDefinition; readonly stack: S }> {
  const text = templateText(input, target()?.definition, store);
  const template = await readTemplate(text);
  const stack = target();
  const previous = stack?.definition;
  const before = new Map(previous?.parameters.map(p => [p.key, p.text]));
  const definition = defined(text, template, {
    parameters: parameterValues(template, input.Parameters ?? [], before, systemsManagerParameter),
    tags: input.Tags ?? previous?.tags ?? [],
    capabilities: input.Capabilities ?? [],
    notificationArns: input.NotificationARNs ?? previous?.notificationArns ?? [],
    roleArn: input.RoleARN ?? previous?.roleArn,
  });
  return { definition, stack };
}

export function templateText(input: DefinitionInput, previous: StackDefinition | undefined, store: Store): string {
  const { TemplateBody: body, TemplateURL: url, UsePreviousTemplate: again } = input;
  if ([body, url, again || undefined].filter(given => given !== undefined).length !== 1) {
    throw validationError('Either Template URL or Template Body must be specified.');
  }
  if (again) {
    if (previous === undefined) {
      throw validationError('The stack has no template that could be used again.');
    }
    return previous.template;
  }
  if (body !== undefined) {
    if (Buffer.byteLength(body) > MAX_INLINE_TEMPLATE_BYTES) {
      throw validationError(
        validationErrors(
          outside(
            Buffer.byteLength(body),
            { min: 1, max: MAX_INLINE_TEMPLATE_BYTES },
            'templateBody',
            'length',
            `${body.slice(0, SHOWN)}…`,
          ),
        ),
      );
    }
    return body;
  }
  const text = objectText(store, url!);
  if (text === undefined) {
    throw validationError(`S3 error: The specified key does not exist. There is no object ${url}`);
  }
  if (Buffer.byteLength(text) > MAX_STORED_TEMPLATE_BYTES) {
    throw validationError(`Template may not exceed ${MAX_STORED_TEMPLATE_BYTES} bytes in size.`);
  }
  return text;
}
