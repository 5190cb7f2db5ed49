import { connect as netConnect, type LookupFunction } from 'node:net';
import type { FetchFromPublicAddress } from '#platform/server';
import { fetcher, type FetchRules } from '../../src/platform/server/fetch/fetcher.ts';
import { isPrivateAddress } from '../../src/platform/server/fetch/is-private-address.ts';
import type { FetchLimits } from '../../src/platform/server/fetch/limits.ts';
import type { ResolvedAddress, Network } from '../../src/platform/server/fetch/network.ts';

/** The one address of this machine that stands for the public Internet in tests that set `opened`. */
export const PUBLIC = '127.0.0.1';

/** A simulated web: its DNS names, and the ports of this machine on which its sites really listen. */
export interface LoopbackWeb {
	/**
	 * The successive DNS answers for each host name (a list of addresses each; the last one repeats). Other
	 * names resolve to `PUBLIC`.
	 */
	readonly names?: Readonly<Record<string, readonly (readonly string[])[]>>;
	/**
	 * The local port to which connections for each host name go instead of 443 (or 80); `usual` for any other
	 * name.
	 */
	readonly ports: Readonly<Record<string, number>> & { readonly usual: number };
	readonly authorities?: string;
	/** True to count `PUBLIC` as a public address; otherwise the service's own rule on addresses applies. */
	readonly opened?: boolean;
}

/** Stands for an address in `names`: the DNS server then never answers. */
export const NEVER = 'never';

/**
 * Wraps the service's own checked DNS lookup: the real check runs, then the connection goes to loopback
 * whatever address the check allowed, so that nothing leaves this machine.
 */
const landing =
	(checked: LookupFunction | undefined): LookupFunction =>
	(name, options, callback) => {
		if (!checked) throw new Error('A connection without a checked lookup.');
		checked(name, options, (fault, ...rest) => {
			if (fault) callback(fault, ...rest);
			else if (options.all) callback(null, [{ address: PUBLIC, family: 4 }]);
			else callback(null, PUBLIC, 4);
		});
	};

/**
 * Makes a network for the service's fetcher on which every DNS name leads to loopback; everything else is the
 * service's own code.
 */
export function loopbackNetwork(web: LoopbackWeb): Network & { readonly asked: string[] } {
	const asked: string[] = [];
	return {
		asked,
		async addressesOf(name): Promise<readonly ResolvedAddress[]> {
			const before = asked.filter((one) => one === name).length;
			asked.push(name);
			const answers = web.names?.[name] ?? [[PUBLIC]];
			const answer = answers[before] ?? answers.at(-1) ?? [];
			if (answer.includes(NEVER)) return new Promise(() => undefined);
			return answer.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
		},
		connect: (options) =>
			netConnect({
				...options,
				port: web.ports[options.host ?? ''] ?? web.ports.usual,
				lookup: landing(options.lookup),
			}),
		isInside: (address) => !(web.opened !== false && address === PUBLIC) && isPrivateAddress(address),
		...(web.authorities === undefined ? {} : { authorities: web.authorities }),
	};
}

const RULES: FetchRules = {
	ownHost: 'macaron.example',
	plainHttp: false,
	userAgent: 'Macaron (+https://macaron.example/verify)',
};

/** Makes the service's real fetcher on a network made by `loopbackNetwork`. */
export const loopbackFetch = (
	network: Network,
	limits: FetchLimits,
	rules: Partial<FetchRules> = {},
): FetchFromPublicAddress => fetcher(network, { ...RULES, ...rules }, limits);
