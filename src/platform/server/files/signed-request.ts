import { createHash, createHmac } from 'node:crypto';
import type { BucketAddress } from './bucket-address.ts';

/** A request to a bucket, before it is signed. */
export interface BucketRequest {
	readonly method: 'GET' | 'PUT' | 'DELETE';
	/** Path from the root of the host, unencoded. */
	readonly path: string;
	readonly query?: Readonly<Record<string, string>>;
	readonly body?: Uint8Array;
}

/** A request with the headers that prove who sends it. */
export interface SignedRequest {
	readonly url: string;
	readonly headers: Readonly<Record<string, string>>;
}

const hex = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex');
const hmac = (key: string | Uint8Array, text: string) => createHmac('sha256', key).update(text).digest();
/** Percent-encodes as AWS asks: everything but letters, digits and `-._~`. */
const encoded = (text: string) =>
	encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/**
 * Signs a request with AWS Signature Version 4 for S3, which every S3-compatible service takes: the headers
 * `host`, `x-amz-date` and `x-amz-content-sha256`, hence the body too
 * (docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html).
 */
export function signedRequest(
	{ origin, region, keyId, secret }: Pick<BucketAddress, 'origin' | 'region' | 'keyId' | 'secret'>,
	{ method, path, query = {}, body = new Uint8Array() }: BucketRequest,
	now: Date,
): SignedRequest {
	const at = now.toISOString().replace(/[:-]|\.\d{3}/g, '');
	const scope = `${at.slice(0, 8)}/${region}/s3/aws4_request`;
	const uri = path.split('/').map(encoded).join('/');
	const asked = Object.entries(query)
		.map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
		.sort()
		.join('&');
	const headers: Record<string, string> = {
		host: new URL(origin).host,
		'x-amz-content-sha256': hex(body),
		'x-amz-date': at,
	};
	const names = Object.keys(headers).join(';');
	const said = Object.entries(headers)
		.map(([name, value]) => `${name}:${value}\n`)
		.join('');
	const canonical = [method, uri, asked, said, names, headers['x-amz-content-sha256']].join('\n');
	const text = ['AWS4-HMAC-SHA256', at, scope, hex(canonical)].join('\n');
	const key = scope.split('/').reduce<string | Uint8Array>(hmac, `AWS4${secret}`);
	const signature = hmac(key, text).toString('hex');
	const authorization = `AWS4-HMAC-SHA256 Credential=${keyId}/${scope},SignedHeaders=${names},Signature=${signature}`;
	return { url: `${origin}${uri}${asked && `?${asked}`}`, headers: { ...headers, authorization } };
}
