import { JsonFault, isLimit, isObject, parseStrictJson } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { LARGEST_GIVEN, LARGEST_JSON } from '../limits.ts';

/** What an address answers, as a program that fetches safely tells it. */
export type FetchedDocument =
	/** It answered, whatever its HTTP status but 410; `text` is the decoded body. */
	| {
			readonly kind: 'found';
			readonly status: number;
			readonly text: string;
			readonly contentType: string;
			/** Where it stands in the end, if redirects were followed. */
			readonly address?: string;
	  }
	/** 410: what stood there was taken away. The body may say why. */
	| { readonly kind: 'gone'; readonly text?: string }
	| { readonly kind: 'unknown'; readonly why: 'unreachable' | 'not-supported' | 'too-large' };

/** Gets a document by its http(s) address, without its fragment; one that throws counts as unreachable. */
export type FetchDocument = (url: string) => FetchedDocument | Promise<FetchedDocument>;

/** The address under the other name of its site at which a document stands (`otherNameOf`). */
type OtherName = string;

/** What stands at an address, once read. */
export type Served =
	| { readonly kind: 'document'; readonly document: JsonObject; readonly at?: OtherName }
	/** Text that is no JSON object: a token, a key. */
	| { readonly kind: 'text'; readonly text: string; readonly at?: OtherName }
	| { readonly kind: 'gone'; readonly document: JsonObject | undefined }
	/** It answers from another site, which it does not speak for. */
	| {
			readonly kind: 'moved';
			readonly to: string;
			readonly held: Extract<Served, { kind: 'document' | 'text' }>;
	  }
	/** The place answers that it has no such thing. */
	| { readonly kind: 'absent' }
	| { readonly kind: 'unknown'; readonly why: 'unreachable' | 'not-supported' | 'too-large' };

const WEB = /^https?:\/\/[^\s/?#]/i;

/** Whether an id is an address that can be asked. */
export function isWeb(id: string | undefined): id is string {
	return id !== undefined && WEB.test(id) && URL.canParse(id);
}

/** The scheme, host and port of an address; empty for anything else. */
export function originOf(id: string | undefined): string {
	return isWeb(id) ? new URL(id).origin : '';
}

/** A JSON object read strictly, or nothing. */
export function objectIn(text: string | undefined): JsonObject | undefined {
	if (text === undefined || Buffer.byteLength(text) > LARGEST_JSON) return undefined;
	try {
		const value = parseStrictJson(text.replace(/^\uFEFF/, ''));
		return isObject(value) ? value : undefined;
	} catch (fault) {
		if (fault instanceof JsonFault) return undefined;
		throw fault;
	}
}

/** Whether a text is a JSON object that goes past what is read here. */
function pastLimit(text: string): boolean {
	const json = text.replace(/^\uFEFF/, '');
	if (!/^\s*\{/.test(json)) return false;
	if (Buffer.byteLength(json) > LARGEST_JSON) return true;
	try {
		parseStrictJson(json);
	} catch (fault) {
		return fault instanceof JsonFault && isLimit(fault.reason);
	}
	return false;
}

const beside = (host: string) => host.replace(/^www\./, '');

/**
 * The address of an answer that came from the other name of the site that was asked: with `www.` or without, both over
 * https, all else the same. Whoever holds a name holds what stands under it, and the very path asked again there tells that the
 * whole site was sent on, which a page that redirects wherever one likes does not.
 */
export function otherNameOf(asked: string, address: string | undefined): OtherName | undefined {
	if (!isWeb(asked) || !isWeb(address)) return undefined;
	const [from, to] = [new URL(asked), new URL(address)];
	const same = [from, to].map(({ protocol, host, pathname, search }) =>
		[protocol, beside(host), pathname, search].join(' '),
	);
	const other = from.host !== to.host && same[0] === same[1] && to.protocol === 'https:';
	return other ? address : undefined;
}

/**
 * Whether an answer came from another site than the one that was asked; from http to https is the same, and so is the
 * other name of a site (`otherNameOf`).
 */
export function isMoved(asked: string, address: string | undefined): boolean {
	if (address === undefined || !isWeb(asked)) return false;
	if (!isWeb(address)) return true;
	if (otherNameOf(asked, address) !== undefined) return false;
	const [from, to] = [new URL(asked), new URL(address)];
	return from.host !== to.host || (from.protocol !== to.protocol && to.protocol !== 'https:');
}

function served(answer: FetchedDocument, asked: string): Served {
	if (answer.kind === 'unknown') return answer;
	if (answer.kind === 'gone') return { kind: 'gone', document: objectIn(answer.text) };
	if (answer.status === 410) return { kind: 'gone', document: objectIn(answer.text) };
	if (answer.status === 404) return { kind: 'absent' };
	// Anything else but success says nothing of what stands there.
	if (answer.status < 200 || answer.status > 299) return { kind: 'unknown', why: 'unreachable' };
	if (answer.text.length > LARGEST_GIVEN) return { kind: 'unknown', why: 'too-large' };
	const document = objectIn(answer.text);
	const held = document
		? ({ kind: 'document', document } as const)
		: ({ kind: 'text', text: answer.text.trim() } as const);
	if (held.kind === 'text' && pastLimit(answer.text)) return { kind: 'unknown', why: 'too-large' };
	const { address } = answer;
	if (address === undefined) return held;
	if (isMoved(asked, address)) return { kind: 'moved', to: address, held };
	const at = otherNameOf(asked, address);
	return at === undefined ? held : { ...held, at };
}

/** What a site says of itself: an answer from another one says nothing. */
export const ownWord = (found: Served): Exclude<Served, { kind: 'moved' }> =>
	found.kind === 'moved' ? { kind: 'unknown', why: 'unreachable' } : found;

/** Asks each address once per verification. */
export function library(fetchDocument: FetchDocument | undefined): (id: string) => Promise<Served> {
	const asked = new Map<string, Promise<Served>>();
	const ask = async (url: string): Promise<Served> => {
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
