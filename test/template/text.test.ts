import { TemplateError } from '../../lib/template/error';
import { parseTemplateText } from '../../lib/template/text';

test('a template in JSON is the data that it says', () =>
  expect(parseTemplateText('\n{"Resources": {"A": {"Type": "T"}}}')).toEqual({ Resources: { A: { Type: 'T' } } }));

test('the short tags of YAML are the functions that they stand for, whichever those are', () =>
  expect(
    parseTemplateText(`
Conditions:
  Both: !And [!Condition One, !Equals [!Ref Stage, prod]]
Resources:
  Group:
    Type: AWS::Route53::RecordSetGroup
    Properties:
      HostedZoneId: !GetAtt Zone.Id
      Comment: !Sub 'www.\${Domain}'
      Ranges: !Cidr [10.0.0.0/16, 4, 8]
`),
  ).toEqual({
    Conditions: { Both: { 'Fn::And': [{ Condition: 'One' }, { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] }] } },
    Resources: {
      Group: {
        Type: 'AWS::Route53::RecordSetGroup',
        Properties: {
          HostedZoneId: { 'Fn::GetAtt': 'Zone.Id' },
          Comment: { 'Fn::Sub': 'www.${Domain}' },
          Ranges: { 'Fn::Cidr': ['10.0.0.0/16', 4, 8] },
        },
      },
    },
  }));

test.each([
  ['{"Resources":', /^Template format error: JSON not well-formed\. \(line 1, column 14\)$/],
  ['{"A": 1,\n "B" 2}', /^Template format error: JSON not well-formed\. \(line 2, column 6\)$/],
  [
    'A: 1\nB: [',
    /^Template format error: YAML not well-formed\. \(line 2, column \d+\): the indentation does not fit what is around$/,
  ],
  ['A:\n\tB: 1', /^Template format error: YAML not well-formed\. \(line 2, column \d+\): a tab is not indentation$/],
  ['just text', /^Template format error: unsupported structure\.$/],
  ['', /^Template format error: unsupported structure\.$/],
])('%j is no template', (text, message) => {
  expect(() => parseTemplateText(text)).toThrow(TemplateError);
  expect(() => parseTemplateText(text)).toThrow(message);
});
