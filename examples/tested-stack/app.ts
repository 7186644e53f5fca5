import { App } from 'aws-cdk-lib';
import { WwwStack } from './www-stack';

export const app = new App();
new WwwStack(app, 'TestedStack');
