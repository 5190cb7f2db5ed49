import { describe, expect, test, vi } from 'vitest';
import { eachDialect } from '#tests/world';
import type { Listener, Listeners, World } from '../world.ts';
import type { DomainEvent } from './event.ts';
import { addDeliveries, failingDeliveryCount, deleteDeliveriesOf, takeDueDeliveries } from './event-store.ts';
import { callDueListeners, callImmediateListeners, startEventDelivery, LEASE_MS } from './hear-events.ts';
import { deliveriesOfUnit, recordEvent } from './record-event.ts';

const NOW = new Date('2026-11-22T15:00:00Z');
const after = (ms: number) => new Date(NOW.getTime() + ms);
const EVENT: DomainEvent = {
	name: 'training.recorded',
	person: 'ada',
	about: { training: 't1', locale: null },
};

/**
 * Listeners that record the events they receive; `fails` says, by listener, how many times it throws first.
 */
function listening(fails: Record<string, number> = {}) {
	const heard: [string, DomainEvent, string][] = [];
	const left = { ...fails };
	const listener = (name: string, more: Partial<Listener> = {}): Listener => ({
		...more,
		async hear(_world, event, key) {
			heard.push([name, event, key]);
			left[name] = (left[name] ?? 0) - 1;
			if (left[name] >= 0) throw new TypeError('the mail server said no to ada@ecole.example');
		},
	});
	const listeners: Listeners = {
		'training.recorded': {
			badges: listener('badges', { immediate: true }),
			notices: listener('notices'),
			mail: listener('mail'),
		},
		'training.changed': { badges: listener('changed') },
	};
	const names = () => heard.map(([name]) => name);
	return { listeners, heard, names };
}

eachDialect('what happened, and who hears of it', (world) => {
	const own = (listeners: Listeners): World => ({ ...world(), listeners });
	const begin = () => (world().setNow(NOW), world().lines.splice(0));
	/** Records an event in a write unit, and returns the deliveries recorded in that unit. */
	const acted = (on: World, event = EVENT) =>
		on.db.write(async (tx) => {
			await recordEvent(tx, on, event);
			return deliveriesOfUnit();
		});

	test('heard once by each of three; what the page expects at once, before it answers', async () => {
		begin();
		const { listeners, heard, names } = listening();
		const on = own(listeners);
		const recorded = await acted(on);
		expect(recorded.map(({ listener }) => listener)).toEqual(['badges', 'notices', 'mail']);
		await callImmediateListeners(on, recorded);
		expect(names()).toEqual(['badges']);
		expect(await callDueListeners(on)).toBe(2);
		expect(names().toSorted()).toEqual(['badges', 'mail', 'notices']);
		expect(heard.map(([, event]) => event)).toEqual([EVENT, EVENT, EVENT]);
		expect(heard.map(([, , key]) => key).toSorted()).toEqual(recorded.map(({ id }) => id).toSorted());
		expect(await callDueListeners(on)).toBe(0);
		world().setNow(after(LEASE_MS * 2));
		expect(await callDueListeners(on)).toBe(0);
		expect(world().lines).toEqual([]);
	});

	test('what a page expects at once is left to it: nobody else gives it meanwhile', async () => {
		begin();
		const { listeners, names } = listening();
		const on = own(listeners);
		const recorded = await acted(on);
		expect(await callDueListeners(on)).toBe(2);
		expect(names().toSorted()).toEqual(['mail', 'notices']);
		await callImmediateListeners(on, recorded);
		expect(names().filter((name) => name === 'badges')).toHaveLength(1);
	});

	test('the only one who listens is called at once too; two events of one unit are both told', async () => {
		begin();
		const { listeners, names } = listening();
		const { badges } = listeners['training.recorded']!;
		const on = own({ 'training.recorded': { badges: badges! } });
		const one = await acted(on);
		await callImmediateListeners(on, one);
		expect(names()).toEqual(['badges']);
		const two = await on.db.write(async (tx) => {
			for (const person of ['ada', 'emile']) await recordEvent(tx, on, { ...EVENT, person });
			return deliveriesOfUnit();
		});
		expect(two.map(({ event }) => event.person)).toEqual(['ada', 'emile']);
		await callImmediateListeners(on, two);
		expect(names()).toHaveLength(3);
		expect(await callDueListeners(on)).toBe(0);
	});

	test('what cannot be recorded undoes the act that caused it', async () => {
		begin();
		const { listeners, names } = listening();
		// Deliveries of the same id cannot be stored.
		const on: World = { ...own(listeners), newId: () => 'same' };
		await expect(acted(on)).rejects.toThrow();
		world().setNow(after(LEASE_MS * 2));
		expect(await callDueListeners(on)).toBe(0);
		expect(names()).toEqual([]);
	});

	test('one of three fails: the others have heard, it is told and tried again, later each time, until it succeeds', async () => {
		begin();
		const { listeners, names } = listening({ mail: 8 });
		const on = own(listeners);
		await callImmediateListeners(on, await acted(on));
		await callDueListeners(on);
		expect(names().toSorted()).toEqual(['badges', 'mail', 'notices']);
		expect(await failingDeliveryCount(on.db.read)).toBe(1);
		const lines = world().lines.map((line) => JSON.parse(line) as object);
		expect(lines).toEqual([
			{ event: 'training.recorded', listener: 'mail', attempts: 1, error: 'TypeError' },
		]);
		expect(JSON.stringify(lines)).not.toMatch(/\bada\b|ecole/);
		let at = 0;
		for (const wait of [5, 20, 80, 320, 1280, 3600, 3600, 3600]) {
			world().setNow(after((at + wait) * 1000 - 1));
			expect(await callDueListeners(on)).toBe(0);
			at += wait;
			world().setNow(after(at * 1000));
			expect(await callDueListeners(on)).toBe(1);
		}
		expect(names().filter((name) => name === 'mail')).toHaveLength(9);
		expect(names().filter((name) => name !== 'mail')).toHaveLength(2);
		expect(await failingDeliveryCount(on.db.read)).toBe(0);
		world().setNow(after(at * 1000 + 10 * LEASE_MS));
		expect(await callDueListeners(on)).toBe(0);
	});

	test('what a page expects fails: the act stands, it is told, and tried again in five seconds', async () => {
		begin();
		const { listeners, names } = listening({ badges: 1 });
		const on = own(listeners);
		await callImmediateListeners(on, await acted(on));
		await callDueListeners(on);
		world().setNow(after(4_999));
		expect(await callDueListeners(on)).toBe(0);
		world().setNow(after(5_000));
		expect(await callDueListeners(on)).toBe(1);
		expect(names().filter((name) => name === 'badges')).toHaveLength(2);
	});

	test('of what can have nothing follow, nothing is kept: asked inside the unit, of each listener', async () => {
		begin();
		const { listeners, names } = listening();
		const asked: (string | undefined)[] = [];
		const badges = listeners['training.recorded']!['badges']!;
		const concerns: Listener['concerns'] = async (tx, _world, event) => {
			await failingDeliveryCount(tx);
			asked.push(event.person ?? undefined);
			return event.person === 'ada';
		};
		const own_ = own({
			'training.recorded': { ...listeners['training.recorded'], badges: { ...badges, concerns } },
		});
		await callImmediateListeners(own_, await acted(own_, { ...EVENT, person: 'emile' }));
		expect(names()).toEqual([]);
		expect(await callDueListeners(own_)).toBe(2);
		await callImmediateListeners(own_, await acted(own_));
		expect(names().filter((name) => name === 'badges')).toHaveLength(1);
		expect(asked).toEqual(['emile', 'ada']);
		expect(await callDueListeners(own_)).toBe(2);
	});

	test('a unit that is undone records nothing', async () => {
		begin();
		const { listeners, names } = listening();
		const on = own(listeners);
		await expect(
			on.db.write(async (tx) => {
				await recordEvent(tx, on, EVENT);
				throw new RangeError('undone');
			}),
		).rejects.toThrow('undone');
		world().setNow(after(LEASE_MS * 2));
		expect(await callDueListeners(on)).toBe(0);
		expect(names()).toEqual([]);
	});

	test('the process ends before anybody heard: given when it is back, what was expected at once after its five minutes', async () => {
		begin();
		const { listeners, names } = listening();
		const on = own(listeners);
		await acted(on);
		await on.db.write((tx) => takeDueDeliveries(tx, { now: NOW, until: after(LEASE_MS), most: 20 }));
		world().setNow(after(LEASE_MS - 1));
		expect(await callDueListeners(on)).toBe(0);
		world().setNow(after(LEASE_MS));
		expect(await callDueListeners(on)).toBe(3);
		expect(names().toSorted()).toEqual(['badges', 'mail', 'notices']);
	});

	test('nobody listens: nothing is kept; a listener that is gone is forgotten; each event has its own', async () => {
		begin();
		const { listeners, names } = listening();
		await acted(own({}));
		await acted(own(listeners), { ...EVENT, name: 'training.changed' });
		await acted(own({ 'training.recorded': { earlier: { hear: async () => undefined } } }));
		expect(await callDueListeners(own(listeners))).toBe(2);
		expect(names()).toEqual(['changed']);
		expect(await callDueListeners(own(listeners))).toBe(0);
	});

	test('more than twenty at once are all heard; the oldest first', async () => {
		begin();
		const { listeners, heard } = listening();
		const on = own({ 'training.changed': listeners['training.changed']! });
		for (let n = 0; n < 45; n += 1) {
			world().setNow(after(n));
			await acted(on, { name: 'training.changed', person: null, about: { n } });
		}
		world().setNow(after(1_000));
		expect(await callDueListeners(on)).toBe(45);
		expect(heard.map(([, { about }]) => about['n'])).toEqual(Array.from({ length: 45 }, (_, n) => n));
	});

	test('somebody leaves: what speaks of them is forgotten, and of nobody else', async () => {
		begin();
		const { listeners, heard } = listening();
		const on = own({ 'training.changed': listeners['training.changed']! });
		for (const person of ['ada', 'emile']) await acted(on, { ...EVENT, name: 'training.changed', person });
		await on.db.write((tx) => deleteDeliveriesOf(tx, 'ada'));
		expect(await callDueListeners(on)).toBe(1);
		expect(heard.map(([, { person }]) => person)).toEqual(['emile']);
	});

	test('nothing to record is nothing written', async () => {
		await world().db.write((tx) => addDeliveries(tx, []));
		expect(await failingDeliveryCount(world().db.read)).toBe(0);
	});
});

describe('the service', () => {
	/** A world whose database has this `write`, and the events that it logs. */
	const withWrites = (write: World['db']['write']) => {
		const lines: string[] = [];
		const note = (event: string) => void lines.push(event);
		const on = { now: () => NOW, log: { info: note, warn: note, error: note }, listeners: {}, db: { write } };
		return { on: on as unknown as World, lines };
	};

	test('looks every so often, one look at a time, until it is stopped; a look that fails is told', async () => {
		vi.useFakeTimers();
		const looks: ((due: never[]) => void)[] = [];
		const { on, lines } = withWrites(() => new Promise((done) => looks.push(done as never)));
		const service = startEventDelivery(on, 2_000);
		await vi.advanceTimersByTimeAsync(1_999);
		expect(looks).toHaveLength(0);
		await vi.advanceTimersByTimeAsync(6_001);
		expect(looks).toHaveLength(1);
		looks[0]?.([]);
		await vi.advanceTimersByTimeAsync(2_000);
		expect(looks).toHaveLength(2);
		let stopped = false;
		const stopping = service.stop().then(() => (stopped = true));
		await vi.advanceTimersByTimeAsync(10_000);
		expect([looks.length, stopped]).toEqual([2, false]);
		looks[1]?.([]);
		await stopping;
		await vi.advanceTimersByTimeAsync(10_000);
		expect(looks).toHaveLength(2);
		expect(lines).toEqual([]);
		const failing = withWrites(() => Promise.reject(new Error('no disk')));
		const other = startEventDelivery(failing.on, 1_000);
		await vi.advanceTimersByTimeAsync(2_500);
		await other.stop();
		expect(failing.lines).toEqual(['events.failed', 'events.failed']);
		vi.useRealTimers();
	});

	test('a failure that cannot be written down is told, and keeps no other from hearing', async () => {
		const { listeners, names } = listening({ notices: 1 });
		let writes = 0;
		const due = ['notices', 'mail'].map((listener) => ({
			...{ id: listener, event: EVENT, listener, recordedAt: NOW, attempts: 0, dueAt: NOW },
		}));
		const { on, lines } = withWrites((() => {
			writes += 1;
			if (writes === 1) return Promise.resolve(due);
			return writes === 2 ? Promise.reject(new Error('no disk')) : Promise.resolve();
		}) as World['db']['write']);
		expect(await callDueListeners({ ...on, listeners })).toBe(2);
		expect(names()).toEqual(['notices', 'mail']);
		expect(lines).toEqual(['event.failed', 'event.not-put-off']);
	});
});
