// Bundles what only the executables need into one file each, so that a CDK app which imports the library installs nothing more.
import { existsSync } from 'node:fs';
import { build } from 'esbuild';

const entries = { multivalue: 'dist/bin/multivalue.js', demo: 'dist/bin/demo.js', local: 'dist/lib/local/index.js' };

await build({
  entryPoints: Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(file))),
  outdir: 'dist/bundle',
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'external',
  logLevel: 'warning',
});
