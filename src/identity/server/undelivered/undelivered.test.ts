import { beforeEach, expect, test } from 'vitest';
import {
	callDueListeners,
	deliverDueMails,
	type Listeners,
	queueMail,
	recordEvent,
	type SendOutcome,
	type World,
} from '#platform/server';
import { newcomer } from '#tests/people';
import { eachDialect, type TestWorld } from '#tests/world';
import type { PersonActor } from '../../actor.ts';
import { myInstitution, readUndelivered, tryAgain } from '../index.ts';
import { inSchools, twoSchools } from '../two-schools.fixture.ts';

const DAY = 86_400_000;

eachDialect('what could not be delivered', (open) => {
	const { held, key, later } = inSchools(open);
	let here: string;
	let there: string;
	let chloe: PersonActor;
	let ada: PersonActor;
	let bruno: PersonActor;
	let stranger: PersonActor;
	let outcomes: Record<string, SendOutcome>;
	/** The world of a service whose mail server answers as `outcomes` says for each address. */
	let world: TestWorld & World;

	beforeEach(async () => {
		({ here, there, chloe, ada, bruno } = await twoSchools(open()));
		stranger = await newcomer(open(), [held(there, 'administrator')]);
		outcomes = {};
		world = {
			...open(),
			mailing: {
				writers: { news: () => ({ subject: 'Du nouveau', paragraphs: ['Un secret'], footer: [] }) },
				send: ({ to }) => Promise.resolve(outcomes[to] ?? { kind: 'accepted' }),
			},
		};
	});

	const queue = (person: string | null, recipient: string, institution?: string) =>
		world.db.write((tx) =>
			queueMail(tx, world, {
				...{ person, recipient, kind: 'news', locale: 'fr', values: {} },
				...(institution && { institution }),
				expiresAt: new Date(world.now().getTime() + 2 * DAY),
			}),
		);
	const read = (who = chloe, institution = here) => readUndelivered(world, who, institution);
	const again = (mail: string | null, who = chloe, institution = here) =>
		tryAgain(world, who, { institution, mail, key: key() });
	const refused = (recipient: string): SendOutcome =>
		(outcomes[recipient] = { kind: 'refused', fault: '550', ofAddress: false });

	test('tells an administrator what was refused, waits or is uncertain, and never what it says', async () => {
		refused('ada@here.example');
		outcomes['bruno@here.example'] = { kind: 'later', fault: 'ECONNREFUSED', uncertain: true };
		for (const [who, to] of [
			[ada, 'ada@here.example'],
			[bruno, 'bruno@here.example'],
			[chloe, 'chloe@here.example'],
		] as const)
			await queue(who.id, to);
		expect(await read()).toMatchObject({ sendsMail: true, mails: [], waiting: 3, consequences: 0 });
		await deliverDueMails(world);
		const { mails, waiting } = await read();
		expect(waiting).toBe(0);
		expect(mails.toSorted((a, b) => a.to.localeCompare(b.to))).toMatchObject([
			{ to: 'a•••@here.example', state: 'refused', fault: '550', uncertain: false, canBeSent: true },
			{ to: 'b•••@here.example', state: 'waiting', uncertain: true, attempts: 1, canBeSent: true },
		]);
		expect(JSON.stringify(mails)).not.toMatch(/secret|ada@|bruno@/);
		// Sent at last, the one whose answer was lost may have arrived twice: that stays told.
		outcomes = {};
		later(DAY);
		await deliverDueMails(world);
		expect((await read()).mails.map(({ state, uncertain }) => [state, uncertain])).toEqual(
			expect.arrayContaining([
				['refused', false],
				['sent', true],
			]),
		);
		expect((await read()).mails).toHaveLength(2);
		expect(await myInstitution(world, chloe)).toMatchObject({ administered: { unsent: 1 } });
		later(DAY);
		// Once useless, it is told as such, and no longer asks for anything.
		expect((await read()).mails.find(({ state }) => state === 'refused')).toMatchObject({ canBeSent: false });
		expect(await myInstitution(world, chloe)).toMatchObject({ administered: { unsent: 0 } });
	});

	test('of another institution nothing is told, nor sent again', async () => {
		refused('emile@there.example');
		refused('guest@there.example');
		await queue(null, 'guest@there.example', there);
		const emile = await newcomer(open(), [held(there, 'learner', 'student')]);
		await queue(emile.id, 'emile@there.example');
		await deliverDueMails(world);
		expect((await read()).mails).toEqual([]);
		const theirs = (await read(stranger, there)).mails;
		expect(theirs.map(({ to }) => to).toSorted()).toEqual(['e•••@there.example', 'g•••@there.example']);
		for (const { id } of theirs)
			await expect(again(id)).rejects.toMatchObject({ code: 'identity.mail-gone' });
		outcomes = {};
		expect(await deliverDueMails(world)).toBe(0);
		for (const who of [ada, bruno, stranger]) {
			await expect(read(who)).rejects.toMatchObject({ status: 404 });
			await expect(again(null, who)).rejects.toMatchObject({ status: 404 });
		}
	});

	test('a refused mail is sent again when asked, once; one that was sent meanwhile is not', async () => {
		refused('ada@here.example');
		await queue(ada.id, 'ada@here.example');
		await deliverDueMails(world);
		const [mail] = (await read()).mails;
		outcomes = {};
		const asked = { institution: here, mail: mail!.id, key: key() };
		await tryAgain(world, chloe, asked);
		await tryAgain(world, chloe, asked);
		expect(await deliverDueMails(world)).toBe(1);
		expect((await read()).mails).toEqual([]);
		await expect(again(mail!.id)).rejects.toMatchObject({ code: 'identity.mail-gone', field: 'mail' });
	});

	test('what failed to follow from the acts of one’s people is counted, and tried again when asked', async () => {
		let fails = true;
		const heard: (string | null)[] = [];
		const listeners: Listeners = {
			'training.recorded': {
				probe: {
					hear: (_world, { person }) => {
						if (fails) return Promise.reject(new Error('not now'));
						heard.push(person);
						return Promise.resolve();
					},
				},
			},
		};
		const listening: World = { ...world, listeners };
		const record = (person: string) =>
			world.db.write((tx) => recordEvent(tx, listening, { name: 'training.recorded', person, about: {} }));
		await record(ada.id);
		await record(stranger.id);
		await callDueListeners(listening);
		expect(await read()).toMatchObject({ consequences: 1, mails: [] });
		fails = false;
		expect(await callDueListeners(listening)).toBe(0);
		await again(null);
		expect(await callDueListeners(listening)).toBe(1);
		expect(heard).toEqual([ada.id]);
		expect(await read()).toMatchObject({ consequences: 0 });
		expect(await read(stranger, there)).toMatchObject({ consequences: 1 });
		later(DAY);
		await callDueListeners(listening);
	});
});
