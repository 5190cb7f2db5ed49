/**
 * Serves the built application: host and size checks, the request's true protocol and address, compression, a
 * graceful stop. It imports nothing of ours but what the build made.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { bodyRoom } from './body-room.ts';
import { compress } from './compress.ts';
import type * as Built from './src/platform/server/settings.ts';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 24 || (major === 24 && minor < 7)) {
	console.error(`Macaron needs Node 24.7 or newer; this is ${process.versions.node}. Use: npm start`);
	process.exit(1);
}

// Pipes may close before us: a log nobody reads any more must not stop the service.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

const built = (path: string) => new URL(`./build/${path}`, import.meta.url).href;
const { readSettings, BadSettings } = (await import(built('server/settings.js'))) as typeof Built;

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

// Read once when the handler is imported; names of ours, overwritten at each request.
process.env['PROTOCOL_HEADER'] = 'x-macaron-proto';
process.env['HOST_HEADER'] = 'x-macaron-host';
process.env['ADDRESS_HEADER'] = 'x-macaron-address';
// The largest file that is verified, and the fields around it.
const LARGEST_READ = 9 * 1024 * 1024;
process.env['BODY_SIZE_LIMIT'] = String(LARGEST_READ);

/** The application, once its data folder is open; a folder that cannot be served ends the start with its own code. */
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

const origin = new URL(settings.origin);
const proto = origin.protocol.slice(0, -1);
const hosts = new Set(
	settings.demonstration
		? ['localhost', '127.0.0.1', '[::1]'].map((name) => `${name}:${settings.port}`)
		: [origin.host],
);
const CLOSED =
	"default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'";

/** Kit sets its own content policy on pages; anything else starts closed. */
const POLICIES: readonly [string, string][] = [
	['content-security-policy', CLOSED],
	['referrer-policy', 'strict-origin-when-cross-origin'],
	['permissions-policy', 'camera=(), microphone=(), geolocation=()'],
	['cross-origin-opener-policy', 'same-origin'],
	...(proto === 'https' ? [['strict-transport-security', 'max-age=31536000'] as [string, string]] : []),
];
const PART = /^\/_app\/immutable\/[\w./-]+\.(js|css|woff2)$/;

/** A part never changes under its name: there is nothing to compare it with, and this too would be paid for each. */
const withoutComparison = (headers: unknown) =>
	typeof headers === 'object' && headers !== null
		? Object.fromEntries(Object.entries(headers).filter(([name]) => !/^(etag|last-modified)$/i.test(name)))
		: headers;

/** What every page shows, and a tab besides: asked for once a day. */
const ICON = /^\/icon[\w-]*\.(svg|png)$/;

function refuse(res: ServerResponse, status: number, text: string) {
	res.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' });
	res.end(`${text}\n`);
}

/** The visitor's address: the socket's, or what our own proxies wrote at the right-hand end. */
function addressOf(req: IncomingMessage): string {
	const forwarded = String(req.headers['x-forwarded-for'] ?? '').split(',');
	const named = settings.proxies > 0 ? forwarded.at(-settings.proxies)?.trim() : undefined;
	return named || req.socket.remoteAddress || '';
}

/** An ordinary form is small, and a large one costs seconds to take apart: only a badge to verify may be large. */
const FORM_BYTES = 65_536;
const UPLOADS = '/verify';
/** Refuses by itself, in its own words, what is too large. */
const API = '/api/verify';
/** Hard limit of any request body (16 MB); a larger one gets 413 unread. */
const MAX_BODY_BYTES = 16_000_000;

/** Why a body cannot be taken, if it cannot. */
function bodyRefused(req: IncomingMessage): [number, string] | undefined {
	if (req.method === 'GET' || req.method === 'HEAD') return undefined;
	const path = req.url?.split('?')[0];
	const length = req.headers['content-length'];
	if (Number(length ?? 0) > MAX_BODY_BYTES) return [413, 'Too large.'];
	if (path === API) return undefined;
	if (length === undefined && req.headers['transfer-encoding'])
		return [411, 'Say the length of what you send.'];
	const upload = path === UPLOADS && /^multipart\/form-data/i.test(String(req.headers['content-type']));
	return !upload && Number(length ?? 0) > FORM_BYTES ? [413, 'Too large.'] : undefined;
}

/** Ten of the largest files at once from one address, or the badges of a whole school; two more such addresses. */
const room = bodyRoom({ all: 256_000_000, each: 96_000_000 });

/** Whether there is room for the body of a request, which is held in memory; it is free again once it is answered. */
function hasRoom(req: IncomingMessage, res: ServerResponse): boolean {
	if (req.method === 'GET' || req.method === 'HEAD') return true;
	const length = req.headers['content-length'];
	// What says no length may be as long as anything that is read.
	const bytes = length === undefined ? (req.headers['transfer-encoding'] ? LARGEST_READ : 0) : Number(length);
	if (bytes <= FORM_BYTES) return true;
	const free = room.take(addressOf(req), bytes);
	if (free) res.once('close', free);
	return free !== undefined;
}

let stopping = false;

const server = createServer(
	{
		maxHeaderSize: 16_384,
		headersTimeout: 10_000,
		requestTimeout: 60_000,
		keepAliveTimeout: 10_000,
		// Who says nothing is looked for this often; Node would look every half minute only.
		connectionsCheckingInterval: 1000,
	},
	(req, res) => {
		const host = String(req.headers.host).toLowerCase();
		// Probes come from beside us, by whatever name they know.
		const probe = req.url === '/livez' || req.url === '/readyz';
		if (!hosts.has(host) && !probe) return refuse(res, 421, 'Unknown host.');
		if ((req.url ?? '').length > 4096) return refuse(res, 414, 'Address too long.');
		const refused = bodyRefused(req);
		if (refused) return refuse(res, ...refused);
		if (!hasRoom(req, res)) {
			res.setHeader('retry-after', '10');
			return refuse(res, 503, 'Too much is being sent at once. Try again in a moment.');
		}
		if (stopping && req.url === '/readyz') return refuse(res, 503, 'Stopping.');
		req.headers['x-macaron-proto'] = proto;
		req.headers['x-macaron-host'] = probe ? origin.host : host;
		req.headers['x-macaron-address'] = addressOf(req);
		res.setHeader('x-content-type-options', 'nosniff');
		// The parts of a page obey the page's own policy, and these headers would be paid once for each of them.
		if (!PART.test(req.url ?? '')) for (const [name, value] of POLICIES) res.setHeader(name, value);
		if (ICON.test(req.url ?? '')) res.setHeader('cache-control', 'public, max-age=86400');
		compress(req, res);
		const head = res.writeHead;
		res.writeHead = ((status: number, ...rest: []) => {
			// « Not changed » must not lay the closed policy over the page a browser kept.
			if (status === 304) res.removeHeader('content-security-policy');
			if (PART.test(req.url ?? '')) {
				res.removeHeader('connection');
				return head.call(res, status, ...(rest.map(withoutComparison) as []));
			}
			return head.call(res, status, ...rest);
		}) as typeof res.writeHead;
		handler(req, res, () => refuse(res, 404, 'Not found.'));
	},
);
const MOST_CONNECTIONS = 2000;
server.maxConnections = MOST_CONNECTIONS;

/** Connections held by each address. Behind proxies of ours all come from them, and they count for themselves. */
const heldBy = new Map<string, number>();
server.on('connection', (socket) => {
	const address = socket.remoteAddress;
	if (settings.proxies > 0 || address === undefined) return;
	const held = (heldBy.get(address) ?? 0) + 1;
	heldBy.set(address, held);
	socket.once('close', () => {
		const left = (heldBy.get(address) ?? 1) - 1;
		if (left > 0) heldBy.set(address, left);
		else heldBy.delete(address);
	});
	// A whole school may stand behind one address, and must not shut the others out.
	if (held > MOST_CONNECTIONS / 4) socket.destroy();
});

function stop() {
	if (stopping) return;
	stopping = true;
	server.close(() => {
		process.emit('sveltekit:shutdown' as 'exit', 0);
		setTimeout(() => process.exit(0), 50);
	});
	server.closeIdleConnections();
	setTimeout(() => server.closeAllConnections(), settings.shutdownSeconds * 1000).unref();
}
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, stop);

server.on('error', (error: NodeJS.ErrnoException) => {
	console.error(
		error.code === 'EADDRINUSE'
			? `Port ${settings.port} is taken. Stop the other service, or choose one: PORT=3001 npm start`
			: `The service cannot listen: ${error.code}`,
	);
	process.exit(1);
});

// Without a public address it is a demonstration, for this machine only.
server.listen(settings.port, settings.demonstration ? 'localhost' : '0.0.0.0', () => {
	console.log(`Macaron: ${settings.origin}`);
});
