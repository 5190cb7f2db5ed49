/**
 * An HTTP client that puts a service under load. It uses raw sockets, to cost little; it keeps its
 * connection, and sends the next request as soon as the last one is answered.
 */
import { connect, type Socket } from 'node:net';

/** An HTTP request for the load client to send; the body, if any, is a form or a document. */
export interface Question {
	readonly method: 'GET' | 'POST';
	readonly path: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body?: string;
}

/** An HTTP response as the load client received it; its body is not decompressed. */
export interface Reply {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Buffer;
}

/** Where a service listens on this machine: the port to connect to, and the value of the Host header. */
export interface Target {
	readonly port: number;
	readonly host: string;
}

const HEAD_END = Buffer.from('\r\n\r\n');
const CHUNKS_END = Buffer.from('0\r\n\r\n');

/** Decodes a body sent with `transfer-encoding: chunked`: returns its chunks joined. */
function unchunked(body: Buffer): Buffer {
	const pieces: Buffer[] = [];
	for (let at = 0; ;) {
		const end = body.indexOf('\r\n', at);
		const size = Number.parseInt(body.toString('latin1', at, end), 16);
		if (!size) return Buffer.concat(pieces);
		pieces.push(body.subarray(end + 2, end + 2 + size));
		at = end + 2 + size + 2;
	}
}

/** Parses the bytes received so far as an HTTP response; returns undefined while they are incomplete. */
export function replyIn(bytes: Buffer): Reply | undefined {
	const end = bytes.indexOf(HEAD_END);
	if (end < 0) return undefined;
	const [first = '', ...lines] = bytes.toString('latin1', 0, end).split('\r\n');
	const headers: Record<string, string> = {};
	for (const line of lines) {
		const at = line.indexOf(':');
		const name = line.slice(0, at).toLowerCase();
		const value = line.slice(at + 1).trim();
		headers[name] = name in headers ? `${headers[name]}, ${value}` : value;
	}
	const status = Number(first.split(' ')[1]);
	const body = bytes.subarray(end + 4);
	if (headers['transfer-encoding'] === 'chunked')
		return body.subarray(-CHUNKS_END.length).equals(CHUNKS_END)
			? { status, headers, body: unchunked(body) }
			: undefined;
	return body.length >= Number(headers['content-length'] ?? 0) ? { status, headers, body } : undefined;
}

/**
 * A load client with a connection of its own, reopened when the service closed it between two requests. `ask`
 * rejects when the connection closes before the response is complete.
 */
export class Client {
	#socket: Socket | undefined;
	readonly #target: Target;
	constructor(target: Target) {
		this.#target = target;
	}

	#open(): Promise<Socket> {
		const { port } = this.#target;
		if (this.#socket && !this.#socket.destroyed && this.#socket.writable)
			return Promise.resolve(this.#socket);
		return new Promise((done, failed) => {
			const socket = connect({ port, host: 'localhost', noDelay: true }, () => done(socket));
			socket.setMaxListeners(0);
			socket.once('error', failed);
			this.#socket = socket;
		});
	}

	async ask({ method, path, headers, body = '' }: Question): Promise<Reply> {
		const socket = await this.#open();
		const all = {
			host: this.#target.host,
			...headers,
			...(method === 'POST' && { 'content-length': String(Buffer.byteLength(body)) }),
		};
		const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
		return new Promise((done, failed) => {
			let bytes: Buffer = Buffer.alloc(0);
			const closed = () => failed(new Error(`The connection closed during ${method} ${path}.`));
			const read = (piece: Buffer) => {
				bytes = bytes.length === 0 ? piece : Buffer.concat([bytes, piece]);
				const reply = replyIn(bytes);
				if (!reply) return;
				socket.off('data', read).off('close', closed);
				if (reply.headers['connection'] === 'close') socket.destroy();
				done(reply);
			};
			socket.on('data', read).once('close', closed);
			socket.write(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`);
		});
	}

	close(): void {
		this.#socket?.destroy();
	}
}
