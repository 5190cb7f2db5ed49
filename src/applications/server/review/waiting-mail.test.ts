import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { identityTables, startAccompaniment } from '#identity/server';
import {
	callDueListeners,
	deliverDueMails,
	type OutgoingMail,
	recordEvent,
	type World,
} from '#platform/server';
import { newcomer } from '#tests/people';
import { eachDialect, type TestWorld } from '#tests/world';
import { listeners } from '../../../listeners.ts';
import { mailWriters } from '../../../mail-writers.ts';
import {
	applicationAt,
	minute,
	neighbours,
	reviewAt,
	submissionAt,
} from '../../../../tests/recognised/neighbours.ts';
import {
	addApplication,
	addOpinion,
	addSubmission,
	applicationById,
	submissionsOf,
	updateApplication,
} from '../application-store.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

eachDialect('the mail of what waits for advisers', (bare) => {
	const later = (ms: number) => bare().setNow(new Date(bare().now().getTime() + ms));

	/** Two institutions whose people all have an address where mail reaches them, and what is sent to each. */
	async function reached() {
		const around = await neighbours(bare());
		const adviser = { institution: around.here.institution, role: 'adviser' } as const;
		const people = { ...around, berthe: await newcomer(bare(), [adviser], 'Berthe') };
		const { people: table } = identityTables(bare().db);
		const addressOf = ({ username }: { username: string }) => `${username}@exemple.qc.ca`;
		await bare().db.write(async (tx) => {
			for (const who of [people.ada, people.emile, people.bruno, people.denis, people.berthe])
				await tx
					.update(table)
					.set({ email: addressOf(who), emailVerifiedAt: bare().now() })
					.where(eq(table.id, who.id));
		});
		const sent: OutgoingMail[] = [];
		const world: TestWorld & World = {
			...bare(),
			listeners,
			mailing: {
				writers: mailWriters,
				send: (mail) => {
					sent.push(mail);
					return Promise.resolve({ kind: 'accepted' });
				},
			},
		};
		let n = 0;
		/** An application of a person is sent, and what follows from it is done. */
		const send = async (here: Parameters<typeof applicationAt>[1], person: string) => {
			const badge = `practice-${(n += 1)}`;
			const one = applicationAt(world, here, person, {
				...{ id: world.newId(), badge, state: 'submitted', submittedAt: minute(n) },
			});
			await world.db.write(async (tx) => {
				await addApplication(tx, one);
				const about = { application: one.id };
				await recordEvent(tx, world, { name: 'application.submitted', person, about });
			});
			await callDueListeners(world);
			return one.id;
		};
		/** An adviser gives an opinion of an application, after which others must act, or the two settle it. */
		const opine = async (application: string, reviewer: string, settling = false) => {
			n += 1;
			await world.db.write(async (tx) => {
				const [last] = await submissionsOf(tx, application);
				const submission = last ?? submissionAt(world, n);
				if (!last) await addSubmission(tx, application, submission);
				const from = (await applicationById(tx, application))!;
				const { person, state } = from;
				await updateApplication(tx, application, { from, state, open: true, set: { settling } });
				const one = { ...reviewAt(world, n), reviewer, service: null, submission: submission.id };
				await addOpinion(tx, application, one);
				const about = { application };
				await recordEvent(tx, world, { name: 'application.opinion-given', person, about });
			});
			await callDueListeners(world);
		};
		const to = (who: { username: string }) => sent.filter((mail) => mail.to === addressOf(who));
		return { ...people, world, sent, send, opine, to };
	}

	test('says once a day how many wait, and neither whose nor for which badge', async () => {
		const { here, there, ada, denis, bruno, world, sent, send, to } = await reached();
		await send(here, ada.id);
		await send(there, denis.id);
		await send(here, ada.id);
		await deliverDueMails(world);
		expect(sent).toEqual([]);
		later(15 * MINUTE);
		await deliverDueMails(world);
		const [mail, ...more] = to(bruno);
		expect(more).toEqual([]);
		expect(mail).toMatchObject({ subject: 'À traiter dans Macaron' });
		expect(mail?.text).toContain('2 demandes de badge attendent une réponse.');
		expect(mail?.text).toContain('/review');
		expect(mail?.unsubscribe).toContain('/unsubscribe/');
		expect(mail?.text).not.toMatch(new RegExp(`${ada.displayName}|practice|undefined`));
		await send(here, ada.id);
		later(DAY - MINUTE);
		await deliverDueMails(world);
		expect(to(bruno)).toHaveLength(1);
		later(16 * MINUTE);
		await deliverDueMails(world);
		expect(to(bruno)).toHaveLength(2);
		expect(to(bruno)[1]?.text).toContain('3 demandes');
	});

	test('goes to those who accompany the person, where somebody does, and never to the person', async () => {
		const { here, emile, bruno, world, sent, send, to } = await reached();
		const link = { adviser: bruno.id, person: emile.id, through: world.newId() };
		await world.db.write((tx) => startAccompaniment(tx, world, link));
		await send(here, emile.id);
		await send(here, bruno.id);
		later(15 * MINUTE);
		await deliverDueMails(world);
		expect(to(bruno)).toHaveLength(1);
		expect(to(bruno)[0]?.text).toContain('Une demande de badge attend une réponse.');
		expect(to(emile)).toEqual([]);
		expect(sent.every(({ subject }) => subject === 'À traiter dans Macaron')).toBe(true);
	});

	test('after an opinion, goes to those who have given none; where the two settle it, to them', async () => {
		const { here, ada, bruno, berthe, world, sent, send, opine, to } = await reached();
		const link = { adviser: bruno.id, person: ada.id, through: world.newId() };
		await world.db.write((tx) => startAccompaniment(tx, world, link));
		const id = await send(here, ada.id);
		later(15 * MINUTE);
		await deliverDueMails(world);
		expect([to(bruno).length, to(berthe).length]).toEqual([1, 0]);
		// Who accompanies the person has answered: the others are told, and not told again what they answered.
		await opine(id, bruno.id);
		later(15 * MINUTE);
		await deliverDueMails(world);
		expect([to(bruno).length, to(berthe).length]).toEqual([1, 1]);
		later(2 * DAY);
		await opine(id, berthe.id, true);
		later(15 * MINUTE);
		await deliverDueMails(world);
		expect([to(bruno).length, to(berthe).length]).toEqual([2, 1]);
		expect(sent).toHaveLength(3);
	});

	test('is not sent when nothing waits any more, nor to whoever wants no news', async () => {
		const { here, ada, bruno, world, sent, send } = await reached();
		await send(here, ada.id);
		const { people } = identityTables(world.db);
		await world.db.write(
			async (tx) => void (await tx.update(people).set({ wantsMail: false }).where(eq(people.id, bruno.id))),
		);
		await send(here, ada.id);
		later(15 * MINUTE);
		await deliverDueMails(world);
		expect(sent.filter(({ to }) => to.startsWith(bruno.username))).toEqual([]);
	});
});
