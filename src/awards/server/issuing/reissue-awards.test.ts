import { eq } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import { accessJournalOf } from '#identity/server';
import { type CheckId, sentence } from '#openbadges';
import { eachDialect } from '#tests/world';
import { worldAtStep } from '../../../../tests/faults/at-step.ts';
import { ISSUANCE_STEPS } from '../../issuance.ts';
import { awardPage } from '../award-page.ts';
import { addAwards, awardById, awardsOf, activeAward } from '../award-store.ts';
import { awardToken } from '../files/award-token.ts';
import { cast } from '../../../../tests/recognised/cast.ts';
import { issueAwards, resumeIssuances } from './issue-awards.ts';
import { issuanceIdsUnderWay } from './issuance-store.ts';
import { issueTranslation } from '../files/issue-translation.ts';
import { declareKeyCompromised, rotateKey } from '../issuers/issuer-keys.ts';
import { ensureIssuer, issuerAt } from '../issuers/issuers.ts';
import { haltIssuing, issuingHalts, resumeIssuing } from './issuing-halt.ts';
import { awardRequestFor, awardRequestsForMany } from '../../../../tests/recognised/many.ts';
import { myBadges } from '../../../applications/server/my-recognition.ts';
import { erase, personalData } from '../personal-data.ts';
import { reissueAwards, reissuePlan } from './reissue-awards.ts';
import { revokeAward } from '../revoke-award.ts';
import { signedStatusList } from '../issuers/status-lists.ts';
import { countSignedAwardsByState, supersededTextsOf } from './superseded-store.ts';
import { tablesOf } from '../tables.ts';
import { verifyFileOrText } from '../../../verification/server/verify-given.ts';
import { callingThreadSigningPool, openSigningPool } from './signing-pool.ts';

const REASON = 'Une copie de la clé a été trouvée hors du serveur.';

eachDialect('signing anew after a key was compromised', (world) => {
	const later = (seconds: number) => world().setNow(new Date(world().now().getTime() + seconds * 1000));
	const report = (text: string | null) => verifyFileOrText(world(), text ?? '');
	const verdict = async (text: string | null) => (await report(text)).verdict;
	const reasonOf = async (text: string | null, id: CheckId) =>
		(await report(text)).checks.find((check) => check.id === id)?.reason;
	const said = (text: string | null) => JSON.parse(text ?? '{}') as Record<string, string>;
	const award = async (id: string) => {
		const found = await awardById(world().db.read, id);
		if (!found) throw new Error('The award is there.');
		return found;
	};

	/**
	 * Issues badges to `count` people, Ada among them; `compromise` declares their key compromised, an hour
	 * later.
	 */
	async function stolen(count: number) {
		const people = await cast(world());
		const wanted = [
			awardRequestFor(world(), people.ada.id, people.here.id),
			...(await awardRequestsForMany(world(), people.here.id, count - 1)),
		];
		const outcomes = await issueAwards(world(), wanted, callingThreadSigningPool);
		const ids = outcomes.map((one) => (one.kind === 'issued' ? one.award : ''));
		const before = await Promise.all(ids.map(award));
		const kid = before[0]?.kid ?? '';
		later(3600);
		return {
			people,
			wanted,
			ids,
			before,
			kid,
			compromise: () => declareKeyCompromised(world(), kid, 'Volée.'),
		};
	}

	afterEach(async () => {
		while ((await issuingHalts(world())).length > 0)
			for (const { institution } of await issuingHalts(world())) await resumeIssuing(world(), institution);
		await resumeIssuances(world());
		expect(await issuanceIdsUnderWay(world().db.read)).toEqual([]);
	});

	test('a badge and its sibling are signed anew, each in its language; the token said before is forgotten', async () => {
		const { people, ids, kid, compromise } = await stolen(1);
		const original = ids[0] ?? '';
		const { award: english } = await issueTranslation(world(), people.ada, original);
		const token = new TextDecoder().decode((await awardToken(world(), people.ada, original)).bytes);
		expect(await verdict(token)).toBe('valid');
		later(60);
		await compromise();
		later(60);
		const done = await reissueAwards(world(), { kid, reason: REASON }, callingThreadSigningPool);
		expect(done).toEqual({ reissued: 2, altered: [], left: 0, problem: null });
		for (const [id, language] of [
			[original, 'fr'],
			[english, 'en'],
		] as const) {
			const { credential, translationOf, locale } = await award(id);
			expect(await verdict(credential)).toBe('valid');
			expect([locale, translationOf]).toEqual([language, language === 'fr' ? null : original]);
			const { achievement } = (
				JSON.parse(credential ?? '{}') as {
					credentialSubject: { achievement: { inLanguage: string } };
				}
			).credentialSubject;
			expect(achievement.inLanguage).toBe(language);
		}
		// The earlier token names the revoked status entry; a new token is made at the next request.
		expect(await verdict(token)).toBe('revoked');
		const fresh = new TextDecoder().decode((await awardToken(world(), people.ada, original)).bytes);
		expect(fresh).not.toBe(token);
		expect(await verdict(fresh)).toBe('valid');
	});

	test('the drill: halted, compromised, counted, resumed, signed anew; all valid again, old copies revoked', async () => {
		const { people, ids, before, kid, compromise } = await stolen(13);
		const { here, ada } = people;
		await expect(reissuePlan(world(), kid)).rejects.toMatchObject({
			code: 'recognition.key-not-compromised',
		});
		await expect(reissuePlan(world(), 'z6MkNobody')).rejects.toMatchObject({ status: 404 });
		await haltIssuing(world(), here.id, 'Clé volée.');
		const { replacedBy } = await compromise();
		for (const { credential } of before.slice(0, 3)) expect(await verdict(credential)).toBe('refused');

		const plan = { active: 13, withoutText: 0, revoked: 0, superseded: 0, signsNow: replacedBy };
		expect(await reissuePlan(world(), kid)).toEqual(plan);
		expect(await reissueAwards(world(), { kid, reason: REASON }, callingThreadSigningPool)).toMatchObject({
			reissued: 0,
			left: 13,
			problem: { code: 'recognition.issuing-halted' },
		});
		await resumeIssuing(world(), here.id);
		later(60);
		const pool = openSigningPool(2, { batchSize: 5 });
		const done = await reissueAwards(world(), { kid, reason: REASON }, pool);
		await pool.close();
		expect(done).toEqual({ reissued: 13, altered: [], left: 0, problem: null });
		expect(await reissuePlan(world(), kid)).toEqual({ ...plan, active: 0, superseded: 13 });

		const second = (instant: Date) => `${instant.toISOString().slice(0, 19)}Z`;
		for (const [at, id] of ids.entries()) {
			const [then, now] = [before[at], await award(id)];
			expect(await verdict(now.credential)).toBe('valid');
			expect(now).toMatchObject({
				...{ id, kid: replacedBy, shortCode: then?.shortCode, awardedAt: then?.awardedAt },
				...{ person: then?.person, publishedAt: null, revokedAt: null },
			});
			const [old, renewed] = [said(then?.credential ?? null), said(now.credential)];
			expect(renewed).toMatchObject({
				...{ id: old['id'], issuer: old['issuer'], credentialSubject: old['credentialSubject'] },
				...{ awardedDate: old['awardedDate'], validFrom: second(world().now()), evidence: old['evidence'] },
			});
			expect([now.statusList, now.statusIndex]).not.toEqual([then?.statusList, then?.statusIndex]);
		}

		// A copy of the first award's text, kept from before it was signed again.
		const old = before[0]?.credential ?? null;
		// The earlier text's status entry is revoked too: the verdict is the worst true finding (decision
		// 0030).
		expect(await verdict(old)).toBe('revoked');
		expect(await reasonOf(old, 'signature')).toBe('sound');
		expect(await reasonOf(old, 'binding')).toBe('key-withdrawn');
		expect(await reasonOf(old, 'status')).toBe('revoked');
		const newer = (await report(old)).checks.find(({ id }) => id === 'refresh');
		expect(newer?.reason).toBe('newer-stands');
		expect(newer && sentence(newer, 'fr')).toContain(`/b/${ids[0]}`);
		expect(await reasonOf((await award(ids[0] ?? '')).credential, 'refresh')).toBe('none');

		// The earlier text is stored as evidence, and stands in the holder's copy of their data.
		expect(await supersededTextsOf(world().db.read, [ids[0] ?? ''])).toMatchObject([
			{ kid, credential: old, reason: REASON, supersededAt: world().now() },
		]);
		expect(await personalData(world(), ada.id)).toMatchObject({
			badges: [{ id: ids[0], earlier: [{ reason: REASON, credential: JSON.parse(old ?? '') as object }] }],
		});
		expect(await accessJournalOf(world(), ada.id)).toMatchObject([
			{ actor: 'operator', what: 'badge-reissued', thing: ids[0] },
		]);
		expect((await awardPage(world(), ada, ids[0] ?? '')).reissued).toEqual({
			at: world().now(),
			cause: 'key-compromised',
			reason: REASON,
		});
		expect((await myBadges(world(), ada)).awards[0]?.reissuedAt).toEqual(world().now());

		// The issuing body's DID document still lists the key, but no longer for assertions.
		const { document, did } = await issuerAt(world(), here.slug);
		expect(document.verificationMethod.map(({ id }) => id)).toContain(`${did}#${kid}`);
		expect(document.assertionMethod).toEqual([`${did}#${replacedBy}`]);
		// A second call has nothing to sign again.
		const again = await reissueAwards(world(), { kid, reason: REASON });
		expect(again).toEqual({ reissued: 0, altered: [], left: 0, problem: null });
	});

	test('revoked, left or altered ones are not signed anew, and are told apart', async () => {
		const { people, ids, kid, wanted, compromise } = await stolen(5);
		const [, revoked = '', , altered = '', fine = ''] = ids;
		await revokeAward(world(), people.chloe, revoked, { reason: 'Donné par erreur.', key: world().newId() });
		const person = wanted[2]?.person ?? '';
		await world().db.write((tx) => erase(tx, person, { keepBadges: true, now: world().now() }));
		const { credential } = await award(altered);
		const forged = (credential ?? '').replaceAll('intermediate', 'advanced');
		expect(forged).not.toBe(credential);
		await world().db.write(async (tx) => {
			const { awards } = tablesOf(tx);
			await tx.update(awards).set({ credential: forged }).where(eq(awards.id, altered));
		});
		await compromise();
		expect(await reissuePlan(world(), kid)).toMatchObject({ active: 3, revoked: 1, withoutText: 1 });
		const done = await reissueAwards(world(), { kid, reason: REASON });
		expect(done).toEqual({ reissued: 2, altered: [altered], left: 1, problem: null });
		expect((await award(altered)).credential).toBe(forged);
		expect(await verdict((await award(fine)).credential)).toBe('valid');
		expect((await award(revoked)).kid).toBe(kid);
	});

	test('a text that the stolen key signed and nobody intended is not signed anew', async () => {
		const { ids, kid, before, compromise } = await stolen(2);
		const [mine, forged] = before;
		// As if an attacker with the key and access to the database had replaced a text by another
		// well-signed one: the text no longer has the stored digest.
		const issuances = tablesOf(world().db.read).issuances;
		await world().db.write(async (tx) => {
			await tx
				.update(issuances)
				.set({ digest: '0'.repeat(64) })
				.where(eq(issuances.id, forged?.id ?? ''));
		});
		await compromise();
		const done = await reissueAwards(world(), { kid, reason: REASON });
		expect(done).toMatchObject({ reissued: 1, altered: [forged?.id] });
		expect(await verdict((await award(mine?.id ?? '')).credential)).toBe('valid');
		expect((await award(ids[1] ?? '')).kid).toBe(kid);
	});

	const STOPS = ISSUANCE_STEPS.flatMap((step) => [[step, 'before'] as const, [step, 'after'] as const]);

	test.each(STOPS)('stopped at %s, %s it is stored: the same command ends it', async (step, when) => {
		const { ids, kid, compromise } = await stolen(3);
		await compromise();
		const faulty = worldAtStep(world(), {
			[when]: (reached: string) => {
				if (reached === step) throw new Error('fault');
			},
		});
		const stopped = await reissueAwards(faulty, { kid, reason: REASON });
		if (step === 'intended')
			expect(stopped).toMatchObject({ reissued: 0, left: 3, problem: new Error('fault') });
		await reissueAwards(world(), { kid, reason: REASON });
		expect(await countSignedAwardsByState(world().db.read, kid, world().now())).toMatchObject({
			active: 0,
			superseded: 3,
		});
		for (const id of ids) {
			expect(await verdict((await award(id)).credential)).toBe('valid');
			expect(await supersededTextsOf(world().db.read, [id])).toHaveLength(1);
		}
	});

	test('an entry or a code taken at the same instant by another: drawn again, and signed anew', async () => {
		const { ids, kid, before, compromise } = await stolen(2);
		await compromise();
		let violated = false;
		const colliding: typeof world = () => ({
			...world(),
			db: {
				...world().db,
				write: (work) =>
					world().db.write(async (tx) => {
						const done = await work(tx);
						if (violated) return done;
						violated = true;
						await addAwards(tx, [{ ...before[0]!, id: world().newId() }]);
						return done;
					}),
			},
		});
		const done = await reissueAwards(colliding(), { kid, reason: REASON });
		expect(done).toEqual({ reissued: 2, altered: [], left: 0, problem: null });
		expect(violated).toBe(true);
		for (const id of ids) expect(await verdict((await award(id)).credential)).toBe('valid');
	});

	test('revoked while it is signed anew: it stays revoked, and the new signature is never given', async () => {
		const { people, ids, kid, before, compromise } = await stolen(1);
		const [id = ''] = ids;
		await compromise();
		const faulty = worldAtStep(world(), {
			after: (reached) => {
				if (reached === 'signed') throw new Error('fault');
			},
		});
		await reissueAwards(faulty, { kid, reason: REASON });
		await revokeAward(world(), people.chloe, id, { reason: 'Donné par erreur.', key: world().newId() });
		const issuer = await ensureIssuer(world(), people.here.id);
		const list = await signedStatusList(world(), issuer, 1);
		expect(await resumeIssuances(world())).toEqual({ published: 0, voided: 1, waiting: 0 });
		expect(await award(id)).toMatchObject({ kid, credential: before[0]?.credential });
		expect((await signedStatusList(world(), issuer, 1)).etag).not.toBe(list.etag);
		expect(await activeAward(world().db.read, people.ada.id, 'practice-collaboration')).toBeUndefined();
	});

	test('two keys stolen one after the other: each award has its two earlier signatures', async () => {
		const { ids, kid, compromise } = await stolen(2);
		const { replacedBy } = await compromise();
		// Even within the same second, the new text has a later date than the earlier one.
		await reissueAwards(world(), { kid, reason: REASON });
		await declareKeyCompromised(world(), replacedBy ?? '', 'Aussi.');
		await reissueAwards(world(), { kid: replacedBy ?? '', reason: 'Encore.' });
		later(2);
		for (const id of ids) {
			const earlier = await supersededTextsOf(world().db.read, [id]);
			expect(earlier.map((one) => one.kid).sort()).toEqual([kid, replacedBy].sort());
			const dates = [...earlier.map(({ credential }) => credential), (await award(id)).credential].map(
				(text) => said(text)['validFrom'],
			);
			expect(new Set(dates).size).toBe(3);
			expect(await verdict((await award(id)).credential)).toBe('valid');
			for (const { credential } of earlier) expect(await reasonOf(credential, 'status')).toBe('revoked');
		}
	});

	test('two commands at the same time, and a rotation in the middle: one new signature each', async () => {
		const { people, ids, kid, compromise } = await stolen(12);
		await compromise();
		await Promise.all([
			reissueAwards(world(), { kid, reason: REASON }),
			rotateKey(world(), people.here.slug),
			reissueAwards(world(), { kid, reason: REASON }),
		]);
		await reissueAwards(world(), { kid, reason: REASON });
		for (const id of ids) {
			expect(await verdict((await award(id)).credential)).toBe('valid');
			expect(await supersededTextsOf(world().db.read, [id])).toHaveLength(1);
		}
		expect(await awardsOf(world().db.read, people.ada.id)).toHaveLength(1);
	});

	test('Ada leaves: the texts of her earlier signatures go, their entries stay revoked', async () => {
		const { people, ids, kid, before, compromise } = await stolen(1);
		await compromise();
		await reissueAwards(world(), { kid, reason: REASON });
		const { credential } = await award(ids[0] ?? '');
		await world().db.write((tx) => erase(tx, people.ada.id, { keepBadges: true, now: world().now() }));
		expect(await supersededTextsOf(world().db.read, ids)).toMatchObject([{ credential: null, reason: null }]);
		expect(await verdict(credential)).toBe('valid');
		expect(await reasonOf(before[0]?.credential ?? null, 'status')).toBe('revoked');
	});
});
