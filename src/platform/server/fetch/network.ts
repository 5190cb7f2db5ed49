import type { Socket, TcpNetConnectOpts } from 'node:net';
import { connect } from 'node:net';
import { Resolver } from 'node:dns/promises';
import { isInside } from './inside.ts';

/** An address that a name leads to. */
export interface Place {
	readonly address: string;
	readonly family: 4 | 6;
}

/** Network access used by the fetcher: DNS, sockets, address policy. The service has one, `PUBLIC_INTERNET`; tests pass another. */
export interface Network {
	/** Every address of a name; throws when there is none. */
	readonly addressesOf: (name: string) => Promise<readonly Place[]>;
	readonly connect: (options: TcpNetConnectOpts) => Socket;
	/** Whether an address must never be reached. */
	readonly isInside: (address: string) => boolean;
	/** Whom to believe about certificates; the usual authorities when undefined. */
	readonly authorities?: string | undefined;
}

/**
 * Asks the name servers directly: the system's own way would let slow name servers hold the few threads that
 * passwords are hashed on, and would believe the names this machine gives its neighbours.
 */
async function addressesOf(name: string): Promise<readonly Place[]> {
	const resolver = new Resolver({ timeout: 1_000, tries: 2 });
	const [four, six] = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
	const places = [
		...(four.status === 'fulfilled' ? four.value.map((address) => ({ address, family: 4 as const })) : []),
		...(six.status === 'fulfilled' ? six.value.map((address) => ({ address, family: 6 as const })) : []),
	];
	if (places.length === 0) throw new Error('the host name has no address');
	return places;
}

/** The public Internet, and nothing else. */
export const PUBLIC_INTERNET: Network = { addressesOf, connect, isInside };
