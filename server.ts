/**
 * Serves the built application over HTTP: checks the host and the size of requests, sets each request's true
 * protocol and address, compresses, and stops gracefully. Imports only the build's output and files of this
 * folder.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type ArrivingBody, bodyRoom, CHECK_EVERY } from './body-room.ts';
import { compress } from './compress.ts';
import { restartWithMemoryLimits } from './memory-limits.ts';
import { metricsHost, metricsServer } from './metrics-server.ts';
import type * as Built from './src/platform/server/settings.ts';
import type * as Metrics from './src/service-metrics.ts';
import type * as Visitors from './src/platform/server/shares/visitor-address.ts';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 24 || (major === 24 && minor < 7)) {
	console.error(`Macaron needs Node 24.7 or newer; this is ${process.versions.node}. Use: npm start`);
	process.exit(1);
}

restartWithMemoryLimits(import.meta.filename);

// Whatever reads the process's output may go away: a failing stdout or stderr must not stop the service.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

const built = (path: string) => new URL(`./build/${path}`, import.meta.url).href;
const { readSettings, BadSettings } = (await import(built('server/settings.js'))) as typeof Built;
const { addressGroup, visitorAddress } = (await import(
	built('server/visitor-address.js')
)) as typeof Visitors;

function settingsOrStop() {
	try {
		return readSettings(process.env);
	} catch (error) {
		if (!(error instanceof BadSettings)) throw error;
		console.error(error.message);
		process.exit(2);
	}
}
const settings = settingsOrStop();

// Kit's Node handler reads the names of these headers once, when it is imported. They are names of our own,
// and the server overwrites them on every request, so that no client can set them.
process.env['PROTOCOL_HEADER'] = 'x-macaron-proto';
process.env['HOST_HEADER'] = 'x-macaron-host';
process.env['ADDRESS_HEADER'] = 'x-macaron-address';
// Bytes: room for the largest file accepted for verification and for the form fields around it.
const LARGEST_READ = 9 * 1024 * 1024;
process.env['BODY_SIZE_LIMIT'] = String(LARGEST_READ);

/**
 * Imports the built application, which opens the data folder. When that folder cannot be used, prints why and
 * ends the process with the exit code of that fault.
 */
async function handlerOrStop() {
	try {
		return (await import(built('handler.js'))) as {
			handler: (req: IncomingMessage, res: ServerResponse, next: () => void) => void;
		};
	} catch (error) {
		const { exit, message } = error as { exit?: unknown; message?: string };
		if (typeof exit !== 'number') throw error;
		console.error(message);
		process.exit(exit);
	}
}
const { handler } = await handlerOrStop();

const { countRefusal, serviceMetrics } = (await import(built('server/metrics.js'))) as typeof Metrics;

const origin = new URL(settings.origin);
const proto = origin.protocol.slice(0, -1);
const hosts = new Set(
	settings.demonstration
		? ['localhost', '127.0.0.1', '[::1]'].map((name) => `${name}:${settings.port}`)
		: [origin.host],
);
const CLOSED =
	"default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'";

/**
 * Security headers of every response except the app's static parts. On pages, Kit replaces this closed
 * content policy with the page's own.
 */
const POLICIES: readonly [string, string][] = [
	['content-security-policy', CLOSED],
	['referrer-policy', 'strict-origin-when-cross-origin'],
	['permissions-policy', 'camera=(), microphone=(), geolocation=()'],
	['cross-origin-opener-policy', 'same-origin'],
	...(proto === 'https' ? [['strict-transport-security', 'max-age=31536000'] as [string, string]] : []),
];
const PART = /^\/_app\/immutable\/[\w./-]+\.(js|css|woff2)$/;

/**
 * Removes from the headers of a static part of the app those that each part would pay for without use: ETag and
 * Last-Modified, since its file name changes with its content, so there is nothing to revalidate; Accept-Ranges,
 * since nobody asks for a piece of it; and `public`, which says what is true without it.
 */
const withoutUseless = (headers: unknown) =>
	typeof headers === 'object' && headers !== null
		? Object.fromEntries(
				Object.entries(headers).filter(([name]) => !/^(etag|last-modified|accept-ranges)$/i.test(name)),
			)
		: headers;

/** Paths of the icons shown on every page and in the browser's tab: they are cached for a day. */
const ICON = /^\/icon[\w-]*\.(svg|png)$/;

function refuse(res: ServerResponse, status: number, text: string) {
	countRefusal(status);
	res.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' });
	res.end(`${text}\n`);
}

const addressOf = (req: IncomingMessage) =>
	visitorAddress(req.headers['x-forwarded-for']?.toString(), settings.proxies, req.socket.remoteAddress);

/**
 * Most bytes of a body that needs no reservation of memory, and of one that is neither a form nor the API's.
 */
const SMALL_BODY = 65_536;
/**
 * Content types of forms. Each page refuses the forms that are too large for it, in the person's language
 * (`LARGEST_FORM` in `src/web/form-action.ts`): parsing a large one takes seconds, so only the form that
 * verifies a badge may be larger.
 */
const FORM = /^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i;
/** Paths of the APIs, which themselves refuse bodies that are too large, with a message of their own. */
const APIS = new Set<string | undefined>(['/api/verify', '/xapi/statements']);
/** Most bytes (16 MB) of any request body; a larger one gets 413 without being read. */
const MAX_BODY_BYTES = 16_000_000;

/**
 * The HTTP status and the message with which a request must be refused because of its body's length;
 * undefined when the length is acceptable.
 */
function bodyRefused(req: IncomingMessage): [number, string] | undefined {
	if (req.method === 'GET' || req.method === 'HEAD') return undefined;
	const path = req.url?.split('?')[0];
	const length = req.headers['content-length'];
	if (Number(length ?? 0) > MAX_BODY_BYTES) return [413, 'Too large.'];
	if (APIS.has(path)) return undefined;
	if (length === undefined && req.headers['transfer-encoding'])
		return [411, 'Say the length of what you send.'];
	if (FORM.test(String(req.headers['content-type']))) return undefined;
	return Number(length ?? 0) > SMALL_BODY ? [413, 'Too large.'] : undefined;
}

/**
 * The limit on request bodies being received at once, in bytes. One address (an IPv4 address, or the /64
 * network of an IPv6 address) may announce ten of the largest files, or the badges of a whole school. All
 * addresses together may have sent more than twice that.
 */
const room = bodyRoom({ all: 256_000_000, each: 96_000_000 });
setInterval(() => room.check(), CHECK_EVERY).unref();

const TOO_MUCH = 'Too much is being sent at once. Try again in a moment.';
/** The responses to a body that is refused while it arrives: their status line, headers and text. */
const GIVEN_UP = {
	slow: ['408 Request Timeout', '', 'Nothing more came for a while. Try again.'],
	full: ['503 Service Unavailable', 'retry-after: 10\r\n', TOO_MUCH],
} as const;

/** Follows a request's body as its connection receives it. */
function arriving(req: IncomingMessage, res: ServerResponse): ArrivingBody {
	const { socket } = req;
	const before = socket.bytesRead;
	return {
		arrived: () => socket.bytesRead - before,
		awaited: () => !req.complete && req.readableLength === 0,
		refuse(why) {
			const [status, header, text] = GIVEN_UP[why];
			countRefusal(Number(status.slice(0, 3)));
			// Written to the connection itself, as Node does for its own 408: the application still waits for
			// the body, and would otherwise answer through the same response a second time.
			if (!res.headersSent)
				socket.write(
					`HTTP/1.1 ${status}\r\nconnection: close\r\n${header}content-type: text/plain; charset=utf-8\r\n\r\n${text}\n`,
				);
			socket.destroySoon();
		},
	};
}

/**
 * Reserves memory for a request's body until its response closes; returns false when there is no room left.
 * Small bodies need no reservation.
 */
function hasRoom(req: IncomingMessage, res: ServerResponse): boolean {
	if (req.method === 'GET' || req.method === 'HEAD') return true;
	const length = req.headers['content-length'];
	// A body without a declared length may be as long as the largest one accepted.
	const bytes = length === undefined ? (req.headers['transfer-encoding'] ? LARGEST_READ : 0) : Number(length);
	if (bytes <= SMALL_BODY) return true;
	const free = room.take(addressGroup(addressOf(req)), bytes, arriving(req, res));
	if (free) res.once('close', free);
	return free !== undefined;
}

let stopping = false;

const { metrics } = settings;
const watching = metrics && metricsServer(metrics.token, serviceMetrics);

const server = createServer(
	{
		maxHeaderSize: 16_384,
		headersTimeout: 10_000,
		requestTimeout: 60_000,
		keepAliveTimeout: 10_000,
		// How often (ms) timeouts are checked; by default Node checks only every 30 seconds.
		connectionsCheckingInterval: 1000,
	},
	(req, res) => {
		const host = String(req.headers.host).toLowerCase();
		// Health probes come from nearby machines, which may use any host name.
		const probe = req.url === '/livez' || req.url === '/readyz';
		if (!hosts.has(host) && !probe) return refuse(res, 421, 'Unknown host.');
		if ((req.url ?? '').length > 4096) return refuse(res, 414, 'Address too long.');
		const refused = bodyRefused(req);
		if (refused) return refuse(res, ...refused);
		if (!hasRoom(req, res)) {
			res.setHeader('retry-after', '10');
			return refuse(res, 503, TOO_MUCH);
		}
		if (stopping && req.url === '/readyz') return refuse(res, 503, 'Stopping.');
		req.headers['x-macaron-proto'] = proto;
		req.headers['x-macaron-host'] = probe ? origin.host : host;
		req.headers['x-macaron-address'] = addressOf(req);
		res.setHeader('x-content-type-options', 'nosniff');
		// The app's static parts follow the policy of the page that loads them, so these headers would be
		// wasted on them.
		if (!PART.test(req.url ?? '')) for (const [name, value] of POLICIES) res.setHeader(name, value);
		if (ICON.test(req.url ?? '')) res.setHeader('cache-control', 'public, max-age=86400');
		compress(req, res);
		const head = res.writeHead;
		res.writeHead = ((status: number, ...rest: []) => {
			// A 304 must not replace the policy of the page in the browser's cache with the closed one.
			if (status === 304) res.removeHeader('content-security-policy');
			if (PART.test(req.url ?? '')) {
				res.removeHeader('connection');
				const kept = res.getHeader('cache-control');
				if (kept) res.setHeader('cache-control', String(kept).replace(/^public, ?/, ''));
				return head.call(res, status, ...(rest.map(withoutUseless) as []));
			}
			return head.call(res, status, ...rest);
		}) as typeof res.writeHead;
		handler(req, res, () => refuse(res, 404, 'Not found.'));
	},
);
const MOST_CONNECTIONS = 2000;
server.maxConnections = MOST_CONNECTIONS;

/**
 * How many connections each address, or /64 network of IPv6 addresses, holds open. They are not counted
 * behind our own proxies: all connections then come from the proxies, which limit their clients themselves.
 */
const heldBy = new Map<string, number>();
server.on('connection', (socket) => {
	if (settings.proxies > 0 || socket.remoteAddress === undefined) return;
	const address = addressGroup(socket.remoteAddress);
	const held = (heldBy.get(address) ?? 0) + 1;
	heldBy.set(address, held);
	socket.once('close', () => {
		const left = (heldBy.get(address) ?? 1) - 1;
		if (left > 0) heldBy.set(address, left);
		else heldBy.delete(address);
	});
	// A whole school may share one address; it gets at most a quarter of the connections, so as not to shut
	// others out.
	if (held > MOST_CONNECTIONS / 4) socket.destroy();
});

function stop() {
	if (stopping) return;
	stopping = true;
	server.close(() => {
		// What is under way apart from requests, such as a mail being handed over, ends first.
		const ends: Promise<unknown>[] = [];
		(process as NodeJS.EventEmitter).emit('sveltekit:shutdown', 0, ends);
		const late = setTimeout(() => process.exit(0), settings.shutdownSeconds * 1000);
		void Promise.allSettled(ends).then(() => {
			clearTimeout(late);
			setTimeout(() => process.exit(0), 50);
		});
	});
	server.closeIdleConnections();
	watching?.close();
	watching?.closeAllConnections();
	setTimeout(() => server.closeAllConnections(), settings.shutdownSeconds * 1000).unref();
}
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, stop);

const notListening = (taken: string) => (error: NodeJS.ErrnoException) => {
	console.error(error.code === 'EADDRINUSE' ? taken : `The service cannot listen: ${error.code}`);
	process.exit(1);
};
server.on(
	'error',
	notListening(`Port ${settings.port} is taken. Stop the other service, or choose one: PORT=3001 npm start`),
);
if (metrics && watching)
	watching
		.on('error', notListening(`Port ${metrics.port} is taken. Choose another one: METRICS_PORT`))
		.listen(metrics.port, metricsHost(metrics.token));

// Without a public address in its settings, the service is a demonstration and listens to this machine only.
server.listen(settings.port, settings.demonstration ? 'localhost' : '0.0.0.0', () => {
	console.log(`Macaron: ${settings.origin}`);
});
