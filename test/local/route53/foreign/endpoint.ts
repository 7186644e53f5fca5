/** How clients that take no endpoint are led to the local Route 53, and to nothing else. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A rule of botocore's, which it finds on `AWS_DATA_PATH` before its own. */
const rules = (url: string): object => ({
  version: '1.0',
  parameters: {
    Region: { builtIn: 'AWS::Region', required: false, type: 'String' },
    UseDualStack: { builtIn: 'AWS::UseDualStack', required: true, default: false, type: 'Boolean' },
    UseFIPS: { builtIn: 'AWS::UseFIPS', required: true, default: false, type: 'Boolean' },
    Endpoint: { builtIn: 'SDK::Endpoint', required: false, type: 'String' },
  },
  rules: [
    {
      conditions: [],
      type: 'endpoint',
      endpoint: {
        url,
        headers: {},
        properties: { authSchemes: [{ name: 'sigv4', signingName: 'route53', signingRegion: 'us-east-1' }] },
      },
    },
  ],
});

/** The environment for clients on botocore, also on one too old to read `AWS_ENDPOINT_URL`. What would leave this machine ends at once. */
export function ledTo(url: string, directory: string): Record<string, string> {
  const data = join(directory, 'route53', '2013-04-01');
  mkdirSync(data, { recursive: true });
  writeFileSync(join(data, 'endpoint-rule-set-1.json'), JSON.stringify(rules(url)));
  return {
    HOME: directory,
    AWS_DATA_PATH: directory,
    HTTPS_PROXY: 'http://127.0.0.1:9', // the local API speaks HTTP, all else these clients know speaks HTTPS
  };
}
