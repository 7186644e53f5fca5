// Bundles what only the executables need into one file each, so that a CDK app which imports the library installs nothing more.
import { chmod } from 'node:fs/promises';
import { build } from 'esbuild';

await build({
  entryPoints: { multivalue: 'dist/bin/multivalue.js' },
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
await chmod('dist/bundle/multivalue.js', 0o755);
