import { type IncomingHttpHeaders, request } from 'node:http';

/** What a server answered to a request made by hand. */
export interface RawAnswer {
	readonly status: number;
	readonly headers: IncomingHttpHeaders;
	readonly body: string;
}

/** What fetch would not let us write: another Host, a method or an Origin of our choice, a body that comes slowly. */
export interface RawRequest {
	readonly path: string;
	readonly method?: string;
	readonly headers?: Record<string, string>;
	readonly body?: string;
	/** Leaves out the length of the body: it comes in chunks. */
	readonly chunked?: boolean;
	/** Called when half of the body left; the rest follows when it is done. */
	readonly halfway?: () => Promise<void>;
}

/** Sends one request on a connection of its own; redirects are not followed. */
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
