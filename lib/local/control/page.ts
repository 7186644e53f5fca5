import { awsExports } from '../aws-environment';
import { CONTROL_PATH } from './http';

export interface PageFacts {
  readonly endpointUrl: string;
  /** `address:port`. */
  readonly dns: string;
}

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 46rem; margin: 3rem auto; padding: 0 1rem; }
pre { overflow-x: auto; padding: .75rem 1rem; border: 1px solid #8886; border-radius: 6px; font-size: .875rem; }
dt { float: left; clear: left; width: 5rem; color: #888; }
dd { margin: 0 0 0 5rem; }`;

/** What a person who opens the endpoint in a browser sees. Addresses and ports are all that is filled in. */
export function landingPage({ endpointUrl, dns }: PageFacts): string {
  const [, host, port] = /^\[?(.+?)\]?:(\d+)$/.exec(dns) ?? [];
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Local Route 53</title>
<style>${STYLE}</style>
<h1>Local Route 53</h1>
<p>This is <code>multivalue local</code> of cdk-route53-multivalue: the AWS API, the health checkers and the DNS of Amazon Route 53, on this
machine. Nothing that is done here reaches AWS.</p>
<dl>
<dt>API<dd><code>${endpointUrl}</code>
<dt>DNS<dd><code>${dns}</code>, UDP and TCP
</dl>
<h2>Use it</h2>
<pre>${awsExports(endpointUrl).join('\n')}
npx cdk deploy
aws route53 list-hosted-zones
dig @${host} -p ${port} www.shop.example
npx multivalue status</pre>
<h2>Look at it</h2>
<ul>
<li><a href="${CONTROL_PATH}status">Health checks</a>, their endpoints and what each checker reports (JSON)
<li><a href="${CONTROL_PATH}info">What this server is</a> (JSON)
</ul>
</html>
`;
}
