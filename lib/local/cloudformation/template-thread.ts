/** The program of a thread that reads the text of one template, given as its data, and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { parseDeployableText } from '../../template/deployable';
import { TemplateError } from '../../template/error';

/** What the thread sends: the data as JSON, or what is wrong with the text. */
export type FromThread = { readonly json: string } | { readonly fault: string };

function read(text: string): FromThread {
  try {
    return { json: JSON.stringify(parseDeployableText(text)) };
  } catch (error) {
    if (error instanceof TemplateError) {
      return { fault: error.message };
    }
    throw error;
  }
}

parentPort?.postMessage(read(workerData as string));
