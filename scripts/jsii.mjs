// Runs a tool of jsii: `node scripts/jsii.mjs jsii --fail-on-warnings`. Here, and not in front of the command, the environment is set for
// every shell: jsii says of the oldest Node that this project supports that its life has ended, and of the newest that it was not tested.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { spawnSync } from 'node:child_process';

const [tool, ...args] = process.argv.slice(2);
const manifest = createRequire(import.meta.url).resolve(`${tool}/package.json`);
const env = {
  ...process.env,
  JSII_SILENCE_WARNING_DEPRECATED_NODE_VERSION: '1',
  JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: process.versions.node.split('.')[0],
  JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION: '1',
};
const { status } = spawnSync(process.execPath, [join(dirname(manifest), 'bin', tool), ...args], { stdio: 'inherit', env });
process.exitCode = status ?? 1;
