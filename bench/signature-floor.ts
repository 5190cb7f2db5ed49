import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import jsonld from 'jsonld';
import rdf from 'rdf-canonize';
import { contextLoaderWith } from '../src/openbadges/contexts.ts';
import { datasetOf } from '../src/openbadges/json-ld/canonical.ts';
import type { Work } from './measure.ts';

/**
 * Makes the least work that signing or verifying a document needs, to which rates are compared: canonicalize,
 * hash, and sign or verify, with its quads already built; `verifyDocument` begins with the document itself,
 * as the jsonld library canonizes one. `pkcs8` is an Ed25519 key.
 */
export async function signatureFloor(
	document: Parameters<typeof datasetOf>[0],
	pkcs8: Uint8Array,
): Promise<{ readonly sign: Work; readonly verify: Work; readonly verifyDocument: Work }> {
	const secret = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
	const open = createPublicKey(secret);
	const dataset = await datasetOf(document);
	async function hash(): Promise<Buffer> {
		const canonical = await rdf.canonize(dataset, {
			algorithm: 'RDFC-1.0',
			format: 'application/n-quads',
			messageDigestAlgorithm: 'sha256',
			maxWorkFactor: 1,
		});
		return createHash('sha256').update(canonical, 'utf8').digest();
	}
	async function hashDocument(): Promise<Buffer> {
		const canonical = await jsonld.canonize(document, {
			algorithm: 'RDFC-1.0',
			format: 'application/n-quads',
			safe: true,
			base: null,
			rdfDirection: 'i18n-datatype',
			documentLoader: contextLoaderWith(undefined),
		});
		return createHash('sha256').update(canonical, 'utf8').digest();
	}
	const signature = sign(null, await hash(), secret);
	return {
		sign: async () => sign(null, await hash(), secret).length && 1,
		verify: async () => {
			if (!verify(null, await hash(), open, signature)) throw new Error('the floor does not verify');
			return 1;
		},
		verifyDocument: async () => {
			if (!verify(null, await hashDocument(), open, signature))
				throw new Error('the document does not verify');
			return 1;
		},
	};
}
