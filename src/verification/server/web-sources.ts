import {
	didWebUrl,
	type FetchedBadge,
	type FetchedDocument,
	type ResolvedIssuer,
	type UnknownDocument,
	LARGEST_ISSUER_DOCUMENT,
	MOST_DOCUMENTS,
	MOST_STATUS_LISTS,
	type DocumentSources,
	type StatusAnswer,
	type VerifyOptions,
} from '#openbadges';
import type { FetchResult, FetchRefusal, World } from '#platform/server';
import type { DocumentRequest, VisitorVerifyOptions } from './how-to-verify.ts';

/** The part of `World` that a verification needs to reach other sites. */
export type WebAccess = Pick<World, 'now' | 'log' | 'fetchDocument'> & Partial<Pick<World, 'knownIssuers'>>;

/**
 * Most documents that one verification may request for the endorsements of a badge, besides those for the
 * badge itself (`MOST_DOCUMENTS`): 12 in all.
 */
const MOST_ENDORSEMENT_DOCUMENTS = 4;
/** Most time that one verification may wait for other sites in all (ms). */
const MOST_WAIT_MS = 10_000;
/** Once a verification has received so many bytes, it requests no other document. */
const MOST_BYTES = 40 * 1024 * 1024;

/** An answer, or why there is none: refused, or not requested because of the limits of one verification. */
type FetchOutcome = FetchResult | { readonly kind: 'refused'; readonly why: 'too-many-documents' };
type NoAnswer = Extract<FetchOutcome, { kind: 'refused' }>['why'];

const WHY_UNKNOWN: Partial<Record<NoAnswer, UnknownDocument['why']>> = {
	'outbound-off': 'not-supported',
	'too-large': 'too-large',
	'too-many-documents': 'too-many-documents',
};
const unknown = (why: NoAnswer): UnknownDocument => ({
	kind: 'unknown',
	why: WHY_UNKNOWN[why] ?? 'unreachable',
});

const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/**
 * The final address of a response, after redirects, if known: the engine compares it with the address
 * requested, to know whether another site answered.
 */
const at = ({ address }: Extract<FetchResult, { kind: 'found' }>) =>
	address === undefined ? {} : { address };

/**
 * The requests that one verification makes to the web: each address once, a limited number, within limits of
 * time and of bytes.
 */
class VerificationRequests {
	readonly #outside: WebAccess;
	readonly #how: VisitorVerifyOptions;
	// The signal of the time limit is created at the first request: most verifications make none.
	#signal: AbortSignal | undefined;
	readonly #answers = new Map<string, Promise<FetchOutcome>>();
	readonly #left = {
		badge: MOST_DOCUMENTS,
		status: MOST_STATUS_LISTS,
		endorsement: MOST_ENDORSEMENT_DOCUMENTS,
	};
	#bytes = 0;
	readonly refusals: FetchRefusal[] = [];
	count = 0;

	constructor(outside: WebAccess, how: VisitorVerifyOptions) {
		this.#outside = outside;
		this.#how = how;
	}

	async get(what: DocumentRequest['what'], url: string): Promise<FetchOutcome> {
		const known = this.#answers.get(url);
		if (known) return known;
		const why = this.#countOrRefuse(what);
		if (why !== undefined) return { kind: 'refused', why };
		const answer = this.#ask(what, url);
		this.#answers.set(url, answer);
		return answer;
	}

	/** Counts one more document; if the limits forbid it, counts nothing and returns why. */
	#countOrRefuse(what: DocumentRequest['what']): NoAnswer | undefined {
		if (this.#how.outbound === false) return 'outbound-off';
		this.#signal ??= AbortSignal.timeout(MOST_WAIT_MS);
		const noRoom = this.#signal.aborted || this.#bytes >= MOST_BYTES;
		if (!noRoom && this.#takes(what)) return undefined;
		// The log tells only that a limit of ours was met, whichever it was.
		this.refusals.push('busy');
		return noRoom ? 'busy' : 'too-many-documents';
	}

	/**
	 * Counts one more document; if that is one too many, counts nothing and returns false. A status list also
	 * counts as one of the badge's documents.
	 */
	#takes(what: DocumentRequest['what']): boolean {
		const left = this.#left;
		const counts =
			what === 'endorsement' ? [what] : what === 'status' ? [what, 'badge' as const] : ['badge' as const];
		if (counts.some((count) => left[count] === 0)) return false;
		for (const count of counts) left[count] -= 1;
		return true;
	}

	async #ask(what: DocumentRequest['what'], url: string): Promise<FetchOutcome> {
		this.count += 1;
		this.#how.onDocumentRequest?.({ what, host: URL.parse(url)?.host ?? '' });
		const answer = await this.#outside.fetchDocument(url, {
			accept: what === 'badge' ? 'document-or-picture' : 'document',
			visitor: this.#how.visitor,
			signal: this.#signal,
			plainHttp: what === 'badge' || what === 'document',
		});
		if (answer.kind === 'refused') this.refusals.push(answer.why);
		else this.#bytes += answer.bytes.length;
		return answer;
	}
}

async function issuerDocument(
	requests: VerificationRequests,
	what: DocumentRequest['what'],
	id: string,
): Promise<ResolvedIssuer> {
	const url = didWebUrl(id) ?? (/^https:/i.test(id) ? id.split('#', 1)[0] : undefined);
	if (url === undefined) return { kind: 'unknown', why: 'not-supported' };
	const answer = await requests.get(what, url);
	if (answer.kind === 'refused') return unknown(answer.why);
	if (answer.status === 404 || answer.status === 410) return { kind: 'absent' };
	if (answer.status !== 200) return unknown('no-answer');
	if (answer.bytes.length > LARGEST_ISSUER_DOCUMENT) return unknown('too-large');
	// The engine parses the document on another thread: this one serves visitors.
	return { kind: 'text', text: textOf(answer.bytes), ...at(answer) };
}

async function statusList(
	requests: VerificationRequests,
	what: DocumentRequest['what'],
	url: string,
): Promise<StatusAnswer> {
	const answer = await requests.get(what, url);
	if (answer.kind === 'refused') return unknown(answer.why);
	if (answer.status === 404 || answer.status === 410) return { kind: 'absent' };
	return answer.status === 200
		? { kind: 'found', credential: textOf(answer.bytes), ...at(answer) }
		: unknown('no-answer');
}

async function document(
	requests: VerificationRequests,
	what: DocumentRequest['what'],
	url: string,
): Promise<FetchedDocument> {
	const answer = await requests.get(what, url);
	if (answer.kind === 'refused') return unknown(answer.why);
	const { status, contentType } = answer;
	const text = textOf(answer.bytes);
	return status === 410
		? { kind: 'gone', text }
		: { kind: 'found', status, text, contentType, ...at(answer) };
}

/**
 * The reason shown to somebody who typed an address, for each refusal to fetch that address. It never reveals
 * which IP address a host name resolved to.
 */
const UNREAD: Partial<Record<NoAnswer, Extract<FetchedBadge, { kind: 'unread' }>['reason']>> = {
	'outbound-off': 'is-address',
	address: 'address-refused',
	'own-host': 'address-refused',
	page: 'is-a-page',
	'content-type': 'not-a-badge',
	'too-large': 'too-large',
	busy: 'too-busy',
};

async function badgeAt(requests: VerificationRequests, url: string): Promise<FetchedBadge> {
	const answer = await requests.get('badge', url);
	if (answer.kind === 'refused') return { kind: 'unread', reason: UNREAD[answer.why] ?? 'no-answer' };
	if (answer.status === 200) return { kind: 'found', bytes: answer.bytes, ...at(answer) };
	if (answer.status === 410) return { kind: 'gone' };
	return answer.status === 404 ? { kind: 'absent' } : { kind: 'unread', reason: 'no-answer' };
}

/** Sources of documents that ask our own register first, then the web for what the register does not know. */
function sourcesFor(
	own: DocumentSources,
	requests: VerificationRequests,
	endorsement: boolean,
): DocumentSources {
	const what = (usual: DocumentRequest['what']) => (endorsement ? 'endorsement' : usual);
	const notOurs = (answer: { kind: string; why?: string }) =>
		answer.kind === 'unknown' && answer.why === 'not-supported';
	return {
		async resolveIssuer(id) {
			const ours = await own.resolveIssuer(id);
			return notOurs(ours) ? issuerDocument(requests, what('issuer'), id) : ours;
		},
		async statusSource(url) {
			const ours = await own.statusSource(url);
			return notOurs(ours) ? statusList(requests, what('status'), url) : ours;
		},
		async fetchDocument(url) {
			const ours = await own.fetchDocument?.(url);
			return ours === undefined || notOurs(ours) ? document(requests, what('document'), url) : ours;
		},
	};
}

/**
 * The options of a verification whose sources are our own register and, for everything else, the web. `note`
 * logs how many documents were requested and why some were refused, but never which ones.
 */
export function withWebSources(
	own: VerifyOptions,
	outside: WebAccess,
	how: VisitorVerifyOptions,
): { readonly options: VerifyOptions; readonly note: () => void } {
	const requests = new VerificationRequests(outside, how);
	return {
		options: {
			...own,
			...sourcesFor(own, requests, false),
			endorsementSources: sourcesFor(own, requests, true),
			fetchBadge: async (url) => {
				const ours = await own.fetchBadge?.(url);
				const web = ours === undefined || (ours.kind === 'unread' && ours.reason === 'is-address');
				return web ? badgeAt(requests, url) : ours;
			},
			...(how.recipient === undefined ? {} : { recipient: how.recipient }),
		},
		note() {
			if (requests.count === 0 && requests.refusals.length === 0) return;
			const refused = [...new Set(requests.refusals)].sort().join(',');
			outside.log.info('verify.asked', { asked: requests.count, refused: refused || null });
		},
	};
}
