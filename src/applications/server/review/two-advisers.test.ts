import { CURRENT_VERSION } from '#framework';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import type { PersonActor } from '#identity';
import { importBadge } from '#badges/server';
import { accessJournalOf, identityTables } from '#identity/server';
import { dialectOf } from '#platform/server';
import { eachDialect } from '#tests/world';
import { newcomer, signedIn } from '#tests/people';
import { cast, says, shows } from '../../../../tests/recognised/cast.ts';
import { ownBadgeFile } from '../../../badges/server/own/own-badge.fixture.ts';
import { awardById } from '../../../awards/server/award-store.ts';
import { observedLevelsByDimension } from '../../../awards/server/observed.ts';
import { applicationById, opinionsOf, reviewsOf } from '../application-store.ts';
import { addEvidence } from '../apply/edit-evidence.ts';
import { startApplication } from '../apply/start-application.ts';
import { submitApplication } from '../apply/submit-application.ts';
import { applicationForApplicant } from '../my-recognition.ts';
import { personalData } from '../personal-data.ts';
import { readApplicationAndRecordLook } from './application-for-review.ts';
import { decide, type DecisionInput } from './decide.ts';
import { reviewQueue, waitingApplicationCount } from './review-queue.ts';
import { reviseSettling } from './revise-settling.ts';

eachDialect('a badge that asks two advisers', (world) => {
	const key = () => {
		world().setNow(new Date(world().now().getTime() + 1000));
		return world().newId();
	};

	/** Ada's application for a badge that asks two advisers waits; there is a third adviser, or none. */
	async function waiting(third = true) {
		const people = await cast(world());
		const { ada, bruno, berthe, chloe, here } = people;
		const enter = async (name: string) =>
			newcomer(world(), [{ institution: here.id, role: 'adviser' }], name);
		const odile = third ? await enter('Odile') : null;
		const rules = [
			...[{ rule: 'said' }, { rule: 'situation' }],
			...[
				{ rule: 'evidence', count: 1, withReflection: true },
				{ rule: 'advisers', count: 2 },
			],
		] as const;
		const text = { fr: 'Avoir été vu par deux personnes.', en: 'To have been seen by two people.' };
		const content = ownBadgeFile({ criteria: { narrative: text, rules } });
		const administrator = await signedIn(world(), chloe);
		const { id: badge } = await importBadge(world(), administrator, { content, shown: 0, key: key() });
		await says(world(), ada, 'collaboration', 1);
		await shows(world(), ada, 'collaboration');
		const id = await startApplication(world(), ada, { badge, locale: 'fr', key: key() });
		const evidence = { title: 'Journal', link: 'https://exemple.example/', training: null };
		await addEvidence(world(), ada, id, { ...evidence, reflection: 'J’ai animé.', key: key() });
		await submitApplication(world(), ada, id, { inBadge: false, key: key() });
		return { ada, bruno, berthe, odile, chloe, id };
	}

	const accepts = (level: DecisionInput['level'], reason = `J’ai vu : ${level}.`): DecisionInput => ({
		...{ decision: 'accept', level, reason, key: key() },
	});
	const sendsBack = (reason = 'Il manque une preuve.'): DecisionInput => ({
		...{ decision: 'return', reason, key: key() },
	});
	const queueOf = async (who: PersonActor) =>
		(await reviewQueue(world(), who, 1)).items.map(({ awaited }) => awaited);
	const agreementIn = async (award: string | null) => {
		const { credential, basis } = (await awardById(world().db.read, award ?? ''))!;
		const { description } = JSON.parse(credential ?? '') as { description: string };
		return { description, basis };
	};

	test('the second does not read the first, and the same level decides; the person reads both', async () => {
		const { ada, bruno, berthe, id } = await waiting();
		expect(await queueOf(bruno)).toEqual(['first']);
		const first = accepts('intermediate', 'Le canari de Bruno.');
		expect(await decide(world(), bruno, id, first)).toEqual({
			...{ decision: 'accept', award: null, awaited: 'second' },
		});
		// The form that is sent again gets its first answer, and is no second opinion.
		expect(await decide(world(), bruno, id, first)).toMatchObject({ awaited: 'second' });
		await expect(decide(world(), bruno, id, accepts('intermediate'))).rejects.toMatchObject({
			...{ code: 'recognition.opinion-given', status: 409 },
		});
		expect(await opinionsOf(world().db.read, id)).toHaveLength(1);
		expect([await queueOf(bruno), await waitingApplicationCount(world(), bruno)]).toEqual([[], 0]);
		expect(await queueOf(berthe)).toEqual(['second']);
		const read = await readApplicationAndRecordLook(world(), berthe, id);
		expect(read).toMatchObject({ decidable: true, apart: { awaited: 'second', given: false, opinions: [] } });
		const mine = await applicationForApplicant(world(), ada, id);
		expect(mine.awaited).toBe('second');
		for (const seen of [read, mine, await personalData(world(), ada.id)])
			expect(JSON.stringify(seen)).not.toContain('canari de Bruno');
		expect(await readApplicationAndRecordLook(world(), bruno, id)).toMatchObject({
			decidable: false,
			apart: { awaited: 'second', given: true, opinions: [{ own: true, reason: 'Le canari de Bruno.' }] },
		});

		const { award } = await decide(world(), berthe, id, accepts('intermediate'));
		const { basis, description } = await agreementIn(award);
		expect(basis).toMatchObject({ observed: 'intermediate', agreement: 'apart' });
		expect(description).toContain('deux personnes conseillères, chacune de son côté');
		expect((await observedLevelsByDimension(world(), ada.id, CURRENT_VERSION))['collaboration']?.level).toBe(
			'intermediate',
		);
		const after = await applicationForApplicant(world(), ada, id);
		expect(after).toMatchObject({ application: { state: 'accepted' }, awaited: null });
		expect(after.steps.map(({ kind }) => kind)).toEqual(['started', 'submitted', 'opinion', 'accept']);
		expect(JSON.stringify(await personalData(world(), ada.id))).toContain('canari de Bruno');
		expect(await opinionsOf(world().db.read, id)).toMatchObject([
			{ reviewer: bruno.id },
			{ reviewer: berthe.id },
		]);
		expect(await reviewsOf(world().db.read, id)).toMatchObject([{ reviewer: berthe.id }]);
		expect((await accessJournalOf(world(), ada.id)).length).toBeGreaterThan(1);
	});

	test('two who differ wait for a third, who decides without having read them', async () => {
		const { ada, bruno, berthe, odile, id } = await waiting();
		await decide(world(), bruno, id, accepts('advanced'));
		expect(await decide(world(), berthe, id, accepts('beginner'))).toMatchObject({ awaited: 'third' });
		expect([await queueOf(bruno), await queueOf(berthe)]).toEqual([[], []]);
		expect(await queueOf(odile!)).toEqual(['third']);
		expect((await readApplicationAndRecordLook(world(), odile!, id)).apart?.opinions).toEqual([]);
		// The two may read each other from now on, and have nothing to send.
		expect(await readApplicationAndRecordLook(world(), bruno, id)).toMatchObject({
			...{ decidable: false, apart: { awaited: 'third', opinions: [{ own: true }, { own: false }] } },
		});
		await expect(decide(world(), bruno, id, accepts('beginner'))).rejects.toMatchObject({
			code: 'recognition.opinion-given',
		});
		const { award } = await decide(world(), odile!, id, accepts('intermediate'));
		const { basis, description } = await agreementIn(award);
		expect(basis).toMatchObject({ observed: 'intermediate', agreement: 'third' });
		expect(description).toContain('une troisième a décidé');
		const { steps } = await applicationForApplicant(world(), ada, id);
		expect(steps.map((step) => ('level' in step ? step.level : null))).toEqual([
			...[null, null],
			...['advanced', 'beginner', 'intermediate'],
		]);
	});

	test('where there is no third, the two settle together, and both first opinions are kept', async () => {
		const { bruno, berthe, id } = await waiting(false);
		await decide(world(), bruno, id, accepts('advanced'));
		expect(await decide(world(), berthe, id, sendsBack())).toMatchObject({ awaited: 'settle' });
		for (const who of [bruno, berthe]) {
			expect(await queueOf(who)).toEqual(['settle']);
			expect(await readApplicationAndRecordLook(world(), who, id)).toMatchObject({
				...{ decidable: true, apart: { awaited: 'settle', opinions: [{}, {}] } },
			});
		}
		const { award } = await decide(world(), berthe, id, accepts('advanced'));
		expect(await agreementIn(award)).toMatchObject({ basis: { observed: 'advanced', agreement: 'settled' } });
		expect((await opinionsOf(world().db.read, id)).map(({ decision }) => decision)).toEqual([
			...['accept', 'return', 'accept'],
		]);
	});

	test('both send it back: the person completes it, and both opinions begin again', async () => {
		const { ada, bruno, berthe, id } = await waiting();
		await decide(world(), bruno, id, sendsBack());
		expect(await decide(world(), berthe, id, sendsBack('Montrez votre part.'))).toEqual({
			...{ decision: 'return', award: null },
		});
		expect((await applicationById(world().db.read, id))?.state).toBe('returned');
		expect((await applicationForApplicant(world(), ada, id)).steps.at(-1)).toMatchObject({ kind: 'return' });
		await submitApplication(world(), ada, id, { inBadge: false, key: key() });
		expect([await queueOf(bruno), await queueOf(berthe)]).toEqual([['first'], ['first']]);
		expect((await readApplicationAndRecordLook(world(), bruno, id)).apart?.opinions).toEqual([]);
		await decide(world(), bruno, id, accepts('beginner'));
		expect((await decide(world(), berthe, id, accepts('beginner'))).award).not.toBeNull();
	});

	test('two answers at the same moment are both kept, and decide together', async () => {
		const { bruno, berthe, id } = await waiting();
		await Promise.all([bruno, berthe].map((who) => decide(world(), who, id, accepts('advanced'))));
		expect(await opinionsOf(world().db.read, id)).toHaveLength(2);
		expect((await applicationById(world().db.read, id))?.state).toBe('accepted');
	});

	test('an adviser alone in the institution is told that a second is needed', async () => {
		const { ada, bruno, berthe, id } = await waiting(false);
		await decide(world(), bruno, id, accepts('advanced'));
		const seen = async () => (await readApplicationAndRecordLook(world(), bruno, id)).apart;
		expect(await seen()).toMatchObject({ awaited: 'second', given: true, alone: false });
		await world().db.write(async (tx) => {
			const { memberships } = identityTables({ dialect: dialectOf(tx) });
			await tx.update(memberships).set({ endedAt: world().now() }).where(eq(memberships.person, berthe.id));
		});
		expect(await seen()).toMatchObject({ awaited: 'second', given: true, alone: true });
		expect((await applicationForApplicant(world(), ada, id)).awaited).toBe('second');
	});

	test('where a third leaves, the two who differ settle it, and see it among what waits; and back', async () => {
		const { bruno, berthe, odile, id } = await waiting();
		await decide(world(), bruno, id, accepts('advanced'));
		await decide(world(), berthe, id, sendsBack());
		const waits = async () => ({
			settling: (await applicationById(world().db.read, id))?.settling,
			bruno: await waitingApplicationCount(world(), bruno),
		});
		const before = await waits();
		expect(before.settling).toBe(false);
		const { people } = identityTables({ dialect: dialectOf(world().db.read) });
		const close = async (disabledAt: Date | null) =>
			world().db.write(
				async (tx) => void (await tx.update(people).set({ disabledAt }).where(eq(people.id, odile!.id))),
			);
		await close(world().now());
		for (let twice = 0; twice < 2; twice += 1) await reviseSettling(world());
		expect(await waits()).toEqual({ settling: true, bruno: before.bruno + 1 });
		await close(null);
		await reviseSettling(world());
		expect(await waits()).toEqual(before);
	});
});
