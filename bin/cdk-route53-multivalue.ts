#!/usr/bin/env node
/** What `npx cdk-route53-multivalue` runs where nothing is installed: `multivalue`, and without arguments its demo. */
import { run } from './multivalue';

const args = process.argv.slice(2);
run(args.length === 0 ? ['demo'] : args);
