import { checkRules } from '../../lib/template/conditions';
import { bareScope, template } from './templates';

test('the rule that CDK writes about the bootstrap version is kept or refuses', () => {
  const rules = {
    Parameters: { BootstrapVersion: { Type: 'String' } },
    Rules: {
      CheckBootstrapVersion: {
        Assertions: [
          {
            Assert: { 'Fn::Not': [{ 'Fn::Contains': [['1', '2', '3', '4', '5'], { Ref: 'BootstrapVersion' }] }] },
            AssertDescription: 'bootstrap stack too old',
          },
        ],
      },
    },
  };
  const check = (version: string) => checkRules(template(rules), bareScope(template(rules), { BootstrapVersion: version }));
  expect(() => check('30')).not.toThrow();
  expect(() => check('5')).toThrow('Rule CheckBootstrapVersion: bootstrap stack too old');
});
