import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A reverse proxy in front of several nodes. */
export interface AlternatingProxy {
	/** The public address of the service behind it. */
	readonly origin: string;
	/** The number of requests that each node answered, by port. */
	readonly answered: ReadonlyMap<number, number>;
	/** Says on which ports the nodes listen. */
	sendTo(ports: readonly number[]): void;
	close(): Promise<void>;
}

/**
 * Starts a proxy that sends each request to the next node in turn, whoever asks: no node sees two requests of
 * a page in a row. As usual proxies do, it tries the next node where one refuses the connection, and answers
 * 502 where a connection ends before the answer, since the request may have been carried out.
 */
export async function startAlternatingProxy(): Promise<AlternatingProxy> {
	let ports: readonly number[] = [];
	let turn = 0;
	const answered = new Map<number, number>();
	const server = createServer((req, res) => {
		const parts: Buffer[] = [];
		req.on('data', (part: Buffer) => parts.push(part));
		req.on('end', () => {
			const body = Buffer.concat(parts);
			const first = turn;
			turn += 1;
			const attempt = (n: number): void => {
				const port = ports[(first + n) % ports.length];
				if (port === undefined || n === ports.length) {
					res.writeHead(502).end('No node answers.');
					return;
				}
				const forwarded = { ...req.headers, 'x-forwarded-for': req.socket.remoteAddress ?? '' };
				const { method, url: path } = req;
				// The name, never a number: a demonstration listens to one of the two addresses of this machine.
				const asked = request({ host: 'localhost', port, method, path, headers: forwarded, agent: false });
				asked.once('response', (answer) => {
					answered.set(port, (answered.get(port) ?? 0) + 1);
					res.writeHead(answer.statusCode ?? 502, answer.headers);
					answer.pipe(res);
					answer.once('error', () => res.destroy());
				});
				asked.once('error', (error: NodeJS.ErrnoException) => {
					if (error.code === 'ECONNREFUSED') return attempt(n + 1);
					if (res.headersSent) res.destroy();
					else res.writeHead(502).end('The node stopped answering.');
				});
				asked.end(body);
			};
			attempt(0);
		});
	});
	await new Promise<void>((done) => server.listen(0, 'localhost', done));
	const { port } = server.address() as AddressInfo;
	return {
		origin: `http://localhost:${port}`,
		answered,
		sendTo: (given) => void (ports = given),
		close: () =>
			new Promise((done) => {
				server.close(() => done());
				server.closeAllConnections();
			}),
	};
}
