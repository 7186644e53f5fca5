import { join } from 'node:path';
import { runJest } from './jest';

test('a story is one test: its steps come one after the other, and a fault says in which', () => {
  const { status, lines } = runJest(
    `import { story } from ${JSON.stringify(join(__dirname, 'story.ts'))};
     const seen: string[] = [];
     story('a life', [
       ['begins', async () => void seen.push('first')],
       ['goes on', async () => expect(seen).toEqual(['second'])],
       ['ends', async () => { throw new Error('it came so far'); }],
     ]);`,
    {},
  );
  const told = lines.join('\n');
  expect(status).toBe(1);
  expect(told).toContain('Tests:       1 failed, 1 total');
  expect(told).toMatch(/it goes on: not so[^]*\+ +"first"|it goes on: not so[^]*"first"/);
  expect(told).not.toContain('it came so far\n');
});
