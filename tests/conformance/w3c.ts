import { contexts as citizenship } from '@digitalbazaar/citizenship-context';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CRYPTOSUITES, type JsonObject, pkcs8FromSeed, signerFromPkcs8 } from '#openbadges';
import { canonicalNQuads } from '../../src/openbadges/json-ld/canonical.ts';
import { base58Decode, base58Encode } from '../../src/openbadges/keys/multibase.ts';
import { readIndex, sourcesOf } from './folder.ts';

export interface Reproduced {
	readonly what: string;
	readonly same: boolean;
}

/**
 * The published test vectors (W3C, Data Integrity EdDSA Cryptosuites v1.0, Test Vectors): for each, its
 * folder and the ending of its file names.
 */
const VECTORS = [
	{ suite: 'eddsa-rdfc-2022', folder: 'eddsa-rdfc-2022', end: 'DataInt', unsigned: 'unsigned.json' },
	{
		suite: 'eddsa-rdfc-2022',
		folder: 'eddsa-rdfc-2022/employ',
		end: 'DataInt',
		unsigned: 'employmentAuth.json',
	},
	{ suite: 'Ed25519Signature2020', folder: 'Ed25519Signature2020', end: 'EdSig', unsigned: undefined },
] as const;

const CITIZENSHIP = 'https://w3id.org/citizenship/v4rc1';

/**
 * Recomputes each step of each published test vector from its unsigned document and its private key, and
 * compares the results byte for byte.
 */
export async function reproduceVectors(folder: string): Promise<readonly Reproduced[]> {
	const root = join(folder, 'w3c-eddsa');
	if (!existsSync(root)) return [];
	const text = (file: string) => readFileSync(join(root, file), 'utf8').replace(/^\uFEFF/, '');
	const json = (file: string) => JSON.parse(text(file)) as JsonObject;
	const contexts = new Map(sourcesOf(folder, readIndex(folder), undefined).contexts);
	const more = (citizenship as ReadonlyMap<string, JsonObject>).get(CITIZENSHIP);
	if (more) contexts.set(CITIZENSHIP, more);
	const pair = json('keyPair.json');
	const seed = base58Decode(String(pair['privateKeyMultibase']).slice(1)).slice(2);
	const signer = signerFromPkcs8(pkcs8FromSeed(seed), 'did:key:vector');
	const answers: Reproduced[] = [];
	for (const { suite, folder: at, end } of VECTORS) {
		const file = (name: string, kind: 'txt' | 'json') => `${at}/${name}${end}.${kind}`;
		const method = CRYPTOSUITES.get(suite);
		const { proof, ...unsigned } = json(file('signed', 'json'));
		const { proofValue, ...options } = proof as JsonObject;
		const same = (name: string, got: string, wanted: string) =>
			answers.push({ what: `W3C ${at}: ${name}`, same: got.trim() === wanted.trim() });
		if (!method) {
			answers.push({ what: `W3C ${at}: the method`, same: false });
			continue;
		}
		const own = { '@context': unsigned['@context'] ?? null };
		same('canonical document', await canonicalNQuads(unsigned, { contexts }), text(file('canonDoc', 'txt')));
		same(
			'canonical proof options',
			await canonicalNQuads({ ...options, ...own }, { contexts }),
			text(file('proofCanon', 'txt')),
		);
		const bytes = await method.canonicalize(unsigned, options, { contexts });
		const hex = Buffer.from(bytes).toString('hex');
		same('hash of the options', hex.slice(0, 64), text(file('proofHash', 'txt')));
		same('hash of the document', hex.slice(64), text(file('docHash', 'txt')));
		same('both hashes', hex, text(file('combinedHash', 'txt')));
		const signature = await signer.sign(bytes);
		same('signature', Buffer.from(signature).toString('hex'), text(file('sigHex', 'txt')));
		same('proof value', `z${base58Encode(signature)}`, String(proofValue));
		answers.push({
			what: `W3C ${at}: the published proof verifies`,
			same: method.verify(bytes, String(proofValue), signer.key),
		});
	}
	return answers;
}
