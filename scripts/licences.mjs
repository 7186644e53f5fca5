// The licences of everything that esbuild put into the bundles, as one text that ships beside them.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const LICENCE_FILE = /^(licen[cs]e|copying|notice)([.-].*)?$/i;
const RULE = '-'.repeat(80);

/** The directories of the packages that a metafile of esbuild names as inputs. */
export function packagesIn({ inputs }) {
  const directories = Object.keys(inputs).flatMap(path => path.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0] ?? []);
  return [...new Set(directories)].sort();
}

/** @throws Error when a package says nothing of its licence, in a file of its own or in `scripts/licences` */
export async function licencesOf(metafile, root = '.') {
  const parts = await Promise.all(packagesIn(metafile).map(directory => licenceOf(join(root, directory), root)));
  return ['Packages that are part of the files beside this one, and their licences.', ...parts].join(`\n\n${RULE}\n\n`) + '\n';
}

async function licenceOf(directory, root) {
  const { name, version, license } = JSON.parse(await readFile(join(directory, 'package.json'), 'utf8'));
  const own = (await readdir(directory))
    .filter(file => LICENCE_FILE.test(file))
    .sort()
    .map(file => join(directory, file));
  // the text of the Apache License names nobody, and so is ours, too; any other was written down for one release of one package
  const written = license === 'Apache-2.0' ? 'LICENSE' : `scripts/licences/${name.replaceAll('/', '-')}-${version}.txt`;
  const files = own.length > 0 ? own : [join(root, written)];
  const texts = await Promise.all(
    files.map(file =>
      readFile(file, 'utf8').catch(() => {
        throw new Error(`${name} ${version} (${license}) has no file with its licence; write it to ${file}`);
      }),
    ),
  );
  return [`${name} ${version} (${license})`, ...texts.map(text => text.trim())].join('\n\n');
}
