/** A Route 53 on this machine that really answers: `import { startLocal } from 'cdk-route53-multivalue/local'`. */
export { startLocal } from './start';
export type { CheckStatus, ClientNetwork, Local, LocalOptions, Location, Patience, Quotas } from './options';
