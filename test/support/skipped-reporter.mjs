/** A reporter of jest: one line at the end for what was skipped because this machine lacks something; nothing where nothing was. */
import { readFileSync } from 'node:fs';

const TOOLS = JSON.parse(readFileSync(new URL('tools.json', import.meta.url), 'utf8'));

export default class SkippedReporter {
  onRunComplete(_, { testResults }) {
    const skipped = testResults
      .flatMap(file => file.testResults)
      .filter(test => test.status === 'pending')
      .map(test => [...test.fullName.matchAll(/\(needs ([^()]+)\)/g)].flatMap(([, names]) => names.split(', ')))
      .filter(names => names.length > 0);
    if (skipped.length > 0) {
      const line = describeSkipped(skipped.length, [...new Set(skipped.flat())]);
      process.once('exit', () => process.stderr.write(`${line}\n`)); // below the summary of jest
    }
  }
}

function describeSkipped(count, tools) {
  const packages = process.platform === 'darwin' ? 'brew' : 'apt';
  const wanted = tools.flatMap(tool => TOOLS[tool][packages] ?? []);
  const install =
    wanted.length === 0 ? [] : [`${packages === 'apt' ? 'apt-get' : packages} install ${[...new Set(wanted)].join(' ')}`];
  const fromNpm = tools.flatMap(tool => TOOLS[tool].npm ?? []);
  if (fromNpm.length > 0) install.push(`npm install --global ${fromNpm.join(' ')}`);
  const others = tools.flatMap(tool => TOOLS[tool].otherwise ?? []);
  const advice = [...install, ...others].join('; ');
  return `${count} ${count === 1 ? 'test was' : 'tests were'} skipped without ${tools.join(', ')}. To run them: ${advice}`;
}
