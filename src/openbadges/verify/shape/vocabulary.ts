import { CanonicalFault, canonicalNQuads } from '../../json-ld/canonical.ts';
import { BUNDLED_CONTEXTS } from '../../contexts.ts';
import { asList, isObject, type JsonObject } from '../../json.ts';
import { checkResult, type Check } from '../../report.ts';
import type { SignatureKeyResult } from '../find-key.ts';
import type { VerifyOptions } from '../options.ts';
import type { BadgeSignature } from '../badge-signature.ts';
import type { SecuredCredential } from '../secured.ts';
import { signedBytesOf, type SignatureWithKey } from '../signature.ts';
import { endorsementsOf } from './structure.ts';

type Contexts = VerifyOptions['contexts'];

function foreignContext(credential: JsonObject, contexts: Contexts): Check<'vocabulary'> | undefined {
	// Contexts of embedded endorsements count too: they affect what is signed.
	const inside = endorsementsOf(credential).filter(isObject);
	for (const context of [credential, ...inside].flatMap((one) => asList(one['@context']))) {
		if (typeof context !== 'string') return checkResult('vocabulary', 'inline-context');
		if (!BUNDLED_CONTEXTS.includes(context) && !contexts?.has(context)) {
			return checkResult('vocabulary', 'unknown-context', { context });
		}
	}
	return undefined;
}

async function plainFault(credential: JsonObject, contexts: Contexts): Promise<CanonicalFault | undefined> {
	const { proof: _proof, ...unsecured } = credential;
	try {
		await canonicalNQuads(unsecured, { contexts });
	} catch (fault) {
		if (fault instanceof CanonicalFault) return fault;
		throw fault;
	}
	return undefined;
}

/**
 * Whether every term of the badge and of its proofs is defined by a known context. Also returns the bytes
 * that each proof signs, so that they are computed once. A token signs its text, so an undefined term is
 * harmless in it.
 */
export async function checkVocabulary(
	{ credential, token }: SecuredCredential,
	seals: readonly { readonly sealed: BadgeSignature; readonly found: SignatureKeyResult }[],
	contexts: Contexts,
): Promise<{ readonly check: Check<'vocabulary'>; readonly keyed: readonly SignatureWithKey[] }> {
	const foreign = foreignContext(credential, contexts);
	if (foreign && !token) return { check: foreign, keyed: [] };
	if (token || seals.length === 0) {
		const fault = foreign ? undefined : await plainFault(credential, contexts);
		const keyed: SignatureWithKey[] = [];
		for (const one of seals) keyed.push({ ...one, ...(await signedBytesOf(one.sealed, one.found)) });
		if (!fault) return { check: foreign ?? checkResult('vocabulary', 'known'), keyed };
		const { reason, term } = fault;
		const told = token && reason === 'undefined-terms' ? 'undefined-in-token' : reason;
		return { check: checkResult('vocabulary', told, { term }), keyed };
	}
	const keyed: SignatureWithKey[] = [];
	for (const one of seals) {
		const { bytes, fault } = await signedBytesOf(one.sealed, one.found);
		if (fault) return { check: checkResult('vocabulary', fault.reason, { term: fault.term }), keyed: [] };
		keyed.push({ ...one, bytes });
	}
	return { check: checkResult('vocabulary', 'known'), keyed };
}
