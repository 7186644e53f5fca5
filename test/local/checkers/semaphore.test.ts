import { Semaphore } from '../../../lib/local/checkers/semaphore';

test('lets through at most its size at a time, in the order they came', async () => {
  const semaphore = new Semaphore(2);
  const inside: string[] = [];
  const leave = new Map<string, () => void>();
  const visit = (name: string): Promise<void> =>
    semaphore.through(() => {
      inside.push(name);
      return new Promise(resolve => leave.set(name, resolve));
    });
  const visits = ['a', 'b', 'c', 'd'].map(visit);
  expect(inside).toEqual(['a', 'b']);
  leave.get('b')?.();
  await visits[1];
  await Promise.resolve();
  expect(inside).toEqual(['a', 'b', 'c']);
  leave.get('a')?.();
  leave.get('c')?.();
  await visits[2];
  leave.get('d')?.();
  await Promise.all(visits);
  const again = ['e', 'f', 'g'].map(visit);
  expect(inside.slice(4)).toEqual(['e', 'f']); // all had left
  for (const name of ['e', 'f', 'g']) {
    leave.get(name)?.();
    await again.shift();
    await Promise.resolve();
  }
});

test('one that fails makes room as well', async () => {
  const semaphore = new Semaphore(1);
  const failing = semaphore.through(() => Promise.reject(new Error('oops')));
  const next = semaphore.through(() => Promise.resolve('in'));
  await expect(failing).rejects.toThrow('oops');
  expect(await next).toBe('in');
});
