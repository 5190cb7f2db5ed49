import { isKeyDid, keyDidDocument } from '../keys/did-offline.ts';
import { didWebUrl } from '../keys/did.ts';
import { asText, isObject, parseStrictJson } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';
import { isMoved, otherNameOf } from '../legacy/documents.ts';
import { LARGEST_RECORD, inMegabytes } from '../limits.ts';
import { check } from '../report.ts';
import type { Check } from '../report.ts';
import type { IssuerAnswer, IssuerGiven, VerifyOptions } from './options.ts';

/** The id that a credential gives its issuer, whether a text or a profile. */
export function issuerId(issuer: Json | undefined): string | undefined {
	return isObject(issuer) ? asText(issuer['id']) : asText(issuer);
}

/** Nothing stands there that is this issuer's. */
export const ABSENT = { kind: 'absent' } as const;
const UNREACHABLE = { kind: 'unknown', why: 'unreachable' } as const;

/** Reads an issuer's document; throws `JsonFault`. */
function readDocument(given: IssuerGiven): IssuerAnswer {
	if (given.kind !== 'text') return given;
	const { text, address } = given;
	if (Buffer.byteLength(text) > LARGEST_RECORD) return { kind: 'unknown', why: 'too-large' };
	const document = parseStrictJson(text);
	if (!isObject(document)) return UNREACHABLE;
	return { kind: 'found', document, ...(address === undefined ? {} : { address }) };
}

/**
 * Asks for the issuer's document; a DID that holds its key needs nobody. A source that throws was not consulted, and what
 * cannot be read says nothing against the badge.
 */
export async function findIssuer(id: string, options: VerifyOptions): Promise<IssuerAnswer> {
	if (isKeyDid(id)) {
		const document = keyDidDocument(id);
		return document ? { kind: 'found', document } : { kind: 'unknown', why: 'not-supported' };
	}
	try {
		const answer = readDocument(await options.resolveIssuer(id));
		if (answer.kind !== 'found') return answer;
		// What stands there is no document at all.
		if (!isObject(answer.document)) return ABSENT;
		// Another site does not speak for this one.
		return isMoved(didWebUrl(id) ?? id, answer.address) ? UNREACHABLE : answer;
	} catch {
		return UNREACHABLE;
	}
}

/** Whether the issuer's public document was found and is its own. */
export function checkIssuer(id: string, answer: IssuerAnswer): Check<'issuer'> {
	const address = didWebUrl(id) ?? id;
	if (answer.kind === 'absent') return check('issuer', 'absent', { address });
	if (answer.kind === 'unknown')
		return check('issuer', answer.why, { address, most: inMegabytes(LARGEST_RECORD) });
	if (isKeyDid(id)) return check('issuer', 'key-only', { address });
	const document: JsonObject = answer.document;
	if (document['id'] !== id) return check('issuer', 'mismatch', { address });
	const at = otherNameOf(address, answer.address);
	return at === undefined
		? check('issuer', 'found', { address })
		: check('issuer', 'found-other-name', { address, at });
}
