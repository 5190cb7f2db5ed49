import { CURRENT_VERSION } from '#framework';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { awardTables } from '#awards/server';
import { ANONYMOUS } from '#identity';
import { readInput } from '#openbadges';
import type { World } from '#platform/server';
import { eachDialect } from '#tests/world';
import { worldAtStep } from '../../../../tests/faults/at-step.ts';
import { ISSUANCE_STEPS, type IssuanceStep } from '../../issuance.ts';
import { awardFile } from './artwork.ts';
import { awardPage } from '../award-page.ts';
import { awardById, awardsOf } from '../award-store.ts';
import { awardToken } from './award-token.ts';
import { badgeForMe, myBadges } from '../../../applications/server/my-recognition.ts';
import { cast, says, shows, trains } from '../../../../tests/recognised/cast.ts';
import { decide } from '../../../applications/server/review/decide.ts';
import { addEvidence } from '../../../applications/server/apply/edit-evidence.ts';
import { issuanceIdsUnderWay } from '../issuing/issuance-store.ts';
import { resumeIssuances } from '../issuing/issue-awards.ts';
import { rotateKey } from '../issuers/issuer-keys.ts';
import { issueAward } from '../issuing/issue-award.ts';
import { issueTranslation } from './issue-translation.ts';
import { awardRequestFor } from '../../../../tests/recognised/many.ts';
import { observedLevelsByDimension } from '../observed.ts';
import { erase, personalData } from '../personal-data.ts';
import { setAwardVisibility } from '../set-award-visibility.ts';
import { awardBadgesByRule } from '../../../applications/server/award-badges-by-rule.ts';
import { revokeAward } from '../revoke-award.ts';
import { startApplication } from '../../../applications/server/apply/start-application.ts';
import { submitApplication } from '../../../applications/server/apply/submit-application.ts';
import { verifyFileOrText, verifyShortCode } from '../../../verification/server/verify-given.ts';

type People = Awaited<ReturnType<typeof cast>>;

class Fault extends Error {}

interface Signed {
	id: string;
	validFrom: string;
	awardedDate: string;
	name: string;
	evidence: object[];
	credentialSubject: {
		id: string;
		achievement: { id: string; inLanguage: string; related: { id: string; inLanguage: string }[] };
		result: { achievedLevel?: string }[];
	};
}

eachDialect('a badge in the other language', (world) => {
	const key = () => world().newId();
	const later = (hours: number) => world().setNow(new Date(world().now().getTime() + hours * 3_600_000));
	const signed = async (id: string) =>
		JSON.parse((await awardById(world().db.read, id))?.credential ?? '') as Signed;
	const verdict = async (id: string) =>
		(await verifyFileOrText(world(), (await awardById(world().db.read, id))?.credential ?? '')).verdict;

	async function exploration(people: People) {
		await says(world(), people.ada, 'communication', 1);
		await trains(world(), people.ada, 'communication', 150);
		const [given] = await awardBadgesByRule(world(), people.ada.id, 'fr');
		return given?.id ?? '';
	}

	async function practice(people: People, inBadge: boolean) {
		await says(world(), people.ada, 'collaboration', 2);
		await shows(world(), people.ada, 'collaboration');
		const badge = 'practice-collaboration';
		const id = await startApplication(world(), people.ada, { badge, locale: 'fr', key: key() });
		const piece = { title: 'Journal « d’équipe » 🦉', training: null, reflection: 'J’ai animé.' };
		// A link used twice must be written in the narrative, not as the id of the evidence.
		for (const link of ['a', 'b', 'b'].map((one) => `https://exemple.example/${one}`))
			await addEvidence(world(), people.ada, id, { ...piece, link, key: key() });
		await submitApplication(world(), people.ada, id, { inBadge, key: key() });
		const { award } = await decide(world(), people.bruno, id, {
			decision: 'accept',
			level: 'intermediate',
			reason: 'Belle démarche.',
			key: key(),
		});
		return award ?? '';
	}

	test('the same recognition, said again: same person, basis, evidence and dates; its own id, entry and code', async () => {
		const people = await cast(world());
		const first = await practice(people, true);
		later(48);
		await rotateKey(world(), people.here.slug);
		const { award: second, now } = await issueTranslation(world(), people.ada, first);
		expect(now).toBe(true);
		const [one, other] = [await awardById(world().db.read, first), await awardById(world().db.read, second)];
		const { basis, decidedBy, awardedAt, subject, badge, definitionVersion } = one ?? {};
		expect(other).toMatchObject({ basis, decidedBy, awardedAt, subject, badge, definitionVersion });
		expect(other).toMatchObject({ translationOf: first, locale: 'en', application: null });
		expect(new Set([one?.statusIndex, other?.statusIndex]).size).toBe(2);
		expect(new Set([one?.shortCode, other?.shortCode]).size).toBe(2);
		const [fr, en] = [await signed(first), await signed(second)];
		expect([en.validFrom, en.awardedDate, en.evidence]).toEqual([fr.validFrom, fr.awardedDate, fr.evidence]);
		expect([fr.name, en.name]).toEqual([
			'Compétence numérique – Collaboration (Pratique, niveau intermédiaire)',
			'Digital competency – Collaboration (Practice, intermediate level)',
		]);
		const address = 'http://localhost:3000/badges/practice-collaboration';
		const [about, again] = [fr.credentialSubject.achievement, en.credentialSubject.achievement];
		expect([about.id, about.inLanguage, again.id, again.inLanguage]).toEqual([
			...[address, 'fr'],
			...[`${address}#en`, 'en'],
		]);
		expect(about.related).toMatchObject([{ id: `${address}#en`, inLanguage: 'en', version: '3' }]);
		expect(again.related).toMatchObject([{ id: address, inLanguage: 'fr', version: '3' }]);
		expect(en.credentialSubject.result.map(({ achievedLevel }) => achievedLevel).filter(Boolean)).toEqual([
			`${address}#en-said-intermediate`,
			`${address}#en-shown-intermediate`,
			`${address}#en-observed-intermediate`,
		]);
		expect([await verdict(first), await verdict(second)]).toEqual(['valid', 'valid']);
		for (const file of [
			await awardFile(world(), people.ada, second, 'png'),
			await awardFile(world(), people.ada, second, 'svg'),
			await awardToken(world(), people.ada, second),
		])
			expect((await verifyFileOrText(world(), file.bytes)).verdict).toBe('valid');
		expect(readInput((await awardFile(world(), people.ada, second, 'png')).bytes)).toMatchObject({
			ok: true,
		});
	});

	test('evidence kept out of the badge stays out of its sibling, which says so in its language', async () => {
		const people = await cast(world());
		const { award } = await issueTranslation(world(), people.ada, await practice(people, false));
		const { evidence } = await signed(award);
		expect(JSON.stringify(evidence)).toContain('The person chose not to write them in the badge.');
		expect(JSON.stringify(evidence)).not.toMatch(/animé|exemple\.example/);
	});

	test('a piece of evidence that says nothing but its name says nothing more in the other language', async () => {
		const people = await cast(world());
		const { ada, here } = people;
		const { award: first } = await issueAward(world(), awardRequestFor(world(), ada.id, here.id));
		const { awards } = awardTables(world().db);
		const named = [{ id: 'https://exemple.example/journal', type: ['Evidence'], name: 'Journal' }];
		const credential = JSON.stringify({ ...(await signed(first)), evidence: named });
		await world().db.write((tx) => tx.update(awards).set({ credential }).where(eq(awards.id, first)));
		const { evidence } = await signed((await issueTranslation(world(), ada, first)).award);
		expect(evidence).toEqual(named);
	});

	test('asked again, asked from the sibling, asked by ten at once: the two that stand', async () => {
		const people = await cast(world());
		const first = await exploration(people);
		const asked = await Promise.all(
			Array.from({ length: 10 }, () => issueTranslation(world(), people.ada, first)),
		);
		const second = asked[0]?.award ?? '';
		expect(new Set(asked.map(({ award }) => award))).toEqual(new Set([second]));
		expect(asked.filter(({ now }) => now)).toHaveLength(1);
		expect(await issueTranslation(world(), people.ada, first)).toEqual({ award: second, now: false });
		expect(await issueTranslation(world(), people.ada, second)).toEqual({ award: first, now: false });
		expect(await awardsOf(world().db.read, people.ada.id)).toHaveLength(2);
		// What is there in both languages is not offered again.
		const page = (id: string) => awardPage(world(), people.ada, id);
		expect(await page(first)).toMatchObject({ sibling: second, offersSibling: false });
		expect(await page(second)).toMatchObject({ sibling: first, offersSibling: false });
	});

	test('it counts once: in the list, in the catalogue, in what is observed, by rule', async () => {
		const people = await cast(world());
		const before = await observedLevelsByDimension(world(), people.ada.id, CURRENT_VERSION);
		const first = await practice(people, true);
		await issueTranslation(world(), people.ada, first);
		const mine = await myBadges(world(), people.ada);
		expect(mine.awards.map(({ award }) => award.id)).toEqual([first]);
		const held = await badgeForMe(world(), people.ada, 'practice-collaboration');
		expect(held.award?.id).toBe(first);
		const after = await observedLevelsByDimension(world(), people.ada.id, CURRENT_VERSION);
		expect([before['collaboration']?.level, after['collaboration']?.level]).toEqual([null, 'intermediate']);
		await expect(
			startApplication(world(), people.ada, { badge: 'practice-collaboration', locale: 'en', key: key() }),
		).rejects.toMatchObject({ status: 409 });
		const rule = await exploration(people);
		await issueTranslation(world(), people.ada, rule);
		expect(await awardBadgesByRule(world(), people.ada.id, 'en')).toEqual([]);
	});

	test('shown and hidden together, whichever is published; one issued later is seen as the first is', async () => {
		const people = await cast(world());
		const first = await exploration(people);
		await setAwardVisibility(world(), people.ada, first, { visibility: 'public-with-name', key: key() });
		const { award: second } = await issueTranslation(world(), people.ada, first);
		expect((await awardPage(world(), ANONYMOUS, second)).holder).toBe('Ada');
		const code = (await awardById(world().db.read, second))?.shortCode ?? '';
		expect(await verifyShortCode(world(), code)).toMatchObject({ award: second });
		await setAwardVisibility(world(), people.ada, second, { visibility: 'private', key: key() });
		for (const id of [first, second])
			await expect(awardPage(world(), ANONYMOUS, id)).rejects.toMatchObject({ status: 404 });
		await setAwardVisibility(world(), people.ada, second, { visibility: 'public', key: key() });
		for (const id of [first, second]) expect((await awardPage(world(), ANONYMOUS, id)).holder).toBeNull();
	});

	test.each(['first', 'second'] as const)('revoking the %s revokes both, in one unit', async (which) => {
		const people = await cast(world());
		const first = await exploration(people);
		const { award: second } = await issueTranslation(world(), people.ada, first);
		const id = which === 'first' ? first : second;
		const reason = 'Erreur de registre.';
		await revokeAward(world(), people.chloe, id, { reason, key: key() });
		for (const one of [first, second]) {
			expect(await verdict(one)).toBe('revoked');
			expect(await awardById(world().db.read, one)).toMatchObject({ revocationReason: reason });
			await expect(issueTranslation(world(), people.ada, one)).rejects.toMatchObject({
				code: 'recognition.already-revoked',
				status: 409,
			});
		}
	});

	test('only its person gets it; and not once its criteria have changed', async () => {
		const people = await cast(world());
		const first = await exploration(people);
		for (const who of [people.bruno, people.chloe, people.denis])
			await expect(issueTranslation(world(), who, first)).rejects.toMatchObject({ status: 404 });
		await expect(issueTranslation(world(), ANONYMOUS, first)).rejects.toMatchObject({
			code: 'identity.sign-in',
		});
		const moved = { ...world(), origin: 'https://macaron.example' };
		await expect(issueTranslation(moved, people.ada, first)).rejects.toMatchObject({
			code: 'recognition.sibling-changed',
			status: 409,
		});
		expect(await awardPage(moved, people.ada, first)).toMatchObject({ offersSibling: false });
		expect(await awardPage(world(), people.ada, first)).toMatchObject({ offersSibling: true });
	});

	const faulty = (inWorld: World, step: IssuanceStep, when: 'before' | 'after') =>
		worldAtStep(inWorld, {
			[when]: (reached: IssuanceStep) => {
				if (reached === step) throw new Fault();
			},
		});

	test.each(ISSUANCE_STEPS)(
		'stopped at %s, then carried on: one sibling; revoked meanwhile: none',
		async (step) => {
			const people = await cast(world());
			const first = await exploration(people);
			const stop = () => issueTranslation(faulty(world(), step, 'after'), people.ada, first);
			// At `published` the award was stored before the fault, so the caller gets it at once.
			const told = step === 'published' ? (await stop()).award : undefined;
			if (step !== 'published') await expect(stop()).rejects.toThrow(Fault);
			await resumeIssuances(world());
			const { award } = await issueTranslation(world(), people.ada, first);
			expect(award).toBe(told ?? award);
			expect(await awardsOf(world().db.read, people.ada.id)).toHaveLength(2);
			expect(await verdict(award)).toBe('valid');
			if (step === 'published') return;

			const others = await cast(world());
			const theirs = await exploration(others);
			await expect(issueTranslation(faulty(world(), step, 'after'), others.ada, theirs)).rejects.toThrow(
				Fault,
			);
			await revokeAward(world(), others.chloe, theirs, { reason: 'Erreur de registre.', key: key() });
			expect(await resumeIssuances(world())).toMatchObject({ voided: 1 });
			expect(await awardsOf(world().db.read, others.ada.id)).toHaveLength(1);
			expect(await issuanceIdsUnderWay(world().db.read)).toEqual([]);
		},
	);

	test('Ada takes both away in her copy, and leaves: both go with her', async () => {
		const people = await cast(world());
		const first = await exploration(people);
		const { award: second } = await issueTranslation(world(), people.ada, first);
		expect(await personalData(world(), people.ada.id)).toMatchObject({
			badges: expect.arrayContaining([
				expect.objectContaining({ id: second, translationOf: first, language: 'en' }),
			]),
		});
		await world().db.write((tx) => erase(tx, people.ada.id, { keepBadges: false, now: world().now() }));
		for (const id of [first, second])
			expect(await awardById(world().db.read, id)).toMatchObject({
				person: null,
				credential: null,
				subject: null,
			});
	});
});
