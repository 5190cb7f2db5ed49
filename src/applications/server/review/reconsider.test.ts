import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { awardTables, revokeAward } from '#awards/server';
import type { PersonActor } from '#identity';
import { eachDialect } from '#tests/world';
import { noticeTables } from '#notices/server';
import { callDueListeners } from '#platform/server';
import { cast, enter, says, trains } from '../../../../tests/recognised/cast.ts';
import { listeners } from '../../../listeners.ts';
import { awardById, awardsOf } from '../../../awards/server/award-store.ts';
import { verifyFileOrText } from '../../../verification/server/verify-given.ts';
import { askForReconsideration } from '../apply/ask-for-reconsideration.ts';
import { awardBadgesByRule } from '../award-badges-by-rule.ts';
import { applicationForApplicant } from '../my-recognition.ts';
import { readApplicationAndRecordLook } from './application-for-review.ts';
import { decide, type DecisionInput } from './decide.ts';
import { reviewQueue } from './review-queue.ts';

eachDialect('what a rule decided, reconsidered by a person', (world) => {
	const key = () => {
		world().setNow(new Date(world().now().getTime() + 1000));
		return world().newId();
	};
	const badge = 'exploration-collaboration';
	const message = 'Mes heures ont été inscrites dans une autre dimension.';
	const ask = { badge, locale: 'fr', title: 'Demande de réexamen', message } as const;
	const answer = (decision: DecisionInput['decision']) => ({
		...{ decision, reason: 'J’ai relu ce que la règle a jugé.', key: key() },
	});

	test('asked once, it waits for the advisers with what the rule judged; the message is required', async () => {
		const { ada, bruno } = await cast(world());
		await expect(
			askForReconsideration(world(), ada, { ...ask, message: ' Court. ', key: key() }),
		).rejects.toMatchObject({ code: 'recognition.message-missing', field: 'message' });
		const id = await askForReconsideration(world(), ada, { ...ask, key: key() });
		await expect(askForReconsideration(world(), ada, { ...ask, key: key() })).rejects.toMatchObject({
			code: 'recognition.reconsidering',
			status: 409,
		});
		expect((await reviewQueue(world(), bruno, 1)).items.map((one) => one.id)).toEqual([id]);
		const read = await readApplicationAndRecordLook(world(), bruno, id);
		expect(read.sent.evidence).toMatchObject([{ reflection: message }]);
		expect(read.requirements.map(({ rule, met }) => [rule, met])).toEqual([
			['said', false],
			['training-minutes', false],
			['training-reflection', false],
		]);
		await expect(decide(world(), bruno, id, answer('return'))).rejects.toMatchObject({
			...{ code: 'recognition.decision-missing', field: 'decision' },
		});
		// A badge that advisers decide has its own applications.
		await expect(
			askForReconsideration(world(), ada, { ...ask, badge: 'practice-collaboration', key: key() }),
		).rejects.toMatchObject({ status: 404 });
	});

	test('a badge that the rule had not given is given by the adviser, and says so', async () => {
		const { ada, bruno } = await cast(world());
		await says(world(), ada, 'collaboration', 1);
		const id = await askForReconsideration(world(), ada, { ...ask, key: key() });
		const { award } = await decide(world(), bruno, id, answer('accept'));
		const given = (await awardById(world().db.read, award ?? ''))!;
		expect(given).toMatchObject({ application: id, decidedBy: bruno.id, reconsideredAt: null });
		expect(given.basis).toMatchObject({ observed: null, minutes: 0, evidence: 0, reconsidered: true });
		expect(given.credential).toContain('après réexamen de la décision automatique');
		expect(given.credential).not.toContain('Délivré automatiquement');
		expect((await verifyFileOrText(world(), given.credential ?? '')).verdict).toBe('valid');
		// The rule gives it no second time.
		await trains(world(), ada, 'collaboration', 180);
		expect(await awardBadgesByRule(world(), ada.id, 'fr')).toEqual([]);
	});

	test.each([
		['accept', 'kept', 'application-confirmed'],
		['refuse', 'doubted', 'application-refused'],
	] as const)(
		'of a badge that the rule gave, %s: it stands, tells it, and so is its holder',
		async (decision, reconsidered, told) => {
			const { ada, bruno } = await cast(world());
			await says(world(), ada, 'collaboration', 1);
			await trains(world(), ada, 'collaboration', 180);
			await awardBadgesByRule(world(), ada.id, 'fr');
			const [before] = await awardsOf(world().db.read, ada.id);
			const id = await askForReconsideration(world(), ada, { ...ask, key: key() });
			const given = answer(decision);
			const heard = { ...world(), listeners };
			expect(await decide(heard, bruno, id, given)).toMatchObject({ decision, award: null });
			expect(await decide(world(), bruno, id, given)).toMatchObject({ decision, award: null });
			const after = await awardById(world().db.read, before!.id);
			expect(after).toEqual({ ...before, reconsidered, reconsideredAt: world().now() });
			expect(await awardsOf(world().db.read, ada.id)).toHaveLength(1);
			expect((await applicationForApplicant(world(), ada, id)).steps.at(-1)).toMatchObject({
				...{ kind: decision, reason: given.reason },
			});
			await callDueListeners(heard);
			const { notices } = noticeTables(world().db);
			const rows = await world().db.read.select().from(notices);
			expect(rows.filter(({ thing }) => thing === id).map(({ what }) => what)).toEqual([told]);
		},
	);

	/** A person to whom the rule of the institution of `ada` gave the badge. */
	const holder = async () => {
		const people = await cast(world());
		await says(world(), people.ada, 'collaboration', 1);
		await trains(world(), people.ada, 'collaboration', 180);
		await awardBadgesByRule(world(), people.ada.id, 'fr');
		const [award] = await awardsOf(world().db.read, people.ada.id);
		return { ...people, award: award! };
	};
	const revoke = (by: PersonActor, id: string) =>
		revokeAward(world(), by, id, { reason: 'Remis par erreur ici.', key: key() });

	test('what somebody revoked is not asked anew, nor given by an adviser who was asked before', async () => {
		const { ada, bruno, chloe, award } = await holder();
		const id = await askForReconsideration(world(), ada, { ...ask, key: key() });
		await revoke(chloe, award.id);
		const revoked = { code: 'recognition.reconsider-revoked', status: 409 };
		await expect(decide(world(), bruno, id, answer('accept'))).rejects.toMatchObject(revoked);
		expect(await awardsOf(world().db.read, ada.id)).toHaveLength(1);
		expect(await decide(world(), bruno, id, answer('refuse'))).toMatchObject({ decision: 'refuse' });
		await expect(askForReconsideration(world(), ada, { ...ask, key: key() })).rejects.toMatchObject(revoked);
	});

	test('an adviser of another institution writes nothing on the badge, and it is signed no second time', async () => {
		const { here, denis } = await cast(world());
		const role = { role: 'learner', audience: 'teacher' } as const;
		const eve = await enter(world(), 'Ève', [{ institution: denis.memberships[0]!.institution, ...role }]);
		await says(world(), eve, 'collaboration', 1);
		await trains(world(), eve, 'collaboration', 180);
		await awardBadgesByRule(world(), eve.id, 'fr');
		const id = await askForReconsideration(world(), eve, { ...ask, key: key() });
		const { awards } = awardTables(world().db);
		await world().db.write((tx) =>
			tx.update(awards).set({ institution: here.id }).where(eq(awards.person, eve.id)),
		);
		const before = await awardsOf(world().db.read, eve.id);
		const other = { code: 'recognition.reconsider-elsewhere', status: 409 };
		await expect(decide(world(), denis, id, answer('accept'))).rejects.toMatchObject(other);
		await decide(world(), denis, id, answer('refuse'));
		expect(before).toHaveLength(1);
		expect(await awardsOf(world().db.read, eve.id)).toEqual(before);
		await expect(askForReconsideration(world(), eve, { ...ask, key: key() })).rejects.toMatchObject(other);
	});

	test('a badge lost while the answer to keep it is stored: looked at again, and refused', async () => {
		const { ada, bruno, chloe, award } = await holder();
		const id = await askForReconsideration(world(), ada, { ...ask, key: key() });
		let isLost = false;
		const { db } = world();
		const write: typeof db.write = async (unit) => {
			if (!isLost) {
				isLost = true;
				await revoke(chloe, award.id);
			}
			return db.write(unit);
		};
		await expect(
			decide({ ...world(), db: { ...db, write } }, bruno, id, answer('accept')),
		).rejects.toMatchObject({ code: 'recognition.reconsider-revoked' });
		expect(isLost).toBe(true);
		expect((await applicationForApplicant(world(), ada, id)).application.state).toBe('submitted');
	});
});
