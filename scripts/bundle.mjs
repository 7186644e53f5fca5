// Bundles what only the executables need into one file each, so that a CDK app which imports the library installs nothing more.
import { execFile } from 'node:child_process';
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { licencesOf } from './licences.mjs';

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

/** The executable `multivalue` is bundled once; the other one asks for it. */
const otherExecutable = {
  name: 'other executable',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/multivalue$/ }, () => ({ path: './multivalue.js', external: true }));
  },
};

const { metafile } = await build({
  // sources, for what the compiler makes of them hides from ES modules which names there are to import
  entryPoints: {
    multivalue: 'bin/multivalue.ts',
    'cdk-route53-multivalue': 'bin/cdk-route53-multivalue.ts',
    local: 'lib/local/index.ts',
    'template-thread': 'lib/local/cloudformation/template-thread.ts',
  },
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
  plugins: [builtins, otherExecutable],
  external: ['koffi'], // native, and only where someone installed it
  logLevel: 'warning',
  metafile: true,
});
await writeFile('dist/bundle.meta.json', JSON.stringify(metafile)); // for the test; it is not packed
await writeFile('dist/bundle/THIRD-PARTY-LICENSES.txt', await licencesOf(metafile));
for (const executable of ['multivalue', 'cdk-route53-multivalue']) await chmod(`dist/bundle/${executable}.js`, 0o755);
await linkExecutable();
await synthesizeDemo();

/** npm links the executables of what is installed; without a link npx would install and build this checkout anew, somewhere else. */
async function linkExecutable() {
  const bin = 'node_modules/.bin';
  await mkdir(bin, { recursive: true });
  if (process.platform === 'win32') {
    await writeFile(`${bin}/multivalue.cmd`, '@node "%~dp0\\..\\..\\dist\\bundle\\multivalue.js" %*\r\n');
  } else {
    await rm(`${bin}/multivalue`, { force: true });
    await symlink('../../dist/bundle/multivalue.js', `${bin}/multivalue`);
  }
}

/** The template that `multivalue demo` deploys where there is neither the CDK nor its CLI. */
async function synthesizeDemo() {
  const outdir = await mkdtemp(join(tmpdir(), 'demo-'));
  const { context } = JSON.parse(await readFile('cdk.json', 'utf8'));
  const env = { ...process.env, CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify(context) };
  await promisify(execFile)(process.execPath, ['dist/bin/app.js'], { env });
  await copyFile(join(outdir, 'MultiValueDemo.template.json'), 'dist/bundle/demo.template.json');
  await rm(outdir, { recursive: true });
}
