/**
 * Synthesises examples, as TypeScript, against the newest aws-cdk-lib: `node synth-newest.mjs OUTDIR NAME...` writes the cloud assembly of
 * each to OUTDIR/NAME. A process of its own, because which aws-cdk-lib the constructs get is decided when modules are resolved.
 *
 * aws-cdk-lib leaves out of its validation report what it found nothing in, so each app gets a faulty stack too: its finding shows that
 * the validation of templates ran.
 */
import { readFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const [outdir, ...names] = process.argv.slice(2);

const newest = new Module(join(ROOT, 'test/newest/importer.js')); // as if a module there asked
newest.paths = Module._nodeModulePaths(join(ROOT, 'test/newest'));
const resolveFilename = Module._resolveFilename;
Module._resolveFilename = (request, parent, ...rest) => {
  if (request === 'cdk-route53-multivalue') return join(ROOT, 'lib/index.ts');
  return resolveFilename(request, /^(aws-cdk-lib|constructs)(\/|$)/.test(request) ? newest : parent, ...rest);
};
Module._extensions['.ts'] = (module, filename) => {
  const jsc = { parser: { syntax: 'typescript' }, target: 'es2022' };
  const { code } = transformSync(readFileSync(filename, 'utf8'), { filename, jsc, module: { type: 'commonjs' } });
  module._compile(code, filename);
};

const require = createRequire(import.meta.url);
const { aws_route53: route53, Stack } = require('aws-cdk-lib');
for (const name of names) {
  process.env.CDK_OUTDIR = join(outdir, name);
  const { app } = require(join(ROOT, 'examples', name, 'app.ts'));
  new route53.CfnHealthCheck(new Stack(app, 'Faulty'), 'Check', {
    healthCheckConfig: { type: 'HTTP', ipAddress: '52.0.0.1', failureThreshold: 99 },
  });
  app.synth();
  process.removeAllListeners('beforeExit'); // by which every app would be synthesised once more
}
