/** As much of S3 as publishing a template takes. Keys are names in a map, never paths of files. */
import { createHash } from 'node:crypto';
import * as sdk from '@aws-sdk/client-s3';
import { defineService, ServiceError, UNUSED, type Service } from '../aws/service';
import { MAX_BODY_BYTES, S3_LIMITS } from '../limits';
import type { StoredObject } from '../state';
import type { Store } from '../store';
import { nextTurn } from '../turns';

const MAX_KEYS = 1000;

export function s3Service(store: Store, now: () => Date): Service {
  const objects = () => store.state.objects;
  return defineService(sdk, new sdk.S3Client(UNUSED), { maxBodyBytes: MAX_BODY_BYTES.s3 })({
    GetBucketLocation: (_, { region }) =>
      region === 'us-east-1' ? {} : { LocationConstraint: region as sdk.BucketLocationConstraint },
    GetBucketEncryption: () => ({
      ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] },
    }),
    HeadBucket: (_, { region }) => ({ BucketRegion: region }),
    ListObjectsV2: ({
      Bucket: bucket,
      Prefix: prefix = '',
      MaxKeys: most = MAX_KEYS,
      StartAfter: after = '',
      ContinuationToken: token,
    }) => {
      const start = token ?? after;
      const found = [...objects().values()]
        .filter(object => object.bucket === bucket && object.key.startsWith(prefix) && object.key > start)
        .sort((a, b) => (a.key < b.key ? -1 : 1));
      const page = found.slice(0, Math.min(most, MAX_KEYS));
      return {
        Name: bucket,
        Prefix: prefix,
        MaxKeys: most,
        KeyCount: page.length,
        IsTruncated: page.length < found.length,
        ...(page.length > 0 && page.length < found.length ? { NextContinuationToken: page[page.length - 1].key } : {}),
        Contents: page.map(object => ({
          Key: object.key,
          ETag: object.etag,
          Size: sizeOf(object),
          LastModified: object.modifiedAt,
        })),
      };
    },
    PutObject: async ({ Bucket: bucket = '', Key: key = '', Body: body = new Uint8Array(), ContentType: contentType }) => {
      const etag = `"${await md5(body)}"`;
      const object = { bucket, key, body, contentType, etag, modifiedAt: now() };
      store.update(state => ({ ...state, objects: withObject(state.objects, object) }));
      return { ETag: etag };
    },
    GetObject: ({ Bucket: bucket = '', Key: key = '' }) => {
      const object = objectOf(store, bucket, key);
      return { ...headOf(object), Body: object.body };
    },
    HeadObject: ({ Bucket: bucket = '', Key: key = '' }) => headOf(objectOf(store, bucket, key)),
    DeleteObject: ({ Bucket: bucket = '', Key: key = '' }) => {
      store.update(state => {
        const left = new Map(state.objects);
        return left.delete(objectName(bucket, key)) ? { ...state, objects: left } : state;
      });
      return {};
    },
  });
}

/** These objects and a new one, the latest that there is room for. A tool that misses one it has published before publishes it again. */
function withObject(before: ReadonlyMap<string, StoredObject>, object: StoredObject): ReadonlyMap<string, StoredObject> {
  const name = objectName(object.bucket, object.key);
  const latestFirst = [...before].filter(([other]) => other !== name).reverse();
  let left = S3_LIMITS.bytes - sizeOf(object);
  const kept = latestFirst.slice(0, S3_LIMITS.objects - 1).filter(([, other]) => (left -= sizeOf(other)) >= 0);
  return new Map([...kept.reverse(), [name, object]]);
}

/** Bytes hashed before others have their turn. */
const SLICE = 1024 * 1024;

async function md5(bytes: Uint8Array): Promise<string> {
  const hash = createHash('md5');
  for (let at = 0; at < bytes.length; at += SLICE) {
    hash.update(bytes.subarray(at, at + SLICE));
    await nextTurn(at + SLICE < bytes.length);
  }
  return hash.digest('hex');
}

/** What an `https://` address of an object stands for, in path style or with the bucket in the host name; undefined when there is none. */
export function objectText(store: Store, url: string): string | undefined {
  if (!URL.canParse(url)) {
    return undefined;
  }
  const { hostname, pathname } = new URL(url);
  const path = decoded(pathname.slice(1));
  const bucket = /^(.+)\.s3[.-]/.exec(hostname)?.[1];
  const object = store.state.objects.get(bucket === undefined ? path : objectName(bucket, path));
  return object && Buffer.from(object.body).toString('utf8');
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // a stray percent sign stands for itself
  }
}

/** A bucket's name holds no slash, so no two objects have one name. */
function objectName(bucket: string, key: string): string {
  return `${bucket}/${key}`;
}

function objectOf(store: Store, bucket: string, key: string): StoredObject {
  const object = store.state.objects.get(objectName(bucket, key));
  if (!object) {
    throw new ServiceError('NoSuchKey', 'The specified key does not exist.', { status: 404 });
  }
  return object;
}

function headOf(
  object: StoredObject,
): Pick<sdk.HeadObjectCommandOutput, 'ContentLength' | 'ContentType' | 'ETag' | 'LastModified'> {
  return {
    ContentLength: sizeOf(object),
    ETag: object.etag,
    LastModified: object.modifiedAt,
    ...(object.contentType === undefined ? {} : { ContentType: object.contentType }),
  };
}

function sizeOf(object: StoredObject): number {
  return object.body.length;
}
