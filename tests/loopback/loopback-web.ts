import { connect as netConnect, type LookupFunction } from 'node:net';
import type { FetchDocument } from '#platform/server';
import { fetcher, type FetchRules } from '../../src/platform/server/fetch/fetcher.ts';
import { isInside } from '../../src/platform/server/fetch/inside.ts';
import type { Limits } from '../../src/platform/server/fetch/limits.ts';
import type { Place, Network } from '../../src/platform/server/fetch/network.ts';

/** The one address of this machine that stands for the public Internet, where a test says so. */
export const PUBLIC = '127.0.0.1';

/** Names, where they lead, and the ports that really listen. */
export interface LoopbackWeb {
	/** Where a name leads; the last answer of a list stays. Any other name leads to `PUBLIC`. */
	readonly names?: Readonly<Record<string, readonly (readonly string[])[]>>;
	/** The port that listens in the place of 443 (or 80) for a name; `usual` for any other. */
	readonly ports: Readonly<Record<string, number>> & { readonly usual: number };
	readonly authorities?: string;
	/** Whether `PUBLIC` counts as public; if not, the rule is that of the service. */
	readonly opened?: boolean;
}

/** In the place of an address: the name server never answers. */
export const NEVER = 'never';

/** Lets the check of a name be made, then lands on loopback whatever it allowed: nothing leaves this machine. */
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

/** A network in which names lead to loopback; everything else is what the service does. */
export function loopbackNetwork(web: LoopbackWeb): Network & { readonly asked: string[] } {
	const asked: string[] = [];
	return {
		asked,
		async addressesOf(name): Promise<readonly Place[]> {
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
		isInside: (address) => !(web.opened !== false && address === PUBLIC) && isInside(address),
		...(web.authorities === undefined ? {} : { authorities: web.authorities }),
	};
}

const RULES: FetchRules = {
	ownHost: 'macaron.example',
	plainHttp: false,
	userAgent: 'Macaron (+https://macaron.example/verify)',
};

/** What fetches on such a web. */
export const loopbackFetch = (
	network: Network,
	limits: Limits,
	rules: Partial<FetchRules> = {},
): FetchDocument => fetcher(network, { ...RULES, ...rules }, limits);
