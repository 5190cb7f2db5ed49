import { isSound } from '../data-integrity.ts';
import type { ReadableProof } from '../data-integrity.ts';
import { asList, asText, isObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { decodeMultikey } from '../multikey.ts';
import type { PublicKey } from '../multikey.ts';
import { check } from '../report.ts';
import type { Check } from '../report.ts';
import type { IssuerAnswer } from './options.ts';

/** A key as the issuer's document lists it, wherever it stands there. */
export function listedMethod(document: JsonObject, id: string): JsonObject | undefined {
	const listed = [...asList(document['verificationMethod']), ...asList(document['assertionMethod'])];
	return listed.filter(isObject).find((method) => absolute(document, method['id']) === id);
}

/** Whether the issuer's document lets that key speak for it. */
export function mayAssert(document: JsonObject, id: string): boolean {
	return asList(document['assertionMethod'])
		.map((entry) => absolute(document, isObject(entry) ? entry['id'] : entry))
		.includes(id);
}

function absolute(document: JsonObject, id: unknown): string | undefined {
	if (typeof id !== 'string') return undefined;
	return id.startsWith('#') ? `${asText(document['id']) ?? ''}${id}` : id;
}

function readable(multikey: string | undefined): PublicKey | undefined {
	try {
		return multikey === undefined ? undefined : decodeMultikey(multikey);
	} catch {
		return undefined;
	}
}

/**
 * The key of a proof: the issuer's own, or else the one its address carries in its fragment. The latter only tells
 * that the content is whole; who signed is another step.
 */
function keyOf(proof: ReadableProof, issuer: IssuerAnswer): PublicKey | undefined {
	if (issuer.kind === 'found') {
		const listed = listedMethod(issuer.document, proof.verificationMethod);
		const key = readable(asText(listed?.['publicKeyMultibase']));
		if (key) return key;
	}
	return readable(proof.verificationMethod.split('#')[1]);
}

/** Whether the content is what was signed, whoever signed. */
export function checkSignature(
	credential: JsonObject,
	proof: ReadableProof | undefined,
	bytes: Uint8Array | undefined,
	issuer: IssuerAnswer,
): Check<'signature'> {
	const proofs = asList(credential['proof']);
	if (proofs.length === 0) return check('signature', 'no-proof');
	if (!proof) {
		const [first] = proofs;
		const suite = isObject(first) ? (asText(first['cryptosuite']) ?? asText(first['type'])) : undefined;
		return check('signature', 'unsupported-suite', { suite: suite ?? '' });
	}
	if (proof.proof['proofPurpose'] !== 'assertionMethod') return check('signature', 'wrong-purpose');
	const key = keyOf(proof, issuer);
	if (!key) return check('signature', 'key-missing');
	return check('signature', bytes && isSound(proof, bytes, key) ? 'sound' : 'broken');
}
