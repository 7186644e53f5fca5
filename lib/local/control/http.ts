import { ALARM_STATES, ROUTING_CONTROL_STATES } from '../../rules/health/other-types';
import { NotYetError } from '../checkers/convergence';
import { withTimeout } from '../with-timeout';
import { RequestBody } from './body';
import type { Control } from './control';
import { ControlError } from './errors';

/** The path that the control API lies under, on the server of the AWS API. No AWS service has such a path. */
export const CONTROL_PATH = '/_multivalue/';

export interface ControlResponse {
  readonly status: number;
  /** JSON. */
  readonly body: string;
}

/** Answers one request; `signal` is aborted when its client has gone. Rejects only for a fault of ours. */
export type ControlHandler = (method: string, path: string, body: string, signal?: AbortSignal) => Promise<ControlResponse>;

/** What the server tells of itself: `dns` is `address:port`. */
export interface ServerInfo {
  readonly dns: string;
}

export const FORCES = ['up', 'down', 'auto'] as const;
const STATUSES = ['healthy', 'unhealthy'] as const;
const DEFAULT_TIMEOUT_SECONDS = 60;
const MAX_TIMEOUT_SECONDS = 600;

interface Action {
  readonly method: 'GET' | 'POST';
  readonly members: readonly string[];
  readonly run: (control: Control, body: RequestBody, signal: AbortSignal) => unknown;
}

const ACTIONS: ReadonlyMap<string, Action> = new Map<string, Action>([
  ['status', { method: 'GET', members: [], run: control => control.status() }],
  [
    'force',
    {
      method: 'POST',
      members: ['target', 'to'],
      run: (control, body) => ({ healthChecks: control.force(body.text('target'), body.oneOf('to', FORCES)) }),
    },
  ],
  [
    'settle',
    {
      method: 'POST',
      members: ['targets', 'timeoutSeconds'],
      run: (control, body, signal) => {
        const targets = body.optionalTexts('targets');
        return withTimeout(timeoutOf(body), limited => control.settle(targets, limited), signal);
      },
    },
  ],
  [
    'until',
    {
      method: 'POST',
      members: ['target', 'status', 'timeoutSeconds'],
      run: (control, body, signal) => {
        const [target, status] = [body.text('target'), body.oneOf('status', STATUSES)];
        return withTimeout(timeoutOf(body), limited => control.until(target, status, limited), signal);
      },
    },
  ],
  [
    'alarm',
    {
      method: 'POST',
      members: ['name', 'state', 'region'],
      run: (control, body) => control.setAlarm(body.text('name'), body.oneOf('state', ALARM_STATES), body.optionalText('region')),
    },
  ],
  [
    'routing-control',
    {
      method: 'POST',
      members: ['arn', 'state'],
      run: (control, body) => control.setRoutingControl(body.text('arn'), body.oneOf('state', ROUTING_CONTROL_STATES)),
    },
  ],
  ['speed', { method: 'POST', members: ['speed'], run: (control, body) => void (control.speed = body.number('speed')) }],
  ['map', { method: 'POST', members: ['entry'], run: (control, body) => control.map(body.text('entry')) }],
]);

/** Milliseconds. */
function timeoutOf(body: RequestBody): number {
  return Math.min(body.optionalPositiveNumber('timeoutSeconds') ?? DEFAULT_TIMEOUT_SECONDS, MAX_TIMEOUT_SECONDS) * 1000;
}

/**
 * The control API: `GET info` and `status`, `POST` the others, JSON both ways under `/_multivalue/`. Whoever mounts it refuses requests
 * from web pages and under foreign host names first, as for the AWS API.
 */
export function controlHandler(control: Control, info: () => ServerInfo): ControlHandler {
  const actions = new Map(ACTIONS).set('info', { method: 'GET', members: [], run: info });
  return async (method, path, text, signal = new AbortController().signal) => {
    try {
      const action = find(actions, method, path);
      const result = await action.run(control, new RequestBody(text, action.members), signal);
      return { status: 200, body: JSON.stringify(result ?? {}) };
    } catch (error) {
      if (!(error instanceof ControlError || error instanceof NotYetError)) throw error;
      return { status: error instanceof ControlError ? error.status : 408, body: JSON.stringify({ error: error.message }) };
    }
  };
}

function find(actions: ReadonlyMap<string, Action>, method: string, path: string): Action {
  const name = path.replace(/\?.*$/, '').slice(CONTROL_PATH.length);
  const action = actions.get(name);
  if (!path.startsWith(CONTROL_PATH) || !action) {
    throw new ControlError(`nothing is at ${path}; there are ${[...actions.keys()].map(n => CONTROL_PATH + n).join(', ')}`, 404);
  }
  if (action.method !== method) {
    throw new ControlError(`${CONTROL_PATH}${name} takes ${action.method}, got ${method}`, 405);
  }
  return action;
}
