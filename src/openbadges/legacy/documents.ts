import { JsonFault, isLimit, isObject, parseStrictJson } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { LARGEST_GIVEN, LARGEST_JSON } from '../limits.ts';

/** What an address answers, as a program that fetches safely tells it. */
export type FetchedDocument =
	/** It answered, whatever its HTTP status but 410; `text` is the decoded body. */
	| { readonly kind: 'found'; readonly status: number; readonly text: string; readonly contentType: string }
	/** 410: what stood there was taken away. The body may say why. */
	| { readonly kind: 'gone'; readonly text?: string }
	| { readonly kind: 'unknown'; readonly why: 'unreachable' | 'not-supported' | 'too-large' };

/** Gets a document by its http(s) address, without its fragment; one that throws counts as unreachable. */
export type FetchDocument = (url: string) => FetchedDocument | Promise<FetchedDocument>;

/** What stands at an address, once read. */
export type Standing =
	| { readonly kind: 'document'; readonly document: JsonObject }
	/** Text that is no JSON object: a token, a key. */
	| { readonly kind: 'text'; readonly text: string }
	| { readonly kind: 'gone'; readonly document: JsonObject | undefined }
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

function standing(answer: FetchedDocument): Standing {
	if (answer.kind === 'unknown') return answer;
	if (answer.kind === 'gone') return { kind: 'gone', document: objectIn(answer.text) };
	if (answer.status === 410) return { kind: 'gone', document: objectIn(answer.text) };
	if (answer.status === 404) return { kind: 'absent' };
	// Anything else but success says nothing of what stands there.
	if (answer.status < 200 || answer.status > 299) return { kind: 'unknown', why: 'unreachable' };
	if (answer.text.length > LARGEST_GIVEN) return { kind: 'unknown', why: 'too-large' };
	const document = objectIn(answer.text);
	if (document) return { kind: 'document', document };
	return pastLimit(answer.text)
		? { kind: 'unknown', why: 'too-large' }
		: { kind: 'text', text: answer.text.trim() };
}

/** Asks each address once per verification. */
export function library(fetchDocument: FetchDocument | undefined): (id: string) => Promise<Standing> {
	const asked = new Map<string, Promise<Standing>>();
	const ask = async (url: string): Promise<Standing> => {
		if (!fetchDocument || !isWeb(url)) return { kind: 'unknown', why: 'not-supported' };
		try {
			return standing(await fetchDocument(url));
		} catch {
			return { kind: 'unknown', why: 'unreachable' };
		}
	};
	return (id) => {
		const url = id.split('#', 1)[0] ?? '';
		const known = asked.get(url) ?? ask(url);
		asked.set(url, known);
		return known;
	};
}
