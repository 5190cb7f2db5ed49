import type { Socket, TcpNetConnectOpts } from 'node:net';
import { connect } from 'node:net';
import { Resolver } from 'node:dns/promises';
import { isPrivateAddress } from './is-private-address.ts';

/** An IP address that a host name resolves to. */
export interface ResolvedAddress {
	readonly address: string;
	readonly family: 4 | 6;
}

/**
 * Network access of the fetcher: DNS, sockets and the addresses that it must not reach. The service has one,
 * `PUBLIC_INTERNET`; tests pass another.
 */
export interface Network {
	/** Returns every IP address of a host name; throws when there is none. */
	readonly addressesOf: (name: string) => Promise<readonly ResolvedAddress[]>;
	readonly connect: (options: TcpNetConnectOpts) => Socket;
	/** True if an address must never be reached. */
	readonly isInside: (address: string) => boolean;
	/** Trusted certificate authorities (PEM); those of Node when undefined. */
	readonly authorities?: string | undefined;
}

/**
 * Resolves a host name by asking DNS servers directly. The system's resolver would let slow servers occupy
 * the few threads that also hash passwords, and would use this machine's local host names.
 * `servers` (IP addresses, with a port if it is not 53) are the system's DNS servers unless given.
 */
export async function addressesOf(
	name: string,
	servers?: readonly string[],
): Promise<readonly ResolvedAddress[]> {
	const resolver = new Resolver({ timeout: 1_000, tries: 2 });
	if (servers) resolver.setServers(servers);
	const [four, six] = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
	const places = [
		...(four.status === 'fulfilled' ? four.value.map((address) => ({ address, family: 4 as const })) : []),
		...(six.status === 'fulfilled' ? six.value.map((address) => ({ address, family: 6 as const })) : []),
	];
	if (places.length === 0) throw new Error('the host name has no address');
	return places;
}

/** The service's network access: real DNS and sockets, and only addresses of the public Internet. */
export const PUBLIC_INTERNET: Network = {
	addressesOf: (name) => addressesOf(name),
	connect,
	isInside: isPrivateAddress,
};
