import { type IncomingHttpHeaders, request } from 'node:http';

/** The response to a request made with `rawRequest`. */
export interface RawAnswer {
	readonly status: number;
	readonly headers: IncomingHttpHeaders;
	readonly body: string;
}

/** An HTTP request that `fetch` would not allow: with another Host, any method or Origin, or a slow body. */
export interface RawRequest {
	readonly path: string;
	readonly method?: string;
	readonly headers?: Record<string, string>;
	readonly body?: string;
	/** True to send the body in chunks, without its length. */
	readonly chunked?: boolean;
	/** Called once half of the body is sent; the rest is sent when its promise resolves. */
	readonly halfway?: () => Promise<void>;
}

/**
 * Sends one HTTP request on a connection of its own, without following redirects; resolves to its response.
 */
export function rawRequest(origin: string, { path, method, headers, body, chunked, halfway }: RawRequest) {
	return new Promise<RawAnswer>((done, failed) => {
		const sent = request(
			new URL(path, origin),
			{
				method: method ?? 'GET',
				agent: false,
				headers: {
					accept: 'text/html',
					...(body === undefined || chunked ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
					...headers,
				},
			},
			(response) => {
				const chunks: Buffer[] = [];
				response.on('data', (chunk: Buffer) => chunks.push(chunk));
				response.on('error', failed);
				response.on('end', () =>
					done({
						status: response.statusCode ?? 0,
						headers: response.headers,
						body: Buffer.concat(chunks).toString('utf8'),
					}),
				);
			},
		);
		sent.on('error', failed);
		if (body === undefined || !halfway) return void sent.end(body);
		const half = Math.floor(body.length / 2);
		sent.write(body.slice(0, half), () => void halfway().then(() => sent.end(body.slice(half)), failed));
	});
}
