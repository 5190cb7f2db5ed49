import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as vc from '@digitalbazaar/vc';
import { generateKeyPairSync } from 'node:crypto';
import * as engine from '../src/openbadges/index.ts';
import { loadBundledContext } from '../src/openbadges/contexts.ts';
import {
	isProofSignedWith,
	bytesSignedByProof,
	supportedProofs,
} from '../src/openbadges/proof/data-integrity.ts';
import { parseToken, isTokenSignedWith } from '../src/openbadges/tokens/jwt.ts';
import { keyFromMultikey, verificationKey } from '../src/openbadges/keys/verification-key.ts';
import { AT, classOf, DID, fullestBadge, KEY, LIST, SIGNER } from './fullest-badge.ts';
import { measure, type Work } from './measure.ts';
import { signatureFloor } from './signature-floor.ts';

const CLASS = 200;

const { values, quads } = await fullestBadge();
const unsigned = engine.unsignedBadge(values);
const signed = await engine.issueCredential(unsigned, { key: SIGNER, created: AT });
const text = engine.serializeCredential(signed);

const floor = await signatureFloor(unsigned, KEY.pkcs8);

// The measured verifier already has the DID document, the keys and the status list, as on the issuer's own
// site: nothing is fetched.
const keys = [
	{ multikey: KEY.multikey, state: 'active', notBefore: new Date('2026-09-01'), endedAt: null },
] as const;
const document = engine.didDocument({ did: DID, keys });
const publish = (revoked: number) =>
	engine.issueCredential(
		engine.statusListCredential({
			url: LIST,
			issuer: DID,
			list: engine.withStatus(engine.createStatusList(), revoked),
			validFrom: AT,
			validUntil: new Date('2026-10-10'),
		}),
		{ key: SIGNER, created: AT },
	);
const list = await publish(0);
const options: engine.VerifyOptions = {
	now: new Date('2026-10-09'),
	resolveIssuer: () => ({ kind: 'found', document, keys }),
	statusSource: () => ({ kind: 'found', credential: list }),
};
// More status lists than the engine caches, so that each verification meets one that is not in the cache.
const publications = await Promise.all(Array.from({ length: 100 }, (_, i) => publish(i)));
let next = 0;
const newList: engine.VerifyOptions = {
	...options,
	statusSource: () => ({ kind: 'found', credential: publications[next++ % publications.length] ?? list }),
};
const [proof] = supportedProofs(signed);
const key = keyFromMultikey(KEY.multikey);
if (!proof || typeof key === 'string') throw new Error('the badge has no proof that can be read');

const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const tokenKey = {
	kid: `${DID}#token`,
	pkcs8: new Uint8Array(pair.privateKey.export({ format: 'der', type: 'pkcs8' })),
};
const token = engine.issueJwt(unsigned, tokenKey, { alg: 'ES256' });
const openToken = verificationKey(pair.publicKey);
if (typeof openToken === 'string') throw new Error('no key for tokens');

// Digital Bazaar's libraries, to compare with: what we customize in them are options of each call, so here
// they run as published.
async function documentLoader(url: string) {
	const found = document.verificationMethod.find(({ id }) => id === url);
	if (url === DID) return { contextUrl: null, documentUrl: url, document };
	if (!found) return loadBundledContext(url);
	const context = 'https://w3id.org/security/multikey/v1';
	return { contextUrl: null, documentUrl: url, document: { '@context': context, ...found } };
}
const signer = {
	algorithm: 'Ed25519',
	id: SIGNER.verificationMethod,
	sign: async ({ data }: { data: Uint8Array }) => SIGNER.sign(data),
};
const date = '2026-10-08T14:00:00Z';
const checkStatus = async () => ({ verified: true });

const verifying =
	(sources: engine.VerifyOptions): Work =>
	async () => {
		const { verdict } = await engine.verifyBadge(text, sources);
		if (verdict !== 'valid') throw new Error(`the badge is ${verdict}`);
		return 1;
	};
const badges = classOf(values, CLASS);

const { rates, ratios } = await measure({
	issue: {
		work: async () => {
			await engine.issueCredential(engine.unsignedBadge(values), { key: SIGNER, created: AT });
			return 1;
		},
		floor: floor.sign,
	},
	verify: { work: verifying(options), floor: floor.verify },
	verifyNewList: { work: verifying(newList), floor: floor.verify },
	verifyProof: {
		work: async () => {
			const bytes = await bytesSignedByProof(signed, proof);
			if (!bytes || !isProofSignedWith(proof, bytes, key)) throw new Error('the proof does not verify');
			return 1;
		},
		floor: floor.verify,
	},
	batch: {
		work: async () => {
			let done = 0;
			for await (const { proof: made } of engine.issueMany(badges, { key: SIGNER, created: AT }))
				done += made.length;
			return done;
		},
		floor: floor.sign,
	},
	jwtIssue: {
		work: () => engine.issueJwt(engine.unsignedBadge(values), tokenKey, { alg: 'ES256' }).length && 1,
		floor: floor.sign,
	},
	jwtVerify: {
		work: () => {
			const read = parseToken(token);
			if (!read || !isTokenSignedWith(read, openToken)) throw new Error('the token does not verify');
			return 1;
		},
		floor: floor.verify,
	},
	stockIssue: {
		work: async () => {
			const suite = new DataIntegrityProof({ signer, cryptosuite, date });
			await vc.issue({ credential: structuredClone(unsigned), suite, documentLoader });
			return 1;
		},
		floor: floor.sign,
	},
	stockVerify: {
		work: async () => {
			const suite = new DataIntegrityProof({ cryptosuite });
			const found = await vc.verifyCredential({
				credential: structuredClone(signed),
				suite,
				documentLoader,
				checkStatus,
				now: options.now,
			});
			if (!found.verified) throw new Error('the stock libraries do not verify the badge');
			return 1;
		},
		floor: floor.verify,
	},
});
process.stdout.write(`${JSON.stringify({ quads, ratios, rates })}\n`);
