import { once } from 'node:events';
import {
	type AddressInfo,
	connect as netConnect,
	createServer,
	type Server,
	type Socket,
	type TcpNetConnectOpts,
} from 'node:net';
import { createServer as createSecure, type TLSSocket } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { certificateFor } from '#tests/loopback/certificate';
import { checkedLookup, guardedConnector } from './connector.ts';
import type { ResolvedAddress, Network } from './network.ts';

const HERE: ResolvedAddress = { address: '127.0.0.1', family: 4 };
const INSIDE: ResolvedAddress = { address: '10.0.0.7', family: 4 };
const isInside = (address: string) => [INSIDE.address, 'fd00::1'].includes(address);

describe('where a name leads', () => {
	const asked = (places: readonly ResolvedAddress[] | Error, all: boolean) =>
		new Promise<unknown[]>((done) =>
			checkedLookup({
				addressesOf: async () => {
					if (places instanceof Error) throw places;
					return places;
				},
				connect: () => {
					throw new Error('Nobody connects here.');
				},
				isInside,
			})('site.example', { all }, (...answer) => done(answer)),
		);

	test('every address is given, or the first, as it is asked', async () => {
		const places = [HERE, { address: '127.0.0.1', family: 6 } as const];
		expect(await asked(places, true)).toEqual([null, places]);
		expect(await asked(places, false)).toEqual([null, '127.0.0.1', 4]);
	});

	test.each([
		['nowhere', [], 'no-answer'],
		['to a fault', new Error('SERVFAIL'), 'no-answer'],
		['inside', [INSIDE], 'inside'],
		['inside too', [HERE, INSIDE], 'inside'],
		['inside first', [INSIDE, HERE], 'inside'],
	] as const)('%s: refused, and no address is given', async (_where, places, why) => {
		for (const all of [true, false])
			expect(await asked(places, all)).toEqual([expect.objectContaining({ why }), []]);
	});
});

const CERTIFICATE = certificateFor(['site.example']);
let plain: Server;
let secure: Server;
const heard: string[] = [];
const shaken: TLSSocket[] = [];
const sockets = new Set<Socket>();
const portOf = (server: Server) => (server.address() as AddressInfo).port;

beforeAll(async () => {
	plain = createServer((socket) => {
		sockets.add(socket.on('error', () => undefined));
		socket.on('data', (bytes) => heard.push(String(bytes)));
	});
	secure = createSecure({ ...CERTIFICATE, ALPNProtocols: ['h2', 'http/1.1'] }, (socket) => {
		sockets.add(socket.on('error', () => undefined));
		shaken.push(socket);
	});
	secure.on('tlsClientError', () => undefined);
	for (const server of [plain, secure]) await once(server.listen(0, '127.0.0.1'), 'listening');
});
afterEach(() => void vi.useRealTimers());
afterAll(() => {
	for (const socket of sockets) socket.destroy();
	for (const server of [plain, secure]) server.close();
});

/**
 * Connects to the target through the guarded connector, but always to this local server; returns what was
 * looked up, called and connected.
 */
function connecting(
	target: { readonly hostname: string; readonly port?: string; readonly protocol: 'http:' | 'https:' },
	server: Server,
	more: Partial<Network> = {},
	given: (socket: Socket) => void = () => undefined,
) {
	const asked: TcpNetConnectOpts[] = [];
	const calls: unknown[][] = [];
	const ours: Socket[] = [];
	let connected = 0;
	const network: Network = {
		addressesOf: async () => [HERE],
		isInside,
		authorities: CERTIFICATE.cert,
		connect: (options) => {
			asked.push(options);
			const socket = netConnect({ ...options, port: portOf(server) });
			ours.push(socket);
			given(socket);
			return socket;
		},
		...more,
	};
	const ended = new Promise<unknown[]>((done) =>
		guardedConnector(
			network,
			3_000,
			() => (connected += 1),
		)({ port: '', ...target }, (...answer) => {
			calls.push(answer);
			done(answer);
		}),
	);
	return { ended, asked, calls, ours, connected: () => connected };
}
const refusal = (why: string) => [expect.objectContaining({ why }), null];

describe('a connection', () => {
	test.each([
		['http:', undefined, 80],
		['https:', undefined, 443],
		['http:', '8080', 8080],
		['https:', '8443', 8443],
	] as const)(
		'%s, port %s: asked at %i, once, and told once when it is handed over',
		async (protocol, port, at) => {
			const { ended, asked, calls, connected } = connecting(
				{ hostname: 'site.example', protocol, ...(port && { port }) },
				protocol === 'https:' ? secure : plain,
			);
			const [fault, socket] = (await ended) as [null, Socket];
			expect(fault).toBeNull();
			expect(asked).toMatchObject([
				{ host: 'site.example', port: at, autoSelectFamily: true, noDelay: true },
			]);
			expect(connected()).toBe(1);
			expect('encrypted' in socket).toBe(protocol === 'https:');
			// An error after the hand-over concerns whoever uses the socket: the connector must not call back
			// again.
			socket.destroy(new Error('later'));
			await new Promise((closed) => socket.once('close', closed));
			expect([calls.length, connected()]).toEqual([1, 1]);
		},
	);

	test('secured, it says the name and speaks HTTP/1.1', async () => {
		shaken.length = 0;
		const { ended } = connecting({ hostname: 'site.example.', protocol: 'https:' }, secure);
		const [, socket] = (await ended) as [null, TLSSocket];
		await expect.poll(() => shaken.length).toBe(1);
		expect([shaken[0]?.alpnProtocol, (shaken[0] as TLSSocket & { servername: string }).servername]).toEqual([
			'http/1.1',
			'site.example',
		]);
		socket.destroy();
	});

	test('a numeric address is checked as it is written, before anybody is asked', async () => {
		for (const hostname of ['10.0.0.7', '[fd00::1]']) {
			const { ended, asked, connected } = connecting({ hostname, protocol: 'http:' }, plain);
			expect(await ended).toEqual(refusal('inside'));
			expect([asked, connected()]).toEqual([[], 0]);
		}
		const { ended } = connecting({ hostname: '127.0.0.1', protocol: 'http:' }, plain);
		const [fault, socket] = (await ended) as [null, Socket];
		expect(fault).toBeNull();
		socket.destroy();
	});

	test('what is reached is checked again, before a byte is sent', async () => {
		heard.length = 0;
		for (const protocol of ['http:', 'https:'] as const) {
			// Every address counts as private, and the connection skips the lookup: only the check once
			// connected can refuse it.
			const network = { isInside: () => true, addressesOf: async () => [HERE] };
			const { ended, ours, connected } = connecting({ hostname: 'site.example', protocol }, plain, {
				...network,
				connect: () => netConnect({ host: HERE.address, port: portOf(plain) }),
			});
			expect(await ended).toEqual(refusal('inside'));
			expect(connected()).toBe(0);
			expect(ours).toEqual([]);
		}
		expect(heard).toEqual([]);
	});

	test.each([
		['a certificate of another name', 'other.example', {}],
		['a certificate of nobody', 'site.example', { authorities: certificateFor(['site.example']).cert }],
		['a name that leads nowhere', 'site.example', { addressesOf: async () => [] }],
	])('%s is no answer, and nothing is left open', async (_what, hostname, more) => {
		const { ended, ours, connected } = connecting({ hostname, protocol: 'https:' }, secure, more);
		expect(await ended).toEqual(refusal('no-answer'));
		expect(connected()).toBe(0);
		expect(ours.map(({ destroyed }) => destroyed)).toEqual([true]);
	});

	test('a name that leads inside is refused as such', async () => {
		const { ended } = connecting({ hostname: 'site.example', protocol: 'https:' }, secure, {
			addressesOf: async () => [HERE, INSIDE],
		});
		expect(await ended).toEqual(refusal('inside'));
	});

	test('one that closes before it is secured is no answer', async () => {
		plain.once('connection', (socket) => socket.destroy());
		const { ended, connected } = connecting({ hostname: 'site.example', protocol: 'https:' }, plain);
		expect(await ended).toEqual(refusal('no-answer'));
		expect(connected()).toBe(0);
	});

	test('one whose end is not known is taken for one that leads inside', async () => {
		const { ended, connected } = connecting(
			{ hostname: 'site.example', protocol: 'http:' },
			plain,
			{},
			// Destroyed at once, the socket has no remote address to check.
			(socket) => socket.once('connect', () => socket.destroy()),
		);
		expect(await ended).toEqual(refusal('inside'));
		expect(connected()).toBe(0);
	});

	test('one that takes longer than told is given up, and closed; in time, its time is over', async () => {
		vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
		const slow = connecting({ hostname: 'site.example', protocol: 'http:' }, plain, {
			addressesOf: () => new Promise(() => undefined),
		});
		vi.advanceTimersByTime(2_999);
		expect(slow.calls).toEqual([]);
		vi.advanceTimersByTime(1);
		expect(slow.calls).toEqual([refusal('too-slow')]);
		expect(slow.ours[0]?.destroyed).toBe(true);
		const quick = connecting({ hostname: 'site.example', protocol: 'http:' }, plain);
		const [, socket] = (await quick.ended) as [null, Socket];
		vi.advanceTimersByTime(3_000);
		expect([quick.calls.length, socket.destroyed]).toEqual([1, false]);
		socket.destroy();
	});
});
