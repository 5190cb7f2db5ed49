import { JsonFault, isLimitReason, isObject, parseStrictJson } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { LARGEST_BADGE_FILE, LARGEST_JSON } from '../limits.ts';

/**
 * Why a document could not be obtained: its site could not be reached this time, this caller does not fetch
 * such documents, it is too large, or the badge needs more documents than the caller requests
 * (`MOST_DOCUMENTS`).
 */
export interface UnknownDocument {
	readonly kind: 'unknown';
	readonly why: 'unreachable' | 'not-supported' | 'too-large' | 'too-many-documents';
}

/** The response at an address, as the caller's function (`FetchDocument`) returns it. */
export type FetchedDocument =
	/** A response with any HTTP status except 410; `text` is the decoded body. */
	| {
			readonly kind: 'found';
			readonly status: number;
			readonly text: string;
			readonly contentType: string;
			/** The final address of the document, if redirects were followed. */
			readonly address?: string;
	  }
	/** HTTP status 410: the document was taken back. The body may give the reason. */
	| { readonly kind: 'gone'; readonly text?: string }
	| UnknownDocument;

/**
 * The caller's function that fetches a document by its http(s) address, from which the engine removed the
 * fragment. If it throws, the document counts as unreachable.
 */
export type FetchDocument = (url: string) => FetchedDocument | Promise<FetchedDocument>;

/**
 * The address under another name, with or without `www.`, at which a document was served in the end
 * (`wwwVariantOf`).
 */
type OtherName = string;

/** What is served at an address, once the engine has parsed it. */
export type ServedDocument =
	| { readonly kind: 'document'; readonly document: JsonObject; readonly at?: OtherName }
	/** Text that is no JSON object: a token or a key. */
	| { readonly kind: 'text'; readonly text: string; readonly at?: OtherName }
	| { readonly kind: 'gone'; readonly document: JsonObject | undefined }
	/** The response came from another site, which has no authority over the requested address. */
	| {
			readonly kind: 'moved';
			readonly to: string;
			readonly held: Extract<ServedDocument, { kind: 'document' | 'text' }>;
	  }
	/** HTTP status 404: the site has no such document. */
	| { readonly kind: 'absent' }
	| UnknownDocument;

const WEB = /^https?:\/\/[^\s/?#]/i;

/** Whether an id is a web address that can be fetched. */
export function isWeb(id: string | undefined): id is string {
	return id !== undefined && WEB.test(id) && URL.canParse(id);
}

/** The scheme, host and port of an address; empty if it is no web address. */
export function originOf(id: string | undefined): string {
	return isWeb(id) ? new URL(id).origin : '';
}

/** The JSON object that a text contains, parsed strictly; undefined if it contains none, or is too large. */
export function parseJsonObject(text: string | undefined): JsonObject | undefined {
	if (text === undefined || Buffer.byteLength(text) > LARGEST_JSON) return undefined;
	try {
		const value = parseStrictJson(text.replace(/^\uFEFF/, ''));
		return isObject(value) ? value : undefined;
	} catch (fault) {
		if (fault instanceof JsonFault) return undefined;
		throw fault;
	}
}

/** Whether a text is a JSON object that exceeds a limit of the parser. */
function pastLimit(text: string): boolean {
	const json = text.replace(/^\uFEFF/, '');
	if (!/^\s*\{/.test(json)) return false;
	if (Buffer.byteLength(json) > LARGEST_JSON) return true;
	try {
		parseStrictJson(json);
	} catch (fault) {
		return fault instanceof JsonFault && isLimitReason(fault.reason);
	}
	return false;
}

const beside = (host: string) => host.replace(/^www\./, '');

/**
 * Returns `address`, where a response came from, if it is the requested site under its other name: with or
 * without `www.`, over https, path and query unchanged; undefined otherwise. The owner of a name also
 * controls its `www.`, and a redirect that keeps path and query moves the whole site, which an open redirect
 * cannot imitate.
 */
export function wwwVariantOf(asked: string, address: string | undefined): OtherName | undefined {
	if (!isWeb(asked) || !isWeb(address)) return undefined;
	const [from, to] = [new URL(asked), new URL(address)];
	const same = [from, to].map(({ protocol, host, pathname, search }) =>
		[protocol, beside(host), pathname, search].join(' '),
	);
	const other = from.host !== to.host && same[0] === same[1] && to.protocol === 'https:';
	return other ? address : undefined;
}

/**
 * Whether a response came from another site than the one requested. The same host over https in place of http
 * is the same site, and so is its other name, with or without `www.` (`wwwVariantOf`).
 */
export function isFromOtherSite(asked: string, address: string | undefined): boolean {
	if (address === undefined || !isWeb(asked)) return false;
	if (!isWeb(address)) return true;
	if (wwwVariantOf(asked, address) !== undefined) return false;
	const [from, to] = [new URL(asked), new URL(address)];
	return from.host !== to.host || (from.protocol !== to.protocol && to.protocol !== 'https:');
}

function served(answer: FetchedDocument, asked: string): ServedDocument {
	if (answer.kind === 'unknown') return answer;
	if (answer.kind === 'gone') return { kind: 'gone', document: parseJsonObject(answer.text) };
	if (answer.status === 410) return { kind: 'gone', document: parseJsonObject(answer.text) };
	if (answer.status === 404) return { kind: 'absent' };
	// A status other than 2xx, 404 and 410 tells nothing about the document.
	if (answer.status < 200 || answer.status > 299) return { kind: 'unknown', why: 'unreachable' };
	if (answer.text.length > LARGEST_BADGE_FILE) return { kind: 'unknown', why: 'too-large' };
	const document = parseJsonObject(answer.text);
	const held = document
		? ({ kind: 'document', document } as const)
		: ({ kind: 'text', text: answer.text.trim() } as const);
	if (held.kind === 'text' && pastLimit(answer.text)) return { kind: 'unknown', why: 'too-large' };
	const { address } = answer;
	if (address === undefined) return held;
	if (isFromOtherSite(asked, address)) return { kind: 'moved', to: address, held };
	const at = wwwVariantOf(asked, address);
	return at === undefined ? held : { ...held, at };
}

/** What the requested site itself served; a response that came from another site counts as unreachable. */
export const treatMovedAsUnreachable = (found: ServedDocument): Exclude<ServedDocument, { kind: 'moved' }> =>
	found.kind === 'moved' ? { kind: 'unknown', why: 'unreachable' } : found;

/**
 * Returns a function that fetches and parses documents by address, each address only once: create one per
 * verification.
 */
export function documentFetcher(
	fetchDocument: FetchDocument | undefined,
): (id: string) => Promise<ServedDocument> {
	const asked = new Map<string, Promise<ServedDocument>>();
	const ask = async (url: string): Promise<ServedDocument> => {
		if (!fetchDocument || !isWeb(url)) return { kind: 'unknown', why: 'not-supported' };
		try {
			return served(await fetchDocument(url), url);
		} catch {
			return { kind: 'unknown', why: 'unreachable' };
		}
	};
	return (id) => {
		const url = id.replace(/#.*/s, '');
		const known = asked.get(url) ?? ask(url);
		asked.set(url, known);
		return known;
	};
}
