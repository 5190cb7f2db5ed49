import { expect, test } from 'vitest';
import {
	generateEd25519Key,
	hashedEmailOf,
	hashIdentity,
	issueCredential,
	openBadges2Assertion,
	signerFromPkcs8,
	unsignedReissue,
	verdictSentence,
	verdictTitle,
	verifyBadge,
} from './index.ts';
import type { IssuerKey, JsonObject, VerifyOptions } from './index.ts';
import { identityMatch } from './identity-match.ts';
import {
	badge,
	changed,
	DID,
	ISSUED,
	issued,
	KEY,
	LIST,
	optionsWithAllSources,
	STATUS_INDEX,
	statusList,
	VALUES,
} from './worked-example.fixture.ts';
import { didDocument } from './keys/did.ts';
import { openBadges2Class, openBadges2Profile } from './legacy/issue.ts';

const { id } = VALUES.recipient;
const salt = 'b5c1f0';
const email = { hash: hashIdentity('Ada@Exemple.QC.CA ', salt), salt };
const bare = () => badge({ recipient: { id } });
const later = new Date('2026-10-08T15:00:00Z');
const how = { validFrom: later, status: { list: LIST, index: STATUS_INDEX } };

async function recipientOf(given: JsonObject, typed: string, change: Partial<VerifyOptions> = {}) {
	const report = await verifyBadge(given, await optionsWithAllSources({ recipient: typed, ...change }));
	return [report.verdict, report.checks.find((check) => check.id === 'recipient')?.reason];
}

test('a badge bound to an e-mail is recognized by that address in any case, and by no other', async () => {
	const bound = await issued({ recipient: { id, email } });
	for (const typed of [
		'ada@exemple.qc.ca',
		'Ada@Exemple.QC.CA',
		' ADA@EXEMPLE.QC.CA ',
		'mailto:ada@exemple.qc.ca',
	])
		expect(await recipientOf(bound, typed)).toEqual(['valid', 'matches']);
	for (const typed of ['ada@exemple.qc.co', 'bea@exemple.qc.ca', id])
		expect(await recipientOf(bound, typed)).toEqual(['valid', 'no-match']);
	expect(await recipientOf(await issued({ recipient: { id } }), 'ada@exemple.qc.ca')).toEqual([
		'valid',
		'no-address',
	]);
});

test('an address and its hash made before give the same badge, which is read back as bound to it', () => {
	const address = 'ada@exemple.qc.ca';
	expect(badge({ recipient: { id, email: { address, salt } } })).toEqual(badge({ recipient: { id, email } }));
	expect(hashedEmailOf(badge({ recipient: { id, email } }))).toEqual(email);
	expect(hashedEmailOf(bare())).toBeUndefined();
	expect(hashedEmailOf({})).toBeUndefined();
	for (const [path, value] of [
		['credentialSubject.identifier.0.identityType', 'ext:studentNumber'],
		['credentialSubject.identifier.0.hashed', false],
	] as const)
		expect(hashedEmailOf(changed(badge(), path, value))).toBeUndefined();
});

test('signed again, a badge is bound, bound to another address, or unbound: nothing else changes', () => {
	const values = { awardedAt: ISSUED, validFrom: later };
	const bound = badge({ ...values, recipient: { id, email } });
	const unbound = badge({ ...values, recipient: { id } });
	expect(JSON.stringify(unsignedReissue(bare(), { ...how, email }))).toBe(JSON.stringify(bound));
	expect(JSON.stringify(unsignedReissue(badge(), { ...how, email }))).toBe(JSON.stringify(bound));
	expect(JSON.stringify(unsignedReissue(badge(), { ...how, email: null }))).toBe(JSON.stringify(unbound));
	// Without a word on the address, it stays as it is.
	expect(hashedEmailOf(unsignedReissue(badge({ recipient: { id, email } }), how))).toEqual(email);
	expect(hashedEmailOf(unsignedReissue(bare(), how))).toBeUndefined();
});

test('the 2.0 twin of a bound badge has the same hash, and its verification gives the same answers', async () => {
	const at = {
		assertion: `${VALUES.id}/2.0`,
		badge: `${VALUES.id}/2.0/badge`,
		issuer: 'https://macaron.example/i/d/2.0',
	};
	const of = (credential: JsonObject) => {
		const twin = openBadges2Assertion(credential, at, 'sel');
		const profile = { id: at.issuer, name: 'D', url: 'https://macaron.example', email: 'p@macaron.example' };
		const documents: Record<string, JsonObject> = {
			[at.assertion]: twin,
			[at.badge]: openBadges2Class(credential, at),
			[at.issuer]: openBadges2Profile({ ...profile, startsWith: 'https://macaron.example/b/' }),
		};
		const fetchDocument: VerifyOptions['fetchDocument'] = (url) => ({
			...{ kind: 'found', status: 200, contentType: 'application/ld+json' },
			text: JSON.stringify(documents[url]),
		});
		return { twin, fetchDocument };
	};
	const { twin, fetchDocument } = of(badge({ recipient: { id, email } }));
	expect(twin['recipient']).toEqual({ type: 'email', hashed: true, salt, identity: email.hash });
	expect(await recipientOf(twin, 'Ada@Exemple.QC.CA', { fetchDocument })).toEqual(['valid', 'matches']);
	expect(await recipientOf(twin, 'bea@exemple.qc.ca', { fetchDocument })).toEqual(['valid', 'no-match']);
	const other = of(bare());
	expect(other.twin['recipient']).toMatchObject({ type: 'id', hashed: true, salt: 'sel' });
	expect(
		identityMatch({ held: String((other.twin['recipient'] as JsonObject)['identity']), salt: 'sel' }, id),
	).toBe('hashed');
	expect(await recipientOf(other.twin, 'ada@exemple.qc.ca', { fetchDocument: other.fetchDocument })).toEqual([
		'valid',
		'no-address',
	]);
});

test('a copy revoked because a newer one took its place is told as replaced, with the way to the newer one', async () => {
	// The list is signed by a key of its own, which nobody withdraws.
	const lists = generateEd25519Key();
	const { proof: _proof, ...unsigned } = await statusList({ revoked: true });
	const list = await issueCredential(unsigned, { key: signerFromPkcs8(lists.pkcs8, DID), created: ISSUED });
	const listKey = { ...KEY, multikey: lists.multikey };
	const state = { date: '2026-10-08T15:00:00Z' as string | undefined, key: KEY };
	const foundWith = (did: string, keys: readonly IssuerKey[]) =>
		({ kind: 'found', document: didDocument({ did, keys }), keys }) as const;
	const judged = async () => {
		const report = await verifyBadge(
			await issued(),
			await optionsWithAllSources({
				resolveIssuer: (did) => (did === DID ? foundWith(did, [state.key, listKey]) : { kind: 'absent' }),
				statusSource: () => ({ kind: 'found', credential: list }),
				currentCopy: () => state.date,
			}),
		);
		const status = report.checks.find((check) => check.id === 'status')?.reason;
		return { report, told: [report.verdict, status, verdictTitle(report, 'fr'), verdictTitle(report, 'en')] };
	};
	const replaced = await judged();
	expect(replaced.told).toEqual(['revoked', 'replaced', 'Remplacé', 'Replaced']);
	expect(verdictSentence(replaced.report, 'fr')).toBe(
		'Cette copie du badge a été remplacée\u00a0: elle n’est plus en vigueur. L’organisme a signé ce badge de nouveau le 8\u00a0octobre 2026. La copie plus récente est à l’adresse du badge, si la personne l’a publiée\u00a0: https://macaron.example/b/6h3k',
	);
	expect(verdictSentence(replaced.report, 'en')).toMatch(
		/^This copy of the badge was replaced: .*\/b\/6h3k$/,
	);
	state.date = undefined;
	expect((await judged()).told).toEqual(['revoked', 'revoked', 'Révoqué', 'Revoked']);
	// What a stolen key signed is told as revoked, whatever took its place.
	state.date = '2026-10-08T15:00:00Z';
	state.key = { ...KEY, state: 'compromised', endedAt: later };
	expect((await judged()).told).toEqual(['revoked', 'revoked', 'Révoqué', 'Revoked']);
});
