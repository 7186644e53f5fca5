import type { CfnEIP, IInstance } from 'aws-cdk-lib/aws-ec2';
import type { CaaRecordValue, MxRecordValue, SrvRecordValue } from 'aws-cdk-lib/aws-route53';
import { canonicalAddress, ipVersion } from '../rules/addresses';
import { isAddressType } from '../rules/record-types';
import type { EndpointHealthCheck } from './endpoint-health-check';
import { caaValue, mxValue, numberText, spelled, srvValue, txtValue } from './private/spell-value';

/** What may be said of every endpoint. */
export interface EndpointSettings {
  /**
   * Whether to keep the endpoint out of DNS while its health check stays: it is never answered, even when all others are unhealthy.
   *
   * @default false
   */
  readonly drained?: boolean;

  /**
   * This endpoint's own health check.
   *
   * @default - the health check of the record set
   */
  readonly healthCheck?: EndpointHealthCheck;
}

/** What may be said of an endpoint whose value is known at synthesis. */
export interface EndpointOptions extends EndpointSettings {
  /**
   * The set identifier of its record, up to 128 characters, and part of its health check's logical ID. Under the same name the address
   * may change in place; a new name is a new endpoint.
   *
   * @default - the address; must be given when the address is known only at deployment
   */
  readonly name?: string;
}

/** What may be said of an endpoint that is no IP address. */
export interface ValueEndpointOptions extends EndpointSettings {
  /**
   * The set identifier of its record, up to 128 characters, and part of its health check's logical ID. Under the same name the value may
   * change in place; a new name is a new endpoint.
   *
   * @default - made from the value; must be given when the value is known only at deployment, or is longer than 128 characters
   */
  readonly name?: string;

  /**
   * The IPv4 or IPv6 address that health checkers connect to, for a health check by `http`, `https` or `tcp`.
   *
   * @default - they look up `hostName`
   */
  readonly address?: string;

  /**
   * The domain name that health checkers look up, over IPv4, and connect to, for a health check by `http`, `https` or `tcp`.
   *
   * @default - for MX and SRV the host of the value, otherwise none: then `address` must be given, or a health check that needs neither
   */
  readonly hostName?: string;
}

/** What must be said of an endpoint whose address is known only at deployment. */
export interface NamedEndpointOptions extends EndpointSettings {
  /** The set identifier of its record, up to 128 characters, and part of its health check's logical ID. */
  readonly name: string;
}

/** One thing that a name may be answered with. */
export class Endpoint {
  /**
   * An IPv4 or IPv6 address. An address known only at deployment (a token) is taken as IPv4 and needs a `name`; for IPv6 use
   * `Endpoint.ipv6Address`.
   */
  public static ipAddress(address: string, options: EndpointOptions = {}): Endpoint {
    return Endpoint.ofAddress(address, ipVersion(address) === 6 ? 'AAAA' : 'A', options);
  }

  /** IPv4 and IPv6 addresses, each named by its address. */
  public static ipAddresses(...addresses: string[]): Endpoint[] {
    return addresses.map(address => Endpoint.ipAddress(address));
  }

  /** An IPv6 address, also one that is known only at deployment. */
  public static ipv6Address(address: string, options: EndpointOptions = {}): Endpoint {
    return Endpoint.ofAddress(address, 'AAAA', options);
  }

  /** An Elastic IP address of the same app. */
  public static elasticIp(eip: CfnEIP, options: NamedEndpointOptions): Endpoint {
    return Endpoint.ofAddress(eip.attrPublicIp, 'A', options);
  }

  /**
   * An EC2 instance by its public IPv4 address as it is at deployment. Stopping and starting the instance gives it another one: prefer
   * `Endpoint.elasticIp` where that may happen.
   */
  public static instance(instance: IInstance, options: NamedEndpointOptions): Endpoint {
    return Endpoint.ofAddress(instance.instancePublicIp, 'A', options);
  }

  /** A mail server. */
  public static mx(value: MxRecordValue, options: ValueEndpointOptions = {}): Endpoint {
    return Endpoint.ofHost('MX', mxValue(value), value.hostName, value.hostName, options);
  }

  /** A service: its host and its port. */
  public static srv(value: SrvRecordValue, options: ValueEndpointOptions = {}): Endpoint {
    return Endpoint.ofHost('SRV', srvValue(value), value.hostName, `${value.hostName}:${numberText(value.port)}`, options);
  }

  /**
   * Text of up to some 3,950 characters; it is quoted, escaped and cut at 255 characters here. Text known only at deployment (a token) must not
   * have more than 255 bytes, nor quotation marks or backslashes.
   */
  public static txt(text: string, options: ValueEndpointOptions = {}): Endpoint {
    return Endpoint.ofValue('TXT', txtValue(text), text, options);
  }

  /** A certificate authority that may, or may not, issue certificates for the name. */
  public static caa(value: CaaRecordValue, options: ValueEndpointOptions = {}): Endpoint {
    return Endpoint.ofValue('CAA', caaValue(value), `${value.tag} ${value.value}`, options);
  }

  /**
   * A value of any other type, in the form that Route 53 documents for it. A multivalue group may hold the types A, AAAA, CAA, HTTPS, MX,
   * NAPTR, PTR, SPF, SRV, SSHFP, SVCB, TLSA and TXT, but not CNAME, DS, NS and SOA.
   *
   * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html
   */
  public static value(recordType: string, value: string, options: ValueEndpointOptions = {}): Endpoint {
    return isAddressType(recordType)
      ? Endpoint.ofAddress(value, recordType, options)
      : Endpoint.ofValue(recordType, spelled(recordType, value), value, options);
  }

  /** Checkers look up the host of the value unless told otherwise. `.` stands for no host. */
  private static ofHost(recordType: string, value: string, host: string, name: string, options: ValueEndpointOptions): Endpoint {
    const hostName = options.address === undefined && host !== '.' ? (options.hostName ?? host) : options.hostName;
    return Endpoint.ofValue(recordType, value, name, { ...options, hostName });
  }

  private static ofValue(recordType: string, value: string, defaultName: string, options: ValueEndpointOptions): Endpoint {
    return new Endpoint({ ...options, name: options.name ?? defaultName, recordType, recordValue: value });
  }

  /** Spelled one way, so that another spelling of the same address is no difference to what is deployed. */
  private static ofAddress(given: string, recordType: string, options: ValueEndpointOptions): Endpoint {
    const address = ipVersion(given) === 6 ? canonicalAddress(given) : given; // IPv4 has just one spelling
    return new Endpoint({
      ...options,
      name: options.name ?? address,
      recordType,
      recordValue: address,
      address: options.address ?? address,
    });
  }

  /** The set identifier of its record. */
  public readonly name: string;
  /** The type of its record, for example `A` or `AAAA`. */
  public readonly recordType: string;
  /** The value of its record. */
  public readonly recordValue: string;
  /** Whether it is kept out of DNS. */
  public readonly drained: boolean;
  /** Its own health check, where it has one. */
  public readonly healthCheck?: EndpointHealthCheck;
  /** The IP address that health checkers connect to, where the endpoint has one. */
  public readonly address?: string;
  /** The host name that health checkers look up and connect to, where the endpoint has no address of its own. */
  public readonly hostName?: string;

  private constructor(endpoint: EndpointFields) {
    this.name = endpoint.name;
    this.recordType = endpoint.recordType;
    this.recordValue = endpoint.recordValue;
    this.drained = endpoint.drained ?? false;
    this.healthCheck = endpoint.healthCheck;
    this.address = endpoint.address;
    this.hostName = endpoint.hostName;
  }
}

/** All that an endpoint is; each factory fills it in, and the record set that it is given to checks it. */
interface EndpointFields extends EndpointSettings {
  readonly name: string;
  readonly recordType: string;
  readonly recordValue: string;
  readonly address?: string;
  readonly hostName?: string;
}
