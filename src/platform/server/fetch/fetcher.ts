import { admitted } from './admitted.ts';
import type { Ask, FetchDocument, Fetched } from './answer.ts';
import { KeptAnswers } from './kept-answers.ts';
import type { Limits } from './limits.ts';
import { askOnce } from './one-request.ts';
import { Refused, whyOf } from './refused.ts';
import { RestingHosts } from './resting-hosts.ts';
import type { Network } from './network.ts';
import { Turns } from './turns.ts';

/** What the operator and the service's own address decide. */
export interface FetchRules {
	/** The host of the service itself: never asked. */
	readonly ownHost: string;
	/** Whether plain http is allowed for an `Ask` that permits it. */
	readonly plainHttp: boolean;
	readonly userAgent: string;
}

/** Asks an address and those it leads to, each checked as the first was. */
async function follow(
	first: URL,
	ask: Ask & { readonly signal: AbortSignal },
	check: (address: string) => URL,
	means: Parameters<typeof askOnce>[2],
): Promise<Fetched> {
	let url = first;
	for (let hops = 0; ; hops += 1) {
		const step = await askOnce(url, ask, means);
		if (step.kind === 'found') return { ...step, address: url.href };
		if (step.kind !== 'redirect') return step;
		const next = URL.parse(step.to, url);
		if (!next || hops >= means.limits.redirects) throw new Refused('redirects');
		if (url.protocol === 'https:' && next.protocol !== 'https:') throw new Refused('redirects');
		url = check(next.href);
	}
}

/**
 * Makes what fetches. The service's own is made by `publicFetch` alone, for the one network it has; whoever calls
 * this chooses the network, which is for tests.
 */
export function fetcher(network: Network, rules: FetchRules, limits: Limits): FetchDocument {
	const turns = new Turns(limits);
	const kept = new KeptAnswers(limits);
	const resting = new RestingHosts(limits);
	const { isInside } = network;
	const means = { network, limits, userAgent: rules.userAgent };

	async function inTime(url: URL, ask: Ask, check: (address: string) => URL): Promise<Fetched> {
		const late = new AbortController();
		const timer = setTimeout(() => late.abort(), limits.totalMs);
		const signal = ask.signal ? AbortSignal.any([late.signal, ask.signal]) : late.signal;
		try {
			const answer = await follow(url, { ...ask, signal }, check, means);
			resting.note(url.hostname, undefined);
			return answer;
		} catch (fault) {
			const why = signal.aborted ? 'too-slow' : whyOf(fault);
			// Who asked having no time left says nothing against the host.
			if (!ask.signal?.aborted) resting.note(url.hostname, why);
			throw new Refused(why);
		} finally {
			clearTimeout(timer);
		}
	}

	return async (address, ask) => {
		const plainHttp = rules.plainHttp && ask.plainHttp === true;
		const check = (given: string): URL => {
			const url = admitted(given, {
				ownHost: rules.ownHost,
				plainHttp,
				longest: limits.addressLength,
				isInside,
			});
			if (typeof url === 'string') throw new Refused(url);
			return url;
		};
		try {
			const url = check(address);
			const name = `${ask.accept} ${url.href}`;
			const before = kept.get(name);
			if (before) return before;
			if (resting.rests(url.hostname)) throw new Refused('resting');
			const end = await turns.take(ask.visitor, ask.signal);
			try {
				const answer = await inTime(url, ask, check);
				kept.keep(name, answer);
				return answer;
			} finally {
				end();
			}
		} catch (fault) {
			return { kind: 'refused', why: whyOf(fault) };
		}
	};
}
