import { createServer as plainServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as secureServer } from 'node:https';
import { type AddressInfo, createServer as rawServer, type Server, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { Certificate } from './certificate.ts';

/**
 * A server that listens on loopback, and what it saw: how many requests, how many together, and their
 * headers.
 */
export interface Listening {
	readonly port: number;
	readonly seen: { requests: number; together: number; most: number; headers: IncomingMessage['headers'][] };
	close(): Promise<void>;
}

const PIECE = Buffer.alloc(64 * 1024, 0x20);

/** Writes spaces to a response for as long as the client reads, up to `most` bytes. */
function flood(res: ServerResponse, most = Infinity): void {
	let sent = 0;
	const more = () => {
		while (sent < most && !res.destroyed) {
			sent += PIECE.length;
			if (!res.write(PIECE)) return void res.once('drain', more);
		}
		res.end();
	};
	more();
}

/** How a hostile site answers one request. */
export type Answer = (res: ServerResponse, url: URL, req: IncomingMessage) => void;
const json = { 'content-type': 'application/json' };
const bomb = gzipSync(Buffer.alloc(100 * 1024 * 1024, 0x20));

/** The answers of the hostile site, by path: each tries to harm or hold up whoever fetches it. */
const ANSWERS: Readonly<Record<string, Answer>> = {
	'/badge.json': (res) => res.writeHead(200, json).end('{"here":true}'),
	'/redirect': (res, url) => res.writeHead(302, { location: url.searchParams.get('to') ?? '' }).end(),
	'/loop': (res) => res.writeHead(302, { location: '/loop' }).end(),
	'/silent': () => undefined,
	'/drip': (res) => {
		res.writeHead(200, json).write(' ');
		const timer = setInterval(() => res.write(' '), 1_000);
		res.once('close', () => clearInterval(timer));
	},
	'/drip/did.json': (res, url, req) => ANSWERS['/drip']?.(res, url, req),
	'/slow-headers': (res) => {
		res.socket?.write('HTTP/1.1 200 OK\r\n');
		const timer = setInterval(() => res.socket?.write('x: y\r\n'), 100);
		res.once('close', () => clearInterval(timer));
	},
	'/endless': (res) => flood(res.writeHead(200, json)),
	'/bomb': (res) => res.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end(bomb),
	'/bomb-unsaid': (res) => res.writeHead(200, { 'content-type': 'application/octet-stream' }).end(bomb),
	'/list-said': (res) =>
		flood(res.writeHead(200, { ...json, 'content-length': 100 * 1024 * 1024 }), 100 * 1024 * 1024),
	'/list': (res) => flood(res.writeHead(200, json), 100 * 1024 * 1024),
	'/picture-9mb': (res) => flood(res.writeHead(200, { 'content-type': 'image/png' }), 9 * 1024 * 1024),
	'/page': (res) =>
		res.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<!doctype html><p>Bonjour'),
	'/page-disguised': (res) => res.writeHead(200, json).end('\n<!DOCTYPE html><p>Bonjour'),
	'/film': (res) => res.writeHead(200, { 'content-type': 'video/mp4' }).end('film'),
	'/headers': (res) => res.writeHead(200, { ...json, 'x-long': 'x'.repeat(40_000) }).end('{}'),
	'/cookie': (res) => res.writeHead(200, { ...json, 'set-cookie': 'who=ada' }).end('{}'),
	'/cut': (res) => {
		res.writeHead(200, { ...json, 'content-length': 1000 }).write('{');
		setTimeout(() => res.destroy(), 20);
	},
	'/missing': (res) => res.writeHead(404, { 'content-type': 'text/html' }).end('<!doctype html>'),
	'/gone': (res) => res.writeHead(410, json).end('{"revoked":true}'),
	'/secret-error': (res) => res.writeHead(500, { 'content-type': 'text/plain' }).end('secret of the network'),
};

async function listen(
	server: Server,
	sockets: Set<Socket>,
): Promise<{ port: number; close(): Promise<void> }> {
	server.on('connection', (socket) => {
		sockets.add(socket);
		socket.on('error', () => undefined).once('close', () => sockets.delete(socket));
	});
	await new Promise<void>((ready) => void server.listen(0, '127.0.0.1', ready));
	return {
		port: (server.address() as AddressInfo).port,
		close: () =>
			new Promise((closed) => {
				server.close(() => closed());
				for (const socket of sockets) socket.destroy();
			}),
	};
}

/**
 * Starts a site that does everything a site should not do: over https when `certificate` is given, otherwise
 * over plain http. `more` may add answers for other addresses.
 */
export async function hostileSite(
	certificate?: Certificate,
	more: (url: URL) => Answer | undefined = () => undefined,
): Promise<Listening> {
	const seen: Listening['seen'] = { requests: 0, together: 0, most: 0, headers: [] };
	const answer = (req: IncomingMessage, res: ServerResponse) => {
		const url = new URL(req.url ?? '/', `https://${req.headers.host ?? 'site.example'}`);
		seen.requests += 1;
		seen.together += 1;
		seen.most = Math.max(seen.most, seen.together);
		seen.headers.push(req.headers);
		res.on('error', () => undefined).once('close', () => (seen.together -= 1));
		const found = more(url) ?? ANSWERS[url.pathname];
		if (found) found(res, url, req);
		else res.writeHead(404, json).end('{}');
	};
	const server = certificate ? secureServer(certificate, answer) : plainServer(answer);
	server.on('tlsClientError', () => undefined);
	return { seen, ...(await listen(server, new Set())) };
}

/**
 * Starts a server that accepts connections, never answers, and counts those that send it anything. It also
 * serves as a trap on a port that nothing should reach.
 */
export async function silentPort(): Promise<Listening> {
	const seen: Listening['seen'] = { requests: 0, together: 0, most: 0, headers: [] };
	const server = rawServer((socket) => socket.once('data', () => (seen.requests += 1)));
	return { seen, ...(await listen(server, new Set())) };
}
