import type { Readable } from 'node:stream';
import type { Agent as AgentOfUndici } from 'undici';

/** A request to a server that the operator named in the settings. */
export interface OperatorRequest {
	readonly method: 'GET' | 'PUT' | 'DELETE';
	readonly url: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body?: Uint8Array;
}

/** What that server answered. The caller reads the body to its end, or destroys it. */
export interface OperatorResponse {
	readonly status: number;
	readonly body: Readable;
}

/** How long (ms) to wait for a connection, for the headers of an answer, and between two parts of its body. */
const PATIENCE = { connect: 5_000, headers: 15_000, body: 15_000 } as const;

/** Sends requests to a server that the operator named; rejects when it does not answer in time. */
export type AskOperatorServer = (request: OperatorRequest) => Promise<OperatorResponse>;

/**
 * Makes what sends requests to the servers that the operator names in the settings, such as a bucket. Unlike
 * `publicFetch`, it goes to private addresses too, since the address comes from the operator and never from a
 * visitor; it follows no redirect. Keeps connections open between requests.
 */
export function operatorServer(): AskOperatorServer {
	let opened: AgentOfUndici | undefined;
	return async ({ method, url, headers, body }) => {
		const { Agent, request } = await import('undici');
		opened ??= new Agent({
			connect: { timeout: PATIENCE.connect },
			headersTimeout: PATIENCE.headers,
			bodyTimeout: PATIENCE.body,
			connections: 8,
		});
		const answer = await request(url, {
			method,
			headers: { ...headers },
			dispatcher: opened,
			...(body && { body }),
		});
		return { status: answer.statusCode, body: answer.body };
	};
}
