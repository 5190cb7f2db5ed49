import { didWebUrl } from '../did.ts';
import { asText, isObject } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';
import { check } from '../report.ts';
import type { Check } from '../report.ts';
import type { IssuerAnswer, VerifyOptions } from './options.ts';

/** The id that a credential gives its issuer, whether a text or a profile. */
export function issuerId(issuer: Json | undefined): string | undefined {
	return isObject(issuer) ? asText(issuer['id']) : asText(issuer);
}

/** Asks for the issuer's document; a source that throws could not be consulted. */
export async function findIssuer(id: string, options: VerifyOptions): Promise<IssuerAnswer> {
	try {
		return await options.resolveIssuer(id);
	} catch {
		return { kind: 'unknown', why: 'unreachable' };
	}
}

/** Whether the issuer's public document was found and is its own. */
export function checkIssuer(id: string, answer: IssuerAnswer): Check<'issuer'> {
	const address = didWebUrl(id) ?? id;
	if (answer.kind === 'absent') return check('issuer', 'absent', { address });
	if (answer.kind === 'unknown') return check('issuer', answer.why, { address });
	const document: JsonObject = answer.document;
	return check('issuer', document['id'] === id ? 'found' : 'mismatch', { address });
}
