#!/usr/bin/env node
import { main } from '../lib/cli/main';
import { processIo } from './process-io';

void main(process.argv.slice(2), processIo()).then(code => {
  process.exitCode = code;
});
