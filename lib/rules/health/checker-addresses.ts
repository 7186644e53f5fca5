/**
 * The addresses that Route 53's health checkers come from, by Region, as published for the service ROUTE53_HEALTHCHECKS. Behaviour 4.6 says
 * how to read the current list; the local service reports these in observations and in GetCheckerIpRanges.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/route-53-ip-addresses.html
 */
export const CHECKER_IP_RANGES: Readonly<Record<string, readonly string[]>> = {
  'us-east-1': ['54.243.31.192/26', '107.23.255.0/26'],
  'us-west-1': ['54.183.255.128/26', '54.241.32.64/26'],
  'us-west-2': ['54.244.52.192/26', '54.245.168.0/26'],
  'eu-west-1': ['54.228.16.0/26', '176.34.159.192/26'],
  'ap-southeast-1': ['54.251.31.128/26', '54.255.254.192/26'],
  'ap-southeast-2': ['54.252.79.128/26', '54.252.254.192/26'],
  'ap-northeast-1': ['54.248.220.0/26', '54.250.253.192/26'],
  'sa-east-1': ['54.232.40.64/26', '177.71.207.128/26'],
};

/** The address of the n-th checker of a Region, counted from 0: they alternate between its ranges. */
export function checkerAddress(region: string, n: number): string {
  const ranges = CHECKER_IP_RANGES[region];
  const [net] = ranges[n % ranges.length].split('/');
  const [a, b, c, d] = net.split('.').map(Number);
  return [a, b, c, d + 4 + Math.floor(n / ranges.length)].join('.');
}
