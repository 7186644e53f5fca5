import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { EXAMPLE_NAMES, exampleFile } from './names';

const appOf = async (name: string): Promise<App> => {
  const { app } = (await import(exampleFile(name, 'app.ts'))) as { app: unknown };
  expect(app).toBeInstanceOf(App);
  return app as App;
};

describe.each(EXAMPLE_NAMES)('%s', name => {
  test('makes this template', async () => {
    const { stacks } = (await appOf(name)).synth();
    expect(stacks.length).toBeGreaterThan(0);
    expect(Object.fromEntries(stacks.map(stack => [stack.stackName, resourcesOf(stack.template)]))).toMatchSnapshot();
  });

  test('is run by cdk as it stands in its folder, and says what it shows', () => {
    expect(JSON.parse(readFileSync(exampleFile(name, 'cdk.json'), 'utf8'))).toEqual({
      app: `node ../../dist/examples/${name}/app.js`,
    });
    expect(existsSync(exampleFile(name, 'README.md'))).toBe(true);
    expect(readFileSync(exampleFile('.', 'README.md'), 'utf8')).toContain(`](${name})`);
    const sources = readdirSync(exampleFile(name, '.')).filter(file => file.endsWith('.ts'));
    expect(sources.map(file => readFileSync(exampleFile(name, file), 'utf8')).join()).toContain(`from 'cdk-route53-multivalue'`);
  });
});

/** Without what CDK adds to every template. */
function resourcesOf(template: unknown): object {
  const { Resources, Outputs } = template as { Resources: object; Outputs?: object };
  return { Resources, Outputs };
}
