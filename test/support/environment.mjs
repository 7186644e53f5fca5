/**
 * The environment of jest for Node, and a worker that ends once it has nothing left to do. By itself Node would first take its heap apart,
 * which takes a second; jest waits half of one, ends the worker, and says that tests leak. A worker that really has something left does
 * not come here, and jest says so as before.
 */
import { TestEnvironment } from 'jest-environment-node';

if (process.send !== undefined) {
  process.once('exit', () => process.exit());
}

export default TestEnvironment;
