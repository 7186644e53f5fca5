/** What the location-based policies may know of a client. Each reads its own part; what is missing makes it take its default. */
export interface ClientLocation {
  /** `AF AN AS EU NA OC SA`. */
  readonly continent?: string;
  /** ISO 3166-1 alpha-2, e.g. `DE`. */
  readonly country?: string;
  /** Code of a subdivision of the country, e.g. `CA` in `US`. */
  readonly subdivision?: string;
  /** The AWS Region with the best latency for this client. */
  readonly region?: string;
  readonly coordinates?: Coordinates;
  /** Name of the location in a CIDR collection. */
  readonly cidrLocation?: string;
}

export interface Coordinates {
  readonly latitude: number;
  readonly longitude: number;
}
