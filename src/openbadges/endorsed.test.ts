import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import {
	didDocument,
	generateEd25519Key,
	issueCredential,
	issueJwt,
	signerFromPkcs8,
	verifyBadge,
} from './index.ts';
import type { JsonObject, VerifyOptions } from './index.ts';
import {
	optionsWithAllSources,
	badge,
	changed,
	DID,
	ISSUED,
	KEY,
	SIGNER,
	endorsementOf,
} from './worked-example.fixture.ts';

const FRIEND = 'did:web:ami.example';
const friend = signerFromPkcs8(generateEd25519Key().pkcs8, FRIEND);

const endorsement = (change: object = {}): Promise<JsonObject> =>
	issueCredential(endorsementOf(FRIEND, change), { key: friend, created: ISSUED });

const knowing = (more: Partial<VerifyOptions> = {}) =>
	optionsWithAllSources({
		resolveIssuer: (id) => {
			if (id === DID) return { kind: 'found', document: didDocument({ did: DID, keys: [KEY] }), keys: [KEY] };
			const own = { ...KEY, multikey: friend.key.multikey };
			return id === FRIEND
				? { kind: 'found', document: didDocument({ did: FRIEND, keys: [own] }) }
				: { kind: 'unknown', why: 'unreachable' };
		},
		...more,
	});

async function endorsed(endorsements: readonly JsonObject[], options = knowing()) {
	const signed = await issueCredential(
		{ ...badge(), endorsement: endorsements },
		{ key: SIGNER, created: ISSUED },
	);
	const report = await verifyBadge(signed, await options);
	return [report.verdict, report.checks[11]?.reason, report.checks[11]?.params['name'] ?? ''];
}

test('each endorsement is verified by itself, and its fault is not the badge’s', async () => {
	const good = await endorsement();
	expect(await endorsed([good])).toEqual(['valid', 'sound', '']);
	const lying = changed(good, 'credentialSubject.endorsementComment', 'Rien à redire.');
	expect(await endorsed([good, lying])).toEqual(['valid', 'bad', 'Amis du numérique']);
	expect(await endorsed([await endorsement({ validUntil: '2026-10-02T00:00:00Z' })])).toEqual([
		'valid',
		'bad',
		'Amis du numérique',
	]);
	// One of more types than we read was not checked, by our own limit.
	const types = [...(good['type'] as string[]), ...Array<string>(12).fill('VerifiableCredential')];
	expect(await endorsed([{ ...good, type: types }])).toEqual(['valid', 'unproven', 'Amis du numérique']);
	const away = knowing({
		resolveIssuer: (id) =>
			id === DID
				? { kind: 'found', document: didDocument({ did: DID, keys: [KEY] }), keys: [KEY] }
				: { kind: 'unknown', why: 'unreachable' },
	});
	expect(await endorsed([good], away)).toEqual(['valid', 'unproven', 'Amis du numérique']);
	expect((await endorsed(Array<JsonObject>(11).fill(good)))[1]).toBe('more-than-ten');
});

test('an endorsement counts if it is about the badge, or about who and what the badge names', async () => {
	const issuer = badge()['issuer'] as JsonObject;
	const subject = badge()['credentialSubject'] as JsonObject;
	const achievement = subject['achievement'] as JsonObject;
	const creator = { id: 'https://createur.example', type: ['Profile'], name: 'Créateur' };
	const about = (id: unknown) =>
		endorsement({
			credentialSubject: {
				...(id === undefined ? {} : { id }),
				type: ['EndorsementSubject'],
				endorsementComment: 'Bravo.',
			},
		});
	/** The reason told for endorsements of something (`id`) at each of the four places of a badge. */
	const told = async (id: unknown) => {
		const one = [await about(id)];
		const made: JsonObject = { ...achievement, creator };
		const places: readonly object[] = [
			{ endorsement: one, credentialSubject: { ...subject, achievement: made } },
			{ issuer: { ...issuer, endorsement: one }, credentialSubject: { ...subject, achievement: made } },
			{ credentialSubject: { ...subject, achievement: { ...made, endorsement: one } } },
			{
				credentialSubject: {
					...subject,
					achievement: { ...made, creator: { ...creator, endorsement: one } },
				},
			},
		];
		const reasons: unknown[] = [];
		for (const place of places) {
			const signed = await issueCredential({ ...badge(), ...place }, { key: SIGNER, created: ISSUED });
			const { verdict, checks } = await verifyBadge(signed, await knowing());
			expect(verdict).toBe('valid');
			reasons.push(checks[11]?.reason);
		}
		return [...new Set(reasons)];
	};
	for (const id of [badge()['id'], issuer['id'], subject['id'], achievement['id'], creator.id])
		expect(await told(id)).toEqual(['sound']);
	for (const id of ['https://autre.example/badges/excellence', `${String(achievement['id'])}/2`, undefined])
		expect(await told(id)).toEqual(['of-another']);
	const other = await about('https://autre.example/badges/excellence');
	const good = await endorsement();
	expect(await endorsed([good, other])).toEqual(['valid', 'of-another', 'Amis du numérique']);
	// One that was changed is told first.
	expect(await endorsed([other, { ...good, name: 'Autre' }])).toEqual(['valid', 'bad', 'Amis du numérique']);
});

test('a newer copy takes the place of the badge only if it is the same badge, newer, and good', async () => {
	const contexts = badge()['@context'] as readonly string[];
	const refreshable = {
		...badge(),
		'@context': [...contexts, 'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json'],
		refreshService: { id: 'https://macaron.example/b/6h3k/newer', type: '1EdTechCredentialRefresh' },
	} as JsonObject;
	const how = { key: SIGNER, created: ISSUED };
	const older = await issueCredential(refreshable, how);
	const after = { ...refreshable, validFrom: '2026-10-08T20:00:00Z', name: 'Nouvelle version' };
	const newer = await issueCredential(after, how);
	const withAnswer = async (text: string | undefined) => {
		const options = await knowing({
			fetchDocument: () =>
				text === undefined
					? { kind: 'unknown', why: 'unreachable' }
					: { kind: 'found', status: 200, text, contentType: 'application/json' },
		});
		const report = await verifyBadge(older, options);
		return [report.verdict, report.checks[10]?.reason, report.credential?.['name']];
	};
	const { name } = badge();
	expect(await withAnswer(JSON.stringify(newer))).toEqual(['valid', 'newer-shown', 'Nouvelle version']);
	expect(await withAnswer(JSON.stringify(older))).toEqual(['valid', 'latest', name]);
	expect(await withAnswer(JSON.stringify({ ...newer, name: 'Autre' }))).toEqual(['valid', 'newer-bad', name]);
	expect(await withAnswer(undefined)).toEqual(['valid', 'unreachable', name]);
	const another = await issueCredential(
		{ ...after, id: 'https://macaron.example/b/autre' } as JsonObject,
		how,
	);
	expect(await withAnswer(JSON.stringify(another))).toEqual(['valid', 'newer-bad', name]);
	const unfollowed = await verifyBadge(older, await knowing());
	expect(unfollowed.checks[10]?.reason).toBe('not-followed');
});

// No Open Badges context defines `endorsementJwt`: only a badge that is itself a token can contain it.
test('endorsements that are tokens are verified as those that carry their proof', async () => {
	const pair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const [ours, theirs] = [pair(), pair()];
	const keyOf = (did: string, { privateKey }: ReturnType<typeof pair>) => ({
		kid: `${did}#jeton`,
		pkcs8: new Uint8Array(privateKey.export({ format: 'der', type: 'pkcs8' })),
	});
	const document = (did: string, { publicKey }: ReturnType<typeof pair>): JsonObject => {
		const publicKeyJwk = publicKey.export({ format: 'jwk' }) as JsonObject;
		const method = { id: `${did}#jeton`, type: 'JsonWebKey', controller: did, publicKeyJwk };
		return { id: did, verificationMethod: [method], assertionMethod: [method.id] };
	};
	const { proof: _proof, ...unsigned } = await endorsement();
	const token = issueJwt(unsigned, keyOf(FRIEND, theirs), { alg: 'ES256' });
	const options = await optionsWithAllSources({
		resolveIssuer: (id) => {
			if (id === DID) return { kind: 'found', document: document(DID, ours) };
			return id === FRIEND ? { kind: 'found', document: document(FRIEND, theirs) } : { kind: 'absent' };
		},
	});
	const endorsedBy = async (endorsements: object) => {
		const credential = { ...badge({ status: undefined }), ...endorsements } as JsonObject;
		const report = await verifyBadge(issueJwt(credential, keyOf(DID, ours), { alg: 'ES256' }), options);
		return [report.verdict, report.checks[11]?.reason, report.checks[11]?.params['name'] ?? ''];
	};
	const found = (...endorsementJwt: readonly string[]) => endorsedBy({ endorsementJwt });
	expect(await found(token)).toEqual(['valid', 'sound', '']);
	// The same in an envelope (VC data model 2.0, §4.13), which says nothing itself.
	const envelope = (held: string) => ({
		'@context': ['https://www.w3.org/ns/credentials/v2'],
		id: `data:application/vc+jwt,${held}`,
		type: ['EnvelopedVerifiableCredential'],
	});
	expect(await endorsedBy({ endorsement: [envelope(token)] })).toEqual(['valid', 'sound', '']);
	expect(await endorsedBy({ endorsement: [envelope('x')] })).toEqual(['valid', 'bad', '']);
	const [header = '', payload = '', signature = ''] = token.split('.');
	const lying = Buffer.from(payload, 'base64url').toString('utf8').replace('sérieuse', 'exemplaire');
	const altered = `${header}.${Buffer.from(lying).toString('base64url')}.${signature}`;
	expect(await found(token, altered)).toEqual(['valid', 'bad', 'Amis du numérique']);
	expect(await found(issueJwt(unsigned, keyOf(FRIEND, ours), { alg: 'ES256' }))).toEqual([
		'valid',
		'bad',
		'Amis du numérique',
	]);
	expect(await found('pas un jeton')).toEqual(['valid', 'bad', '']);
	const elsewhere = {
		...(unsigned['credentialSubject'] as JsonObject),
		id: 'https://autre.example/badges/1',
	};
	const ofAnother = { ...unsigned, credentialSubject: elsewhere };
	expect(await found(issueJwt(ofAnother, keyOf(FRIEND, theirs), { alg: 'ES256' }))).toEqual([
		'valid',
		'of-another',
		'Amis du numérique',
	]);
});
