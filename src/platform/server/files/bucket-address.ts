/** A bucket of an S3-compatible service, and the key that opens it, as `FILES_URL` names them. */
export interface BucketAddress {
	/** Scheme, host and port, such as `https://s3.example.qc.ca`. */
	readonly origin: string;
	readonly bucket: string;
	/** Begins the name of every content in the bucket: '' or a path that ends with a slash. */
	readonly prefix: string;
	readonly region: string;
	readonly keyId: string;
	readonly secret: string;
}

const NAME = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const PREFIX = /^(?:[\w.-]+\/)*$/;

/**
 * Reads the address of a bucket, `https://KEY:SECRET@HOST/BUCKET/PREFIX?region=REGION` (prefix and region may
 * be left out; the key and the secret are percent-encoded). Returns undefined when it is not one.
 */
export function readBucketAddress(text: string): BucketAddress | undefined {
	const url = URL.parse(text);
	if (!url || !/^https?:$/.test(url.protocol) || !url.username || !url.password || url.hash) return undefined;
	const [, bucket = '', ...folders] = url.pathname.split('/');
	const prefix = folders
		.filter(Boolean)
		.map((folder) => `${folder}/`)
		.join('');
	if (!NAME.test(bucket) || !PREFIX.test(prefix) || /(^|\/)\.\.?\//.test(prefix)) return undefined;
	if ([...url.searchParams.keys()].some((name) => name !== 'region')) return undefined;
	try {
		return {
			origin: url.origin,
			bucket,
			prefix,
			region: url.searchParams.get('region') ?? 'us-east-1',
			keyId: decodeURIComponent(url.username),
			secret: decodeURIComponent(url.password),
		};
	} catch {
		return undefined;
	}
}
