import { startLocal, type Local } from '../../../lib/local';

let local: Local;
beforeAll(async () => (local = await startLocal()));
afterAll(() => local.close());

const BROWSER = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };

test('a browser at / is told what this is, where, and how to use it', async () => {
  const response = await fetch(local.endpointUrl, { headers: BROWSER });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  const text = await response.text();
  const [host, port] = local.dns.split(':');
  [
    '<title>Local Route 53</title>',
    `<code>${local.endpointUrl}</code>`,
    `<code>${local.dns}</code>`,
    `export AWS_ENDPOINT_URL=${local.endpointUrl} `,
    `dig @${host} -p ${port} www.shop.example`,
  ].forEach(part => expect(text).toContain(part));
});

test('every link on it leads somewhere', async () => {
  const text = await (await fetch(local.endpointUrl, { headers: BROWSER })).text();
  const links = [...text.matchAll(/href="([^"]+)"/g)].map(([, link]) => link);
  expect(links.length).toBeGreaterThan(0);
  for (const link of links) {
    expect([link, (await fetch(new URL(link, local.endpointUrl), { headers: BROWSER })).status]).toEqual([link, 200]);
  }
});

test('an AWS client at / gets an answer of S3', async () => {
  const clients: Record<string, string>[] = [
    { authorization: 'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0' },
    { accept: '*/*' },
  ];
  for (const headers of clients) {
    const response = await fetch(local.endpointUrl, { headers });
    expect(response.headers.get('content-type')).not.toContain('html');
  }
});

test('HEAD has the headers alone', async () => {
  const response = await fetch(local.endpointUrl, { method: 'HEAD', headers: BROWSER });
  expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([
    200,
    'text/html; charset=utf-8',
    '',
  ]);
});
