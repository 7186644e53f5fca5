import type { Json } from '../../lib/template/json';
import { parameterValues, typedParameter } from '../../lib/template/parameters';
import { template } from './templates';

describe('parameters', () => {
  const refs = (parameters: object, given: Record<string, string>, previous: Record<string, string>) =>
    new Map(
      values(parameters, given, previous).map(v => [
        v.key,
        typedParameter(template({ Parameters: parameters }).parameters.get(v.key)!, v),
      ]),
    );
  const values = (parameters: object, given: Record<string, string> = {}, previous: Record<string, string> = {}) =>
    parameterValues(
      template({ Parameters: parameters }),
      [
        ...Object.entries(given).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue })),
        ...Object.keys(previous).map(ParameterKey => ({ ParameterKey, UsePreviousValue: true })),
      ],
      new Map(Object.entries(previous)),
      name => (name === '/cdk-bootstrap/hnb659fds/version' ? '30' : undefined),
    );
  const BOOTSTRAP = { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/cdk-bootstrap/hnb659fds/version' };

  test.each<[string, object, Record<string, string>, Record<string, string>, Json]>([
    ['a default', { Type: 'String', Default: 'd' }, {}, {}, 'd'],
    ['a value given', { Type: 'String', Default: 'd' }, { P: 'g' }, {}, 'g'],
    ['the previous value', { Type: 'String', Default: 'd' }, {}, { P: 'before' }, 'before'],
    ['a number', { Type: 'Number', Default: 5 }, {}, {}, '5'],
    ['a list', { Type: 'CommaDelimitedList' }, { P: 'a, b' }, {}, ['a', 'b']],
    ['a Systems Manager parameter', BOOTSTRAP, {}, {}, '30'],
  ])('%s', (_, definition, given, previous, expected) =>
    expect(refs({ P: definition }, given, previous).get('P')).toEqual(expected),
  );

  test.each<[string, object, Record<string, string>, string]>([
    ['no value', { P: { Type: 'String' } }, {}, 'Parameters: [P] must have values'],
    ['no such parameter', {}, { Q: '1' }, 'Parameters: [Q] do not exist in the template'],
    [
      'not allowed',
      { P: { Type: 'String', AllowedValues: ['a', 'b'] } },
      { P: 'c' },
      "Parameter 'P' must be one of AllowedValues [a, b], got c",
    ],
    ['no match', { P: { Type: 'String', AllowedPattern: 'Z.*' } }, { P: 'aZ' }, "Parameter 'P' must match pattern Z.*, got aZ"],
    ['no number', { P: { Type: 'Number' } }, { P: 'x' }, "Parameter 'P' must be a number, got x"],
    ['too long', { P: { Type: 'String', MaxLength: 2 } }, { P: 'abc' }, "Parameter 'P' must have 0 to 2 characters, got 3"],
    ['too small', { P: { Type: 'Number', MinValue: 2 } }, { P: '1' }, "Parameter 'P' must lie from 2 to infinity, got 1"],
    ['not stored', { P: BOOTSTRAP }, { P: '/nope' }, 'Unable to fetch parameters [/nope] from parameter store for this account.'],
  ])('%s is refused', (_, parameters, given, message) => expect(() => values(parameters, given)).toThrow(message));
});
