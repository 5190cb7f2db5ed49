import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { createInstitution, identityTables, unsubscribe } from '#identity/server';
import { callDueListeners, deliverDueMails, latestMails, recordEvent, type World } from '#platform/server';
import { startMailServer, type Treatment } from '#tests/loopback/mail-server';
import { newcomer } from '#tests/people';
import { eachDialect } from '#tests/world';
import { smtpSender } from '../../platform/server/mail/smtp.ts';
import { actorOf } from '#identity/server';
import { sessionTokenOf } from '#tests/people';
import { readAndMarkNoticesSeen } from './read-notices.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

eachDialect('the mail of what is new', (bare) => {
	/** A world with the real listeners and writers of mail, and a mail server on loopback. */
	async function mailing(treat?: (recipient: string) => Treatment) {
		const [{ listeners }, { mailWriters }] = await Promise.all([
			import('../../listeners.ts'),
			import('../../mail-writers.ts'),
		]);
		const server = await startMailServer(treat);
		const sender = smtpSender({ url: server.url, from: 'macaron@exemple.qc.ca' });
		const world: World = { ...bare(), listeners, mailing: { writers: mailWriters, send: sender.send } };
		const close = () => {
			sender.close();
			return server.close();
		};
		/** Sends what is due, and returns the messages that this person has received so far. */
		const sentTo = async ({ email }: { email: string }) => {
			await deliverDueMails(world);
			return server.received.filter(({ to }) => to.includes(email));
		};
		return { world, sentTo, close };
	}
	async function ada(set: object = {}) {
		const slug = `ecole-${bare().newId().slice(0, 8)}`;
		const { id } = await createInstitution(bare(), { slug, name: 'École', kind: 'service-centre' });
		const person = await newcomer(bare(), [{ institution: id, role: 'learner', audience: 'teacher' }], 'Ada');
		const { people } = identityTables(bare().db);
		const email = `${person.username}@exemple.qc.ca`;
		const known = { email, emailVerifiedAt: bare().now(), ...set };
		await bare().db.write(
			async (tx) => void (await tx.update(people).set(known).where(eq(people.id, person.id))),
		);
		return { ...person, email };
	}
	const later = (ms: number) => bare().setNow(new Date(bare().now().getTime() + ms));
	const happens = async (world: World, name: string, person: string, about: object) => {
		await world.db.write((tx) =>
			recordEvent(tx, world, { name, person, about: about as Record<string, string> }),
		);
		await callDueListeners(world);
	};
	const returned = (n: number) => ({ application: `application-${n}` });

	test('gathers a day in one, a quarter of an hour after the first news, in counts and in the person’s language', async () => {
		const { world, sentTo, close } = await mailing();
		const person = await ada();
		await happens(world, 'application.returned', person.id, returned(1));
		await happens(world, 'application.returned', person.id, returned(2));
		await happens(world, 'award.given', person.id, { award: 'award-1' });
		expect(await sentTo(person)).toEqual([]);
		later(15 * MINUTE);
		const [mail, ...more] = await sentTo(person);
		expect(more).toEqual([]);
		expect(mail?.source).toContain('Subject: Du nouveau dans Macaron');
		expect(mail?.source).toMatch(/2 de vos demandes/);
		expect(mail?.source).not.toContain('Ada');
		// The same day: one more piece of news waits for the next day.
		await happens(world, 'award.given', person.id, { award: 'award-2' });
		later(DAY - 16 * MINUTE);
		expect(await sentTo(person)).toHaveLength(1);
		later(16 * MINUTE);
		expect(await sentTo(person)).toHaveLength(2);
		await close();
	});

	test('is not sent to whoever read it meanwhile, left, or has no address that is theirs', async () => {
		const { world, sentTo, close } = await mailing();
		const reads = await ada();
		await happens(world, 'award.given', reads.id, { award: 'award-3' });
		await readAndMarkNoticesSeen(world, await actorOf(world, await sessionTokenOf(world, reads)));
		const people = [reads];
		for (const set of [
			{ emailVerifiedAt: null },
			{ emailRefusedAt: new Date(0) },
			{ wantsMail: false },
			{ disabledAt: new Date(0) },
			{ email: null },
		]) {
			const person = await ada(set);
			await happens(world, 'award.given', person.id, { award: 'award-4' });
			people.push(person);
		}
		// Nor to an address that was theirs, when it was queued.
		const moved = await ada();
		await happens(world, 'award.given', moved.id, { award: 'award-6' });
		const { people: table } = identityTables(bare().db);
		await bare().db.write(
			async (tx) =>
				void (await tx
					.update(table)
					.set({ email: `neuve-${moved.email}` })
					.where(eq(table.id, moved.id))),
		);
		people.push(moved, { ...moved, email: `neuve-${moved.email}` });
		later(15 * MINUTE);
		for (const person of people) expect(await sentTo(person)).toEqual([]);
		await close();
	});

	test('whoever stops it by its address is told no more; another address is lost', async () => {
		const { world, sentTo, close } = await mailing();
		const person = await ada();
		await happens(world, 'award.given', person.id, { award: 'award-5' });
		later(15 * MINUTE);
		const [mail] = await sentTo(person);
		// A long header is folded onto several lines.
		const [, token = ''] =
			/List-Unsubscribe: <\S+unsubscribe\/([\w-]+)>/.exec(mail?.source.replace(/\r\n\s+/g, ' ') ?? '') ?? [];
		await expect(unsubscribe(world, `${token.slice(0, -2)}xx`)).rejects.toMatchObject({ status: 404 });
		for (let n = 0; n < 2; n += 1) await unsubscribe(world, token);
		await happens(world, 'award.given', person.id, { award: 'award-6' });
		const open = (await latestMails(world.db.read, 100)).filter(
			(one) => one.person === person.id && one.endedAt === null,
		);
		expect(open).toEqual([]);
		await close();
	});

	test('an address that the mail server refuses is marked, and nothing more is sent there until it changes', async () => {
		const { world, sentTo, close } = await mailing((recipient) =>
			recipient.startsWith('ada') ? 'no-such-address' : 'take',
		);
		const person = await ada();
		const { people } = identityTables(bare().db);
		const refusedAt = async () => {
			const [row] = await bare().db.read.select().from(people).where(eq(people.id, person.id));
			return row?.emailRefusedAt;
		};
		await happens(world, 'award.given', person.id, { award: 'award-8' });
		later(15 * MINUTE);
		expect(await sentTo(person)).toEqual([]);
		expect(await refusedAt()).toBeNull();
		await callDueListeners(world);
		expect(await refusedAt()).toEqual(bare().now());
		await happens(world, 'award.given', person.id, { award: 'award-9' });
		const open = (await latestMails(world.db.read, 100)).filter(
			(one) => one.person === person.id && one.endedAt === null,
		);
		expect(open).toEqual([]);
		await close();
	});

	test('where no mail is sent, none is queued', async () => {
		const { listeners } = await import('../../listeners.ts');
		const world: World = { ...bare(), listeners, mailing: null };
		const person = await ada();
		await happens(world, 'award.given', person.id, { award: 'award-7' });
		expect((await latestMails(world.db.read, 100)).filter((one) => one.person === person.id)).toEqual([]);
	});
});
