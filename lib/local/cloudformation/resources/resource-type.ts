import type { JsonObject } from '../../../template/json';
import type { Schema } from './schema';

/** A resource type the engine can deploy. */
export interface ResourceType {
  /** E.g. `AWS::Route53::HealthCheck`. */
  readonly name: string;
  /** None: properties are not looked at. */
  readonly schema?: Schema;
  /** The property that holds its tags, and takes the stack's. */
  readonly tagProperty?: string;
  /** What `Fn::GetAtt` may ask for. */
  readonly attributes: readonly string[];
  /** Each makes all of the change, or throws and has made none of it. */
  create(properties: JsonObject, context: ResourceContext): Promise<Made>;
  update(existing: Existing, properties: JsonObject, context: ResourceContext): Promise<Made>;
  /** What is gone already is as good as deleted. */
  delete(existing: Existing, context: ResourceContext): Promise<void>;
}

export interface Existing {
  readonly physicalId: string;
  readonly properties: JsonObject;
  readonly attributes: JsonObject;
}

/** What a resource is to the rest of the template. */
export interface Made {
  /** What `Ref` comes to. */
  readonly physicalId: string;
  /** What `Fn::GetAtt` comes to. */
  readonly attributes: JsonObject;
}

export interface ResourceContext {
  readonly stackName: string;
  readonly logicalId: string;
  readonly region: string;
  /** Whose the stack is, and so the resource. */
  readonly accountId: string;
  /** A text that no other call gets. */
  unique(): string;
}
