/**
 * What the local service takes from all its clients, so that none of them can keep it busy, or fill the memory, to the harm of others. Where
 * AWS has a number of its own, that is in `lib/rules`; these are ours, each beyond what an honest client sends (docs/reliability.md).
 */
const KB = 1024;
const MB = 1024 * KB;

/** Connections at a time. */
export const MAX_CONNECTIONS = 1000;

/** Of the API over HTTP. */
export const HTTP_LIMITS = {
  /** Bytes of requests and answers that all connections together may have under way. */
  bytesUnderWay: 128 * MB,
  /** Milliseconds for the headers of a request, and for the whole of it. */
  headersTime: 20_000,
  requestTime: 60_000,
};

/** Bytes of one request. */
export const MAX_BODY_BYTES = {
  /** A batch of 1000 changes, names and set identifiers as long as they may be. */
  route53: 2 * MB,
  /** 200 parameters of 4096 bytes beside a template, all escaped for a form. */
  cloudFormation: 2 * MB,
  s3: 16 * MB,
  other: 256 * KB,
  /** Which service it is for is found out from it. */
  unsigned: 2 * MB,
  control: 64 * KB,
};

/** What a document may be made of: its parts cost more than its bytes. */
export const DOCUMENT_LIMITS = {
  depth: 32,
  /** A batch of 1000 changes has about 20,000. */
  xmlElements: 30_000,
  jsonDepth: 64,
  /** In the properties of one resource, which are worked out in one turn. A group of 1000 record sets has about 12,000. */
  resourceValues: 20_000,
  /** A stack of 200 parameters and 50 tags has about 1000. */
  formFields: 5000,
};

/** How many violations of the model are worded. */
export const MAX_VIOLATIONS = 100;

/** Characters of an error: the service shows what it refuses, a template of 51,201 bytes too. */
export const MAX_MESSAGE_LENGTH = 100_000;

/** What the local S3 keeps, of all buckets together; beyond it the oldest objects go. */
export const S3_LIMITS = { objects: 1000, bytes: 64 * MB };

/** Of DNS over TCP. */
export const DNS_TCP_LIMITS = {
  /** Milliseconds from one whole query to the next, and for taking the answers: slow ones and idle ones are closed (RFC 7766 section 6.2.3). */
  patience: 10_000,
  /** Bytes of queries and answers that all connections together may have under way. */
  bytes: 64 * MB,
  connections: MAX_CONNECTIONS,
};

/** Queries answered, or so many bytes of answers made, before others have their turn. */
export const DNS_TURN = { queries: 64, bytes: 64 * KB };
