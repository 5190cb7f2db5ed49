import { checkAddress } from './check-address.ts';
import type { FetchOptions, FetchFromPublicAddress, FetchResult } from './fetch-result.ts';
import { FetchCache } from './fetch-cache.ts';
import type { FetchLimits } from './limits.ts';
import { sendOneRequest } from './one-request.ts';
import { FetchRefusedError, fetchRefusalOf } from './refused.ts';
import { HostCircuitBreaker } from './host-circuit-breaker.ts';
import type { Network } from './network.ts';
import { RequestSlots } from './request-slots.ts';

/**
 * What a service's settings say about fetching: its own host and User-Agent, and whether plain http is
 * allowed.
 */
export interface FetchRules {
	/** The service's own host: never requested. */
	readonly ownHost: string;
	/** True if plain http is allowed for requests that permit it (`FetchOptions.plainHttp`). */
	readonly plainHttp: boolean;
	readonly userAgent: string;
}

/** Requests an address and follows its redirects; `check` must accept each address before it is requested. */
async function follow(
	first: URL,
	ask: FetchOptions & { readonly signal: AbortSignal },
	check: (address: string) => URL,
	means: Parameters<typeof sendOneRequest>[2],
): Promise<FetchResult> {
	let url = first;
	for (let hops = 0; ; hops += 1) {
		const step = await sendOneRequest(url, ask, means);
		if (step.kind === 'found') return { ...step, address: url.href };
		if (step.kind !== 'redirect') return step;
		const next = URL.parse(step.to, url);
		if (!next || hops >= means.limits.redirects) throw new FetchRefusedError('redirects');
		if (url.protocol === 'https:' && next.protocol !== 'https:') throw new FetchRefusedError('redirects');
		url = check(next.href);
	}
}

/**
 * Returns the function that fetches documents through a network: with checks of addresses, limits, a cache
 * and a list of failing hosts. The service uses it through `publicFetch`; tests pass another network.
 */
export function fetcher(network: Network, rules: FetchRules, limits: FetchLimits): FetchFromPublicAddress {
	const turns = new RequestSlots(limits);
	const kept = new FetchCache(limits);
	const resting = new HostCircuitBreaker(limits);
	const { isInside } = network;
	const means = { network, limits, userAgent: rules.userAgent };

	async function inTime(url: URL, ask: FetchOptions, check: (address: string) => URL): Promise<FetchResult> {
		const late = new AbortController();
		const timer = setTimeout(() => late.abort(), limits.totalMs);
		const signal = ask.signal ? AbortSignal.any([late.signal, ask.signal]) : late.signal;
		try {
			const answer = await follow(url, { ...ask, signal }, check, means);
			resting.note(url.hostname, undefined);
			return answer;
		} catch (fault) {
			const why = signal.aborted ? 'too-slow' : fetchRefusalOf(fault);
			// When our own caller aborts, the host has not failed.
			if (!ask.signal?.aborted) resting.note(url.hostname, why);
			throw new FetchRefusedError(why);
		} finally {
			clearTimeout(timer);
		}
	}

	return async (address, ask) => {
		const plainHttp = rules.plainHttp && ask.plainHttp === true;
		const check = (given: string): URL => {
			const url = checkAddress(given, {
				ownHost: rules.ownHost,
				plainHttp,
				longest: limits.addressLength,
				isInside,
			});
			if (typeof url === 'string') throw new FetchRefusedError(url);
			return url;
		};
		try {
			const url = check(address);
			const name = `${ask.accept} ${url.href}`;
			const before = kept.get(name);
			if (before) return before;
			if (resting.rests(url.hostname)) throw new FetchRefusedError('resting');
			const end = await turns.take(ask.visitor, ask.signal);
			try {
				const answer = await inTime(url, ask, check);
				kept.keep(name, answer);
				return answer;
			} finally {
				end();
			}
		} catch (fault) {
			return { kind: 'refused', why: fetchRefusalOf(fault) };
		}
	};
}
