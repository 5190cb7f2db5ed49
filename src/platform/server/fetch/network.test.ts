import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addressesOf } from './network.ts';

const [A, AAAA] = [1, 28] as const;
/** What the DNS server of these tests knows, by host name and record type: the bytes of one IP address. */
const RECORDS: Readonly<Record<string, { readonly [type: number]: readonly number[] }>> = {
	'old.example': { [A]: [198, 51, 100, 7] },
	'new.example': { [AAAA]: [0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7] },
	'both.example': {
		[A]: [198, 51, 100, 8],
		[AAAA]: [0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 8],
	},
};

/** The response to a DNS query with one question (RFC 1035, section 4). */
function responseTo(query: Buffer): Buffer {
	const labels: string[] = [];
	let at = 12;
	while (query[at]) {
		const end = at + 1 + query[at]!;
		labels.push(query.toString('ascii', at + 1, end));
		at = end;
	}
	const question = query.subarray(12, at + 5);
	const type = query.readUInt16BE(at + 1);
	const name = labels.join('.').toLowerCase();
	const address = RECORDS[name]?.[type];
	const header = Buffer.alloc(12);
	query.copy(header, 0, 0, 2);
	// A response with recursion; NXDOMAIN (3) for an unknown name.
	header.writeUInt16BE(0x8180 | (RECORDS[name] ? 0 : 3), 2);
	header.writeUInt16BE(1, 4);
	header.writeUInt16BE(address ? 1 : 0, 6);
	if (!address) return Buffer.concat([header, question]);
	// The name of the question (a pointer to byte 12), its type, class IN, 60 s, and the address.
	const record = Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 60, 0, address.length, ...address]);
	return Buffer.concat([header, question, record]);
}

const server = createSocket('udp4', (query, from) => server.send(responseTo(query), from.port, from.address));
let servers: string[];
beforeAll(async () => {
	server.bind(0, '127.0.0.1');
	await once(server, 'listening');
	servers = [`127.0.0.1:${(server.address() as AddressInfo).port}`];
});
afterAll(() => void server.close());

test.each([
	['with an IPv4 address alone', 'old.example', [{ address: '198.51.100.7', family: 4 }]],
	['with an IPv6 address alone', 'new.example', [{ address: '2001:db8::7', family: 6 }]],
	[
		'with both',
		'both.example',
		[
			{ address: '198.51.100.8', family: 4 },
			{ address: '2001:db8::8', family: 6 },
		],
	],
])('a host %s is found', async (_what, name, places) => {
	expect(await addressesOf(name, servers)).toEqual(places);
});

test('a host without any address is an error', async () => {
	await expect(addressesOf('none.example', servers)).rejects.toThrow('the host name has no address');
});
