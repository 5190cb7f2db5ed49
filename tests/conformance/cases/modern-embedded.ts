import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { cryptosuite as ecdsaRdfc2019 } from '@digitalbazaar/ecdsa-rdfc-2019-cryptosuite';
import { createDiscloseCryptosuite, createSignCryptosuite } from '@digitalbazaar/ecdsa-sd-2023-cryptosuite';
import { Ed25519Signature2020 } from '@digitalbazaar/ed25519-signature-2020';
import { cryptosuite as eddsaRdfc2022 } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as vc from '@digitalbazaar/vc';
import type { JsonObject } from '#openbadges';
import { loadBundledContext } from '../../../src/openbadges/contexts.ts';
import type { Case, Suite } from '../case.ts';
import {
	badge1,
	badge2,
	DID,
	documentOf,
	drawn,
	keysOf,
	knowing,
	methodOf,
	NOW,
	pictured,
	SIGNED,
} from './modern-world.ts';
import type { Keys } from './modern-world.ts';

const documentLoader = async (url: string) => loadBundledContext(url);
const now = NOW;
const DATA_INTEGRITY = 'https://w3id.org/security/data-integrity/v2';
const ED25519_2020 = 'https://w3id.org/security/suites/ed25519-2020/v1';

type Sign = (credential: JsonObject) => Promise<JsonObject>;
const issue = async (credential: JsonObject, suite: object) =>
	(await vc.issue({
		credential: structuredClone(credential),
		suite,
		documentLoader,
		now,
	})) as unknown as JsonObject;

const byIntegrity =
	(cryptosuite: object, key: StockKey): Sign =>
	(credential) =>
		issue(credential, new DataIntegrityProof({ cryptosuite, signer: key.signer(), date: SIGNED }));

/**
 * Makes a signer for ecdsa-sd-2023: it signs the whole credential as the issuer, then derives the part that
 * the holder chose to disclose.
 */
const byDisclosure =
	(key: StockKey): Sign =>
	async (credential) => {
		const mandatoryPointers = ['/issuer', '/type'];
		const whole = createSignCryptosuite({ mandatoryPointers });
		const signed = await issue(
			credential,
			new DataIntegrityProof({ cryptosuite: whole, signer: key.signer(), date: SIGNED }),
		);
		const shown = [
			'/@context',
			'/id',
			'/credentialSubject',
			'/validFrom',
			'/validUntil',
			'/issuanceDate',
			'/name',
		];
		const selectivePointers = shown.filter((pointer) => pointer.slice(1) in signed);
		const cryptosuite = createDiscloseCryptosuite({ selectivePointers });
		const derived = vc as unknown as { derive(options: object): Promise<JsonObject> };
		return derived.derive({
			verifiableCredential: signed,
			suite: new DataIntegrityProof({ cryptosuite }),
			documentLoader,
		});
	};

interface Method {
	readonly suite: Suite;
	readonly label: string;
	readonly context: string;
	sign(keys: Keys): Sign;
}

const METHODS: readonly Method[] = [
	{
		suite: 'eddsa-rdfc-2022',
		label: 'Ed25519',
		context: DATA_INTEGRITY,
		sign: (keys) => byIntegrity(eddsaRdfc2022, keys.ed25519),
	},
	{
		suite: 'eddsa-2022',
		label: 'Ed25519',
		context: DATA_INTEGRITY,
		sign: (keys) => byIntegrity({ ...eddsaRdfc2022, name: 'eddsa-2022' }, keys.ed25519),
	},
	{
		suite: 'Ed25519Signature2020',
		label: 'Ed25519',
		context: ED25519_2020,
		sign: (keys) => (credential) =>
			issue(credential, new Ed25519Signature2020({ signer: keys.ed25519.signer(), date: SIGNED })),
	},
	{
		suite: 'ecdsa-rdfc-2019',
		label: 'P-256',
		context: DATA_INTEGRITY,
		sign: (keys) => byIntegrity(ecdsaRdfc2019, keys.p256),
	},
	{
		suite: 'ecdsa-rdfc-2019',
		label: 'P-384',
		context: DATA_INTEGRITY,
		sign: (keys) => byIntegrity(ecdsaRdfc2019, keys.p384),
	},
	{
		suite: 'ecdsa-sd-2023',
		label: 'P-256, derived',
		context: DATA_INTEGRITY,
		sign: (keys) => byDisclosure(keys.p256),
	},
];

const LATER = 'https://exemple.example/badges/autre';

/**
 * Makes the cases of badges with embedded proofs, signed by Digital Bazaar's libraries, in every method,
 * container and data model.
 */
export async function embeddedCases(): Promise<readonly Case[]> {
	const keys = await keysOf(DID);
	const methods = await Promise.all([keys.ed25519, keys.p256, keys.p384].map(methodOf));
	const options = knowing({ [DID]: documentOf(DID, methods) });
	const cases: Case[] = [];
	for (const method of METHODS) {
		const sign = method.sign(keys);
		const second =
			method.suite === 'Ed25519Signature2020' ? withContext(badge2(DID), method.context) : badge2(DID);
		const first = badge1(DID, [method.context]);
		const common = { suite: method.suite, options } as const;
		const named = `${method.suite} (${method.label})`;
		for (const [version, credential] of [
			['3.0 on VC 2.0', second],
			['3.0 on VC 1.1', first],
		] as const) {
			const text = JSON.stringify(await sign(credential));
			const more = { ...common, version, expected: 'valid', verdict: 'valid' } as const;
			cases.push(
				{ ...more, name: `${named}, did:web, JSON`, container: 'json', given: text },
				{ ...more, name: `${named}, did:web, PNG`, container: 'png', given: pictured(text) },
				{ ...more, name: `${named}, did:web, SVG`, container: 'svg', given: drawn(text) },
			);
		}
		const another = { ...common, version: '3.0 on VC 2.0', container: 'json' } as const;
		const made = async (change: object) => JSON.stringify(await sign({ ...second, ...change } as JsonObject));
		// The library refuses to sign an expired credential: this badge is signed while it is valid, and
		// verified later.
		const until = await made({ id: LATER, validUntil: '2026-10-10T00:00:00Z' });
		const late = { ...options, now: new Date('2026-10-11T00:00:00Z') };
		const early = { ...options, now: new Date('2026-10-08T13:00:00Z') };
		cases.push(
			{ ...another, name: `${named}, another badge`, given: await made({ id: LATER }), expected: 'valid' },
			{
				...another,
				name: `${named}, expired`,
				given: until,
				expected: 'invalid',
				verdict: 'expired',
				options: late,
			},
			{
				...another,
				name: `${named}, too early`,
				given: await made({ id: LATER }),
				expected: 'invalid',
				verdict: 'not-yet-valid',
				options: early,
			},
		);
	}
	return cases;
}

function withContext(credential: JsonObject, context: string): JsonObject {
	return { ...credential, '@context': [...(credential['@context'] as readonly string[]), context] };
}
