/** Which operation of a REST service a request is for, from the HTTP bindings in the SDK's schemas. */
import { ServiceError } from './errors';
import { membersOfShape, shapeOf } from './schemas';
import type { OperationShape, WireRequest } from './wire';

export interface Match {
  readonly operation: OperationShape;
  /** Values of the path's labels, unescaped, by member name. */
  readonly labels: ReadonlyMap<string, string>;
}

interface Route {
  readonly operation: OperationShape;
  readonly method: string;
  readonly path: RegExp;
  readonly labels: readonly string[];
  /** Static parts of the query: a value, or undefined when the key alone counts. */
  readonly query: readonly (readonly [string, string])[];
  /** Query keys and headers that the model requires. */
  readonly needsQuery: readonly string[];
  readonly needsHeader: readonly string[];
}

/** Only the JavaScript SDK sends this one, so no route may insist on it. */
const HINT = 'x-id';

/** Finds routes; `undefined` when the model has no operation for the request. */
export class Routes {
  private readonly routes: readonly Route[];

  constructor(operations: Iterable<OperationShape>) {
    // The more a route asks for, the earlier it is tried.
    const demands = (r: Route): number => 2 * r.query.length + r.needsQuery.length + r.needsHeader.length;
    const literal = (r: Route): number => r.path.source.length - 8 * r.labels.length;
    this.routes = [...operations]
      .flatMap(operation => (operation.http ? [compile(operation, operation.http)] : []))
      .sort((a, b) => demands(b) - demands(a) || literal(b) - literal(a));
  }

  find(request: WireRequest): Match | undefined {
    const hint = request.query.get(HINT);
    const onPath = this.routes.flatMap(route => {
      const path = route.method === request.method ? route.path.exec(request.path) : null;
      return path && hasStaticQuery(route, request) ? [{ route, path }] : [];
    });
    const whole = onPath.filter(({ route }) => hasWhatIsRequired(route, request));
    const found = whole.length > 0 ? whole : onPath; // so that the answer says what is missing, not that there is no operation
    const best = found.find(({ route }) => route.operation.name === hint) ?? found[0];
    return (
      best && {
        operation: best.route.operation,
        labels: new Map(best.route.labels.map((label, i) => [label, unescape(best.path[i + 1])])),
      }
    );
  }
}

function unescape(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new ServiceError('InvalidInput', `the path holds an escape that is no UTF-8: '${text}'`);
  }
}

function hasStaticQuery(route: Route, { query }: WireRequest): boolean {
  return route.query.every(([key, value]) => query.has(key) && (value === '' || query.get(key) === value));
}

function hasWhatIsRequired(route: Route, { query, headers }: WireRequest): boolean {
  return route.needsQuery.every(key => query.has(key)) && route.needsHeader.every(name => headers.has(name));
}

function compile(operation: OperationShape, [method, template]: readonly [string, string, number]): Route {
  const [path, query = ''] = template.split('?');
  const labels: string[] = [];
  const segments = path
    .split('/')
    .filter(segment => segment !== '')
    .map(segment => {
      const label = /^\{(\w+)(\+?)\}$/.exec(segment);
      if (!label) {
        return '/' + segment.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
      }
      labels.push(label[1]);
      return label[2] ? '/(.+)' : '/([^/]+)';
    });
  // The SDK moves S3's bucket from the path into the host name and back again, so its schemas leave that label out of the path.
  const members = membersOfShape(operation.input);
  const moved = members
    .filter(([name, member]) => member.getMergedTraits().httpLabel && !labels.includes(name))
    .map(([name]) => name);
  const required = shapeOf(operation.input).required.map(name => operation.input.getMemberSchema(name).getMergedTraits());
  return {
    operation,
    method,
    path: new RegExp(`^${moved.map(() => '/([^/]+)').join('')}${segments.join('')}/?$`),
    labels: [...moved, ...labels],
    query: [...new URLSearchParams(query)].filter(([key]) => key !== HINT),
    needsQuery: required.flatMap(traits => traits.httpQuery ?? []),
    needsHeader: required.flatMap(traits => traits.httpHeader?.toLowerCase() ?? []),
  };
}
