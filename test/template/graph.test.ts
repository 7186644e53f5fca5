import { inDependencyOrder } from '../../lib/template/graph';
import { parseTemplate } from '../../lib/template/deployable';
import { bareScope } from './templates';

describe('order', () => {
  const order = (resources: object, conditions: object = {}) => {
    const parsed = parseTemplate(JSON.stringify({ Resources: resources, Conditions: conditions }));
    return inDependencyOrder(parsed, bareScope(parsed)).map(r => r.logicalId);
  };
  const resource = (properties: object, more: object = {}) => ({ Type: 'T', Properties: properties, ...more });

  test('each resource comes after what it refers to and what it depends on', () =>
    expect(
      order({
        Group: resource({ sets: [{ check: { Ref: 'Check' } }, { zone: { 'Fn::GetAtt': ['Zone', 'Id'] } }] }),
        Named: resource({ name: { 'Fn::Sub': 'x.${Group}' } }),
        Check: resource({}, { DependsOn: 'Zone' }),
        Zone: resource({ region: { Ref: 'AWS::Region' } }),
      }),
    ).toEqual(['Zone', 'Check', 'Group', 'Named']));

  test('a resource whose condition does not hold is left out, and not waited for', () =>
    expect(
      order(
        {
          A: resource({ x: { 'Fn::If': ['Off', { Ref: 'B' }, 'none'] } }, { DependsOn: ['B'] }),
          B: resource({}, { Condition: 'Off' }),
        },
        { Off: { 'Fn::Equals': [1, 2] } },
      ),
    ).toEqual(['A']));

  test.each<[string, object, string]>([
    [
      'a circle',
      { A: resource({ x: { Ref: 'B' } }), B: resource({}, { DependsOn: 'A' }) },
      'Circular dependency between resources: [A, B]',
    ],
    ['a resource that needs itself', { A: resource({ x: { Ref: 'A' } }) }, 'Circular dependency between resources: [A]'],
    ['a reference to nothing', { A: resource({ x: { Ref: 'B' } }) }, 'Unresolved resource dependencies [B]'],
    ['a dependency on nothing', { A: resource({}, { DependsOn: 'B' }) }, 'Unresolved resource dependencies [B]'],
  ])('%s is refused', (_, resources, message) => expect(() => order(resources)).toThrow(message));
});
