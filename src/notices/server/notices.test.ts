import { expect, test } from 'vitest';
import { ANONYMOUS, type PersonActor } from '#identity';
import { actorOf, erase } from '#identity/server';
import { callDueListeners, recordEvent } from '#platform/server';
import { newcomer } from '#tests/people';
import { eachDialect } from '#tests/world';
import { createInstitution } from '#identity/server';
import { newSession, openSession } from '../../identity/server/sessions/sessions.ts';
import { noticeOfEvent, NOTICE_OF_EVENT } from '../notice.ts';
import { personalData } from './personal-data.ts';
import { readAndMarkNoticesSeen, unreadCountAfterOpening } from './read-notices.ts';
import { addNotice, markNoticesRead } from './notice-store.ts';
import { noticeListener } from './notice-listener.ts';

const NOW = Date.parse('2026-11-22T15:00:00Z');
const minute = (n: number) => new Date(NOW + n * 60_000);
const DAY = 24 * 60;

eachDialect('what people are told', (world) => {
	let place = '';
	const someone = async (name: string) => {
		if (!place) {
			const slug = `ecole-${world().newId().slice(0, 8)}`;
			place = (await createInstitution(world(), { slug, name: 'École', kind: 'service-centre' })).id;
		}
		return newcomer(world(), [{ institution: place, role: 'learner', audience: 'teacher' }], name);
	};
	/** The actor that the person's next request would have, loaded from a session. */
	async function again(who: PersonActor) {
		const { token, session } = newSession(who.id, world().now());
		await world().db.write((tx) => openSession(tx, session));
		return (await actorOf(world(), token)) as PersonActor;
	}
	const told = (who: PersonActor, n: number, thing = `thing-${n}`, id = world().newId()) =>
		world().db.write((tx) =>
			addNotice(tx, { id, person: who.id, what: 'badge-given', thing, at: minute(n) }),
		);
	const unread = async (who: PersonActor, opened?: string) =>
		unreadCountAfterOpening(world(), await again(who), opened);
	const things = (all: readonly { thing: string; isNew: boolean }[]) =>
		all.map(({ thing, isNew }) => `${thing}${isNew ? ' new' : ''}`);

	test('told once for a key, counted for their person alone, newest first; seen, nothing is new any more', async () => {
		const [ada, emile] = [await someone('Ada'), await someone('Émile')];
		expect(ada.notices).toBeUndefined();
		expect(await unread(ada)).toBe(0);
		world().setNow(minute(10));
		await told(ada, 1, 'one', 'same-key');
		await told(ada, 1, 'one', 'same-key');
		await told(ada, 2, 'two');
		await told(emile, 3, 'his');
		expect([await unread(ada), await unread(emile)]).toEqual([2, 1]);
		expect(things(await readAndMarkNoticesSeen(world(), await again(ada)))).toEqual(['two new', 'one new']);
		expect([await unread(ada), await unread(emile)]).toEqual([0, 1]);
		// Notices already seen stay on the page of notices for some days.
		expect(things(await readAndMarkNoticesSeen(world(), await again(ada)))).toEqual(['two', 'one']);
		await told(ada, 4, 'four');
		expect(await unread(ada)).toBe(1);
		expect(things(await readAndMarkNoticesSeen(world(), await again(ada)))).toEqual([
			'four new',
			'two',
			'one',
		]);
		expect(await unread(ada)).toBe(0);
	});

	test('opening the thing reads what was told of it, once, and of nothing else', async () => {
		const [ada, emile] = [await someone('Ada'), await someone('Émile')];
		world().setNow(minute(10));
		await told(ada, 1, 'badge');
		await told(ada, 2, 'badge');
		await told(ada, 3, 'other');
		await told(emile, 3, 'badge');
		expect(await unread(ada, 'nothing')).toBe(3);
		expect(await unread(ada, 'badge')).toBe(1);
		expect(await unread(ada, 'badge')).toBe(1);
		expect([await unread(ada), await unread(emile)]).toEqual([1, 1]);
		const stale = { ...ada, notices: { unread: 1, seenAt: null } };
		expect(await unreadCountAfterOpening(world(), stale, 'badge')).toBe(1);
		expect(things(await readAndMarkNoticesSeen(world(), await again(ada)))).toEqual([
			'other new',
			'badge',
			'badge',
		]);
		// Notices already seen do not lower the count again when they are marked as read.
		await world().db.write((tx) => markNoticesRead(tx, ada.id, 'other', minute(11)));
		expect(await unread(ada)).toBe(0);
		// Opening a page whose notice was already seen does not lower the count of later notices.
		world().setNow(minute(20));
		await told(ada, 12, 'seen');
		await readAndMarkNoticesSeen(world(), await again(ada));
		await told(ada, 14, 'since');
		expect(await unread(ada, 'seen')).toBe(1);
		expect(await unread(ada)).toBe(1);
		world().setNow(minute(10));
	});

	test('who neither learns nor advises is shown no notice, so is counted none; who advises is, until seen', async () => {
		const ada = await someone('Ada');
		await told(ada, 1);
		expect(await unread(ada)).toBe(1);
		const as = async (role: 'adviser' | 'administrator') => ({
			...(await again(ada)),
			memberships: [{ institution: place, role, audience: null }],
		});
		expect(await unreadCountAfterOpening(world(), await as('administrator'))).toBe(0);
		expect(await unreadCountAfterOpening(world(), await as('adviser'))).toBe(1);
		await readAndMarkNoticesSeen(world(), await as('adviser'));
		expect(await unreadCountAfterOpening(world(), await as('adviser'))).toBe(0);
	});

	test('what is read leaves the page after fourteen days; what is new stays until it is seen', async () => {
		const ada = await someone('Ada');
		await told(ada, 1, 'read');
		await told(ada, 2, 'new');
		world().setNow(minute(5));
		expect(await unread(ada, 'read')).toBe(1);
		world().setNow(minute(200 * DAY));
		expect(things(await readAndMarkNoticesSeen(world(), await again(ada)))).toEqual(['new new']);
		expect(things(await readAndMarkNoticesSeen(world(), await again(ada)))).toEqual([]);
		world().setNow(minute(1));
	});

	test('an event is heard for whom it speaks of, twice told once; nobody who has left is told', async () => {
		const [ada, left] = [await someone('Ada'), await someone('Partie')];
		world().setNow(minute(30));
		const on = { ...world(), listeners: { 'application.returned': { notices: noticeListener } } };
		const event = (person: string | null) => ({
			...{ name: 'application.returned', person },
			about: { application: `of-${String(person)}` },
		});
		await on.db.write(async (tx) => {
			for (const person of [ada.id, left.id, null]) await recordEvent(tx, on, event(person));
		});
		await on.db.write((tx) => erase(tx, left.id));
		// Two of the three events are delivered: the one without a person is not, and the one for the person
		// who left has no effect.
		expect(await callDueListeners(on)).toBe(2);
		expect(await callDueListeners(on)).toBe(0);
		// Here the person leaves while the event is being delivered.
		await noticeListener.hear(on, event(left.id), 'late');
		await noticeListener.hear(on, event(ada.id), 'key');
		await noticeListener.hear(on, event(ada.id), 'key');
		expect(await unread(ada)).toBe(2);
		expect(await personalData(world(), left.id)).toEqual({ notices: [] });
		expect(await personalData(world(), ada.id)).toMatchObject({
			notices: [
				{ what: 'application-returned', about: `of-${ada.id}`, at: minute(30).toISOString(), readAt: null },
				{ what: 'application-returned' },
			],
		});
		world().setNow(minute(31));
		expect(await unread(ada, `of-${ada.id}`)).toBe(0);
		expect(await personalData(world(), ada.id)).toMatchObject({
			notices: [{ readAt: minute(31).toISOString() }, { readAt: minute(31).toISOString() }],
		});
	});

	test('who has not signed in is told nothing, and cannot ask', async () => {
		expect(await unreadCountAfterOpening(world(), ANONYMOUS, 'thing')).toBe(0);
		await expect(readAndMarkNoticesSeen(world(), ANONYMOUS)).rejects.toMatchObject({ status: 401 });
	});
});

test('each event that tells something is listened to', async () => {
	const { listeners } = await import('../../listeners.ts');
	for (const name of Object.keys(NOTICE_OF_EVENT)) expect(listeners[name]?.['notices']).toBe(noticeListener);
	expect(
		noticeOfEvent({ name: 'application.accepted', person: 'a', about: { application: 'b' } }),
	).toBeUndefined();
});
