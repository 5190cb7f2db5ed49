import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as vc from '@digitalbazaar/vc';
import { expect, test } from 'vitest';
import { loadBundledContext } from './contexts.ts';
import { didDocument, verifyBadge } from './index.ts';
import {
	optionsWithAllSources,
	changed,
	DID,
	issued,
	KEY,
	NOW,
	SIGNER,
	statusList,
} from './worked-example.fixture.ts';

/**
 * A document loader for the other implementation (`@digitalbazaar/vc`): gives it the issuer's document and
 * key as a did:web resolver would, and the bundled contexts.
 */
async function documentLoader(url: string) {
	const document = didDocument({ did: DID, keys: [KEY] });
	if (url === DID) return { contextUrl: null, documentUrl: url, document };
	const method = document.verificationMethod.find(({ id }) => id === url);
	if (!method) return loadBundledContext(url);
	const context = 'https://w3id.org/security/multikey/v1';
	return { contextUrl: null, documentUrl: url, document: { '@context': context, ...method } };
}

const witnessed = async (credential: object): Promise<boolean> => {
	const suite = new DataIntegrityProof({ cryptosuite });
	const checkStatus = async () => ({ verified: true });
	return (await vc.verifyCredential({ credential, suite, documentLoader, checkStatus, now: NOW })).verified;
};

test('a second implementation finds our badge and our status list sound, and a changed copy not', async () => {
	const document = await issued();
	expect(await witnessed(document)).toBe(true);
	expect(await witnessed(await statusList())).toBe(true);
	for (const path of ['credentialSubject.achievement.name', 'proof.0.created', 'validFrom']) {
		expect(await witnessed(changed(document, path, '2026-10-08T13:59:59Z'))).toBe(false);
	}
});

test('what the second implementation signs, we find sound', async () => {
	const { proof: _proof, ...unsigned } = await issued();
	const signer = {
		algorithm: 'Ed25519',
		id: SIGNER.verificationMethod,
		sign: async ({ data }: { data: Uint8Array }) => SIGNER.sign(data),
	};
	const suite = new DataIntegrityProof({ signer, cryptosuite, date: '2026-10-08T14:00:00Z' });
	const theirs = await vc.issue({ credential: unsigned, suite, documentLoader });
	expect(theirs.proof.proofValue).toBe((await issued()).proof[0]['proofValue']);
	expect((await verifyBadge(theirs, await optionsWithAllSources())).verdict).toBe('valid');
});
