/**
 * Serves the metrics that an operator watches, on a port of their own: to this machine only, or to whoever
 * shows the token. Imports nothing of the application.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

const digest = (text: string) => createHash('sha256').update(text).digest();

/** True if a request shows this token; takes as long whatever it shows. */
function shows(token: string, { headers }: IncomingMessage): boolean {
	const [, given = ''] = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '') ?? [];
	return timingSafeEqual(digest(given), digest(token));
}

/** Names of this machine: a page of another site, whose name leads here, is refused. */
const THIS_MACHINE = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

function answer(res: ServerResponse, status: number, text: string, more: Record<string, string> = {}): void {
	res.writeHead(status, {
		'content-type': 'text/plain; charset=utf-8',
		'cache-control': 'no-store',
		'x-content-type-options': 'nosniff',
		...more,
	});
	res.end(text);
}

/**
 * Makes the server of the metrics, not yet listening. With a token, a request must show it (`Authorization:
 * Bearer`); without one, only this machine may ask. `read` returns the metrics in the format of Prometheus.
 */
export function metricsServer(token: string | null, read: () => Promise<string>): Server {
	const server = createServer(
		{ maxHeaderSize: 8_192, headersTimeout: 5_000, requestTimeout: 10_000, keepAliveTimeout: 65_000 },
		(req, res) => {
			if (token === null && !THIS_MACHINE.test(req.headers.host ?? ''))
				return answer(res, 421, 'Unknown host.\n');
			if (token !== null && !shows(token, req))
				return answer(res, 401, 'A token is needed.\n', {
					'www-authenticate': 'Bearer',
					connection: 'close',
				});
			if (req.url?.split('?')[0] !== '/metrics') return answer(res, 404, 'Not found. See /metrics\n');
			if (req.method !== 'GET' && req.method !== 'HEAD')
				return answer(res, 405, 'Only GET.\n', { allow: 'GET, HEAD' });
			void (async () => {
				try {
					const text = await read();
					answer(res, 200, text, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' });
				} catch {
					answer(res, 503, 'Not now.\n');
				}
			})();
		},
	);
	// A few readers, each with its connection: more than these are none of ours.
	server.maxConnections = 20;
	return server;
}

/** Where the metrics are listened for: with a token everywhere, otherwise on this machine only. */
export const metricsHost = (token: string | null) => (token === null ? '127.0.0.1' : '0.0.0.0');
