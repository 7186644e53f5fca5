/** For any SDK client that talks to the local Route 53, which takes every Region and all credentials. */
export const sdkConfig = (
  endpoint: string,
  accessKeyId = 'any',
): { endpoint: string; region: string; credentials: Credentials } => ({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId, secretAccessKey: 'any' },
});

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}
