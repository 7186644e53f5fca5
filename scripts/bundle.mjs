// Bundles what only the executables need into one file each, so that a CDK app which imports the library installs nothing more.
import { chmod } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { build } from 'esbuild';

/** Node's own modules without `require`, which an ES module does not have: whoever bundles ours into one of theirs gets what works. */
const builtins = {
  name: 'builtins',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(node:)?[a-z_/0-9]+$/ }, ({ path }) =>
      isBuiltin(path) ? { path: path.replace(/^(node:)?/, 'node:'), namespace: 'builtin' } : undefined,
    );
    onLoad({ filter: /^/, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)})`,
    }));
  },
};

await build({
  // sources, for what the compiler makes of them hides from ES modules which names there are to import
  entryPoints: { multivalue: 'bin/multivalue.ts', local: 'lib/local/index.ts' },
  outdir: 'dist/bundle',
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  minifySyntax: true,
  minifyWhitespace: true,
  lineLimit: 160, // what Node shows of an uncaught error is a line
  legalComments: 'external',
  // the SDK in the bundle stays as it is: which Node releases its later versions need is no concern of who runs it
  define: { 'process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED': '"true"' },
  plugins: [builtins],
  external: ['koffi'], // native, and only where someone installed it
  logLevel: 'warning',
});
await chmod('dist/bundle/multivalue.js', 0o755);
