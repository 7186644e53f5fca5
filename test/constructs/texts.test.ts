/** Texts that the constructs hand on, and AWS would refuse, are refused at synthesis. */
import { App, Stack } from 'aws-cdk-lib';
import { Endpoint, EndpointHealthCheck, type HealthyEndpointsAlarmOptions } from '../../lib';
import { BLUE, newStack, refusalOf, www } from './support';

const XML = 'must have only characters that XML can hold, as requests to AWS are XML, got';

test.each([
  ['comment', { endpoints: [BLUE], comment: 'a\u0007b' }, 'U+0007'],
  ['endpoints[0].name', { endpoints: [Endpoint.ipAddress('52.0.0.1', { name: 'a\ud800' })] }, 'U+D800'],
  ['healthCheck.path', { endpoints: [BLUE], healthCheck: EndpointHealthCheck.http({ path: '/\0' }) }, 'U+0000'],
  [
    'healthCheck.searchString',
    { endpoints: [BLUE], healthCheck: EndpointHealthCheck.http({ searchString: '\uffff' }) },
    'U+FFFF',
  ],
])('%s with a character that XML cannot hold (XML 1.0, section 2.2)', (prop, props, got) =>
  expect(refusalOf(() => www(newStack(), props))).toBe(`[Stack/Www] ${prop} ${XML} ${got}`),
);

test('names of endpoints may have other letters, tabs and characters of two places', () =>
  expect(() => www(newStack(), { endpoints: [Endpoint.ipAddress('52.0.0.1', { name: 'ü\t\u{1f600}' })] })).not.toThrow());

describe('alarmWhenHealthyEndpointsBelow (PutMetricAlarm)', () => {
  const alarm = (options: HealthyEndpointsAlarmOptions): unknown => {
    const stack = new Stack(new App(), 'Stack', { env: { region: 'us-east-1' } });
    return www(stack, { endpoints: [BLUE] }).alarmWhenHealthyEndpointsBelow(1, options);
  };

  test.each([
    [{ alarmName: 'a'.repeat(256) }, 'alarmName must have 1 to 255 characters, got 256'],
    [{ alarmName: '' }, 'alarmName must have 1 to 255 characters, got 0'],
    [{ alarmName: 'a\u0001' }, `alarmName ${XML} U+0001`],
    [{ alarmDescription: 'd'.repeat(1025) }, 'alarmDescription must have 1 to 1024 characters, got 1025'],
  ])('refuses %j', (options, message) => expect(refusalOf(() => alarm(options))).toBe(`[Stack/Www] ${message}`));

  test('takes the longest', () =>
    expect(() => alarm({ alarmName: 'a'.repeat(255), alarmDescription: 'd'.repeat(1024) })).not.toThrow());
});

describe('dashboardWidget', () => {
  const widget = (name: string, title?: string): { title: string; metrics: { label?: string }[][] } => {
    const stack = newStack();
    const [json] = www(stack, { endpoints: [Endpoint.ipAddress('52.0.0.1', { name })] })
      .dashboardWidget({ title })
      .toJson();
    return (stack.resolve(json) as { properties: ReturnType<typeof widget> }).properties;
  };

  test('shows names of endpoints as they are: CloudWatch evaluates ${…} in labels (user guide, dynamic labels)', () =>
    expect(widget('${LABEL} $${MAX} $5 {a}').metrics.at(-1)!.at(-1)!.label).toBe('$ {LABEL} $$ {MAX} $5 {a} A'));

  test('refuses a title that no request can hold, and takes any other', () => {
    expect(refusalOf(() => widget('a', 'x\u0001'))).toBe(`[Stack/Www] title ${XML} U+0001`);
    expect(refusalOf(() => widget('a', 1 as unknown as string))).toBe('[Stack/Www] title must be a string, got 1');
    expect(widget('a', '${x} ü').title).toBe('${x} ü');
  });
});
