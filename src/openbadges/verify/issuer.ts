import { isKeyDid, keyDidDocument } from '../keys/did-offline.ts';
import { didWebUrl } from '../keys/did.ts';
import { asText, isObject, parseStrictJson } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';
import { isSameAddress } from '../legacy/compare.ts';
import { isFromOtherSite, wwwVariantOf } from '../legacy/documents.ts';
import { DOCUMENT_LIMIT_PARAMS, LARGEST_ISSUER_DOCUMENT, inMegabytes } from '../limits.ts';
import { checkResult } from '../report.ts';
import type { Check } from '../report.ts';
import type { IssuerDocumentAnswer, ResolvedIssuer, VerifyOptions } from './options.ts';

/** The id of a credential's issuer, which may be written as a text or as a profile. */
export function issuerId(issuer: Json | undefined): string | undefined {
	return isObject(issuer) ? asText(issuer['id']) : asText(issuer);
}

/** The answer that the issuer's site has no document of this issuer. */
export const ABSENT = { kind: 'absent' } as const;
const UNREACHABLE = { kind: 'unknown', why: 'unreachable' } as const;

/** Parses an issuer's document if it was given as text; throws `JsonFault`. */
function readDocument(given: ResolvedIssuer): IssuerDocumentAnswer {
	if (given.kind !== 'text') return given;
	const { text, address } = given;
	if (Buffer.byteLength(text) > LARGEST_ISSUER_DOCUMENT) return { kind: 'unknown', why: 'too-large' };
	const document = parseStrictJson(text);
	if (!isObject(document)) return UNREACHABLE;
	return { kind: 'found', document, ...(address === undefined ? {} : { address }) };
}

/**
 * Gets the issuer's document; a DID that contains its key needs no request. If the source throws or the
 * document cannot be parsed, the answer is `unreachable`, which says nothing against the badge.
 */
export async function findIssuer(id: string, options: VerifyOptions): Promise<IssuerDocumentAnswer> {
	if (isKeyDid(id)) {
		const document = keyDidDocument(id);
		return document ? { kind: 'found', document } : { kind: 'unknown', why: 'not-supported' };
	}
	try {
		const answer = readDocument(await options.resolveIssuer(id));
		if (answer.kind !== 'found') return answer;
		// A document that is no object counts as absent.
		if (!isObject(answer.document)) return ABSENT;
		// The request was redirected to another site, which has no authority over this issuer.
		return isFromOtherSite(didWebUrl(id) ?? id, answer.address) ? UNREACHABLE : answer;
	} catch {
		return UNREACHABLE;
	}
}

/** Whether the issuer's public document was found and is about that issuer. */
export function checkIssuer(id: string, answer: IssuerDocumentAnswer): Check<'issuer'> {
	const address = didWebUrl(id) ?? id;
	if (answer.kind === 'absent') return checkResult('issuer', 'absent', { address });
	if (answer.kind === 'unknown') {
		const limits = answer.why === 'too-many-documents' ? DOCUMENT_LIMIT_PARAMS : {};
		const params = { address, most: inMegabytes(LARGEST_ISSUER_DOCUMENT), ...limits };
		return checkResult('issuer', answer.why, params);
	}
	if (isKeyDid(id)) return checkResult('issuer', 'key-only', { address });
	const document: JsonObject = answer.document;
	// The document came from the issuer's own address, so its id may differ by http or by a final slash, as
	// on many sites. A DID has one spelling.
	const stated = asText(document['id']);
	if (stated === undefined || !isSameAddress(stated, id))
		return checkResult('issuer', 'mismatch', { address });
	const at = wwwVariantOf(address, answer.address);
	return at === undefined
		? checkResult('issuer', 'found', { address })
		: checkResult('issuer', 'found-other-name', { address, at });
}
