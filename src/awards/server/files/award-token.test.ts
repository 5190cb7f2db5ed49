import { decodeProtectedHeader, importJWK, type JWK, jwtVerify } from 'jose';
import { expect, test } from 'vitest';
import { ANONYMOUS } from '#identity';
import { accessJournalOf } from '#identity/server';
import { fileSeal, type Threads } from '#platform/server';
import { eachDialect } from '#tests/world';
import { awardPage } from '../award-page.ts';
import { awardById } from '../award-store.ts';
import { awardToken } from './award-token.ts';
import { tokenOf } from './award-token-store.ts';
import { cast, says, trains } from '../../../../tests/recognised/cast.ts';
import { issuerById, tokenKeysOf } from '../issuers/issuer-store.ts';
import { declareKeyCompromised, planKey, resealKeys, rotateKey } from '../issuers/issuer-keys.ts';
import { issuerAt, issuerPublicKey } from '../issuers/issuers.ts';
import { haltIssuing, resumeIssuing } from '../issuing/issuing-halt.ts';
import { erase, personalData } from '../personal-data.ts';
import { setAwardVisibility } from '../set-award-visibility.ts';
import { awardBadgesByRule } from '../../../applications/server/award-badges-by-rule.ts';
import { revokeAward } from '../revoke-award.ts';
import { verifyFileOrText } from '../../../verification/server/verify-given.ts';

const text = ({ bytes }: { bytes: Uint8Array }) => new TextDecoder().decode(bytes);

eachDialect('an award as a token', (world) => {
	const key = () => world().newId();

	async function published() {
		const people = await cast(world());
		await says(world(), people.ada, 'communication', 1);
		await trains(world(), people.ada, 'communication', 150);
		const [given] = await awardBadgesByRule(world(), people.ada.id, 'fr');
		const id = given?.id ?? '';
		await setAwardVisibility(world(), people.ada, id, { visibility: 'public', key: key() });
		return { people, id, slug: people.here.slug };
	}
	const token = async (id: string, inWorld = world()) => text(await awardToken(inWorld, ANONYMOUS, id));
	const verdict = async (given: string) => (await verifyFileOrText(world(), given)).verdict;
	const later = (hours: number) => world().setNow(new Date(world().now().getTime() + hours * 3_600_000));
	const kidOf = (given: string) => decodeProtectedHeader(given).kid?.split('/').at(-1) ?? '';

	test.each(['ES256', 'RS256'] as const)(
		'in %s: jose finds it sound by the published key, so do we, and it says what the badge says',
		async (tokenAlgorithm) => {
			const { id, slug } = await published();
			const file = await awardToken({ ...world(), tokenAlgorithm }, ANONYMOUS, id);
			expect([file.type, file.name]).toEqual(['text/plain', expect.stringMatching(/\.jwt$/)]);
			const given = text(file);
			const header = decodeProtectedHeader(given);
			const kid = kidOf(given);
			expect(header).toEqual({
				alg: tokenAlgorithm,
				typ: 'JWT',
				kid: `http://localhost:3000/i/${slug}/keys/${kid}`,
			});
			const jwk = await issuerPublicKey(world(), slug, kid);
			expect(jwk).not.toHaveProperty('d');
			const { payload } = await jwtVerify(given, await importJWK(jwk as JWK), {
				currentDate: world().now(),
			});
			const credential = JSON.parse((await awardById(world().db.read, id))?.credential ?? '') as object;
			const { iss, jti, sub, nbf, iat, ...said } = payload;
			expect({ ...said, proof: null }).toEqual({ ...credential, proof: null });
			const { did } = await issuerAt(world(), slug);
			expect([iss, jti]).toEqual([did, `http://localhost:3000/b/${id}`]);
			expect(sub).toMatch(/^urn:uuid:/);
			expect([nbf, iat]).toEqual([Date.parse(String(said['validFrom'])) / 1000, expect.any(Number)]);
			expect(await verdict(given)).toBe('valid');
			const [head, body = '', signature] = given.split('.');
			const other = Buffer.from(Buffer.from(body, 'base64url').toString().replace('Exploration', 'Pratique'));
			expect(await verdict([head, other.toString('base64url'), signature].join('.'))).toBe('altered');
		},
	);

	test('asked by ten at once, then again under another setting: one text, for ever', async () => {
		const { id } = await published();
		const asked = await Promise.all(Array.from({ length: 10 }, () => token(id)));
		expect(new Set(asked).size).toBe(1);
		expect(await token(id, { ...world(), tokenAlgorithm: 'RS256' })).toBe(asked[0]);
	});

	test('private, unknown and erased get the same 404; the owner has it before it is published', async () => {
		const { people, id } = await published();
		await setAwardVisibility(world(), people.ada, id, { visibility: 'private', key: key() });
		for (const who of [ANONYMOUS, people.denis])
			await expect(awardToken(world(), who, id)).rejects.toMatchObject({ code: 'not-found', status: 404 });
		await expect(awardToken(world(), people.ada, key())).rejects.toMatchObject({ status: 404 });
		const hers = text(await awardToken(world(), people.ada, id));
		expect(JSON.stringify(await personalData(world(), people.ada.id))).toContain(hers);
		await setAwardVisibility(world(), people.ada, id, { visibility: 'public', key: key() });
		await world().db.write((tx) => erase(tx, people.ada.id, { keepBadges: true, now: world().now() }));
		await expect(token(id)).rejects.toMatchObject({ status: 404 });
		expect(await tokenOf(world().db.read, id)).toBeUndefined();
		// Copies of the deleted token still verify.
		expect(await verdict(hers)).toBe('valid');
	});

	test('revoked: the token made before says so and stays; one never made is not made any more', async () => {
		const [first, second] = [await published(), await published()];
		const made = await token(first.id);
		for (const { people, id } of [first, second])
			await revokeAward(world(), people.chloe, id, { reason: 'Erreur de registre.', key: key() });
		expect(await verdict(made)).toBe('revoked');
		expect(await token(first.id)).toBe(made);
		await expect(token(second.id)).rejects.toMatchObject({ status: 404 });
		expect((await awardPage(world(), ANONYMOUS, first.id)).token).toBe(true);
		expect((await awardPage(world(), ANONYMOUS, second.id)).token).toBe(false);
	});

	test('while issuing is halted, or without the sealing key: none is made, one made before is given', async () => {
		const [first, second] = [await published(), await published()];
		const made = await token(first.id);
		await haltIssuing(world(), null, 'Incident.');
		await expect(token(second.id)).rejects.toMatchObject({ code: 'recognition.issuing-halted' });
		expect(await token(first.id)).toBe(made);
		await resumeIssuing(world(), null);
		const away = { ...world(), seal: fileSeal(`/tmp/no-such-folder-${key()}/seal.key`) };
		await expect(token(second.id, away)).rejects.toMatchObject({ code: 'platform.key-missing' });
		expect(await token(first.id, away)).toBe(made);
		expect(await verdict(await token(second.id))).toBe('valid');
	});

	test('its key rotated: what it signed stays valid; the planned key, told to nobody, signs the next', async () => {
		const { people, id, slug } = await published();
		const made = await token(id);
		const { tokens } = await planKey(world(), slug);
		expect(tokens).toHaveLength(1);
		expect(await planKey(world(), slug)).toMatchObject({ tokens });
		expect(JSON.stringify((await issuerAt(world(), slug)).document)).not.toContain(tokens[0]);
		await expect(issuerPublicKey(world(), slug, tokens[0] ?? '')).rejects.toMatchObject({ status: 404 });
		later(1);
		expect(await rotateKey(world(), slug)).toMatchObject({ tokens: [kidOf(made)] });
		expect([await verdict(made), await token(id)]).toEqual(['valid', made]);
		await says(world(), people.ada, 'collaboration', 1);
		await trains(world(), people.ada, 'collaboration', 150);
		const [next] = await awardBadgesByRule(world(), people.ada.id, 'fr');
		const second = text(await awardToken(world(), people.ada, next?.id ?? ''));
		expect(kidOf(second)).toBe(tokens[0]);
		expect(await verdict(second)).toBe('valid');
		const { document, did } = await issuerAt(world(), slug);
		expect(document.assertionMethod).toEqual(
			expect.arrayContaining([`${did}#${kidOf(made)}`, `${did}#${kidOf(second)}`]),
		);
	});

	test('its key compromised: its tokens are refused and counted, its address is gone, another is made', async () => {
		const { id, slug } = await published();
		const made = await token(id);
		const done = await declareKeyCompromised(world(), kidOf(made), 'Copie trouvée.');
		expect(done).toEqual({ replacedBy: null, badges: 1 });
		const report = await verifyFileOrText(world(), made);
		expect([report.verdict, report.checks.find((one) => one.id === 'binding')?.reason]).toEqual([
			'refused',
			'key-withdrawn',
		]);
		await expect(issuerPublicKey(world(), slug, kidOf(made))).rejects.toMatchObject({ status: 404 });
		// The badge itself is still valid: another key signed it.
		expect(await verdict((await awardById(world().db.read, id))?.credential ?? '')).toBe('valid');
		const second = await token(id);
		expect(kidOf(second)).not.toBe(kidOf(made));
		expect(await verdict(second)).toBe('valid');
		await expect(declareKeyCompromised(world(), kidOf(made), 'Encore.')).rejects.toMatchObject({
			status: 409,
		});
	});

	test('a badge whose own key is compromised is not made sound again by a token', async () => {
		const { id } = await published();
		const award = await awardById(world().db.read, id);
		await declareKeyCompromised(world(), award?.kid ?? '', 'Copie trouvée.');
		await expect(token(id)).rejects.toThrow('refused');
		expect(await tokenOf(world().db.read, id)).toBeUndefined();
	});

	test('made at the second try, since its key was rotated meanwhile: whoever asks has looked once', async () => {
		const people = await cast(world());
		await says(world(), people.ada, 'communication', 1);
		await trains(world(), people.ada, 'communication', 150);
		const [given] = await awardBadgesByRule(world(), people.ada.id, 'fr');
		let verified = 0;
		const threads: Threads = {
			...world().threads,
			async do(job, hand, giving) {
				verified += 1;
				// The badge was verified first; this is its token, which is signed already.
				if (verified === 2) {
					await planKey(world(), people.here.slug);
					later(1);
					await rotateKey(world(), people.here.slug);
				}
				return world().threads.do(job, hand, giving);
			},
		};
		const file = await awardToken({ ...world(), threads }, people.chloe, given?.id ?? '');
		expect([verified, await verdict(text(file))]).toEqual([4, 'valid']);
		expect(await accessJournalOf(world(), people.ada.id)).toMatchObject([{ what: 'badge-read' }]);
	});

	test('its key is sealed for its issuer and name only, and sealed anew with the others', async () => {
		const { id, slug } = await published();
		const made = await token(id);
		const award = await awardById(world().db.read, id);
		const issuer = await issuerById(world().db.read, award?.issuer ?? '');
		const [sealed] = await tokenKeysOf(world().db.read, issuer?.id ?? '');
		if (!issuer || !sealed) throw new Error('Both are there.');
		const bound = `${issuer.did}#${kidOf(made)}`;
		expect(world().seal.open(sealed.sealedPrivate, bound).length).toBeGreaterThan(100);
		for (const other of [`${issuer.did}#${award?.kid}`, `did:web:ailleurs.example#${kidOf(made)}`])
			expect(() => world().seal.open(sealed.sealedPrivate, other)).toThrow();
		expect(await resealKeys(world(), world().seal)).toMatchObject({ resealed: 0 });
		expect(JSON.stringify(await issuerAt(world(), slug))).not.toMatch(/"[^"]*seal[^"]*":|"d":/i);
	});
});
