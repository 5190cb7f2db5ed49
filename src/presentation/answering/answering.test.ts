import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { PendingAnswer } from '#assessment';
import { Answering } from './answering.svelte.ts';
import { memoryStorage } from '#ui/storage.fixture.ts';
import { PendingStore } from './pending-store.ts';
import { type AnswerOutcome, answerOutcomeOf } from './send-answer.ts';
import { eraseTrial, readTrial, writeTrial } from './trial-store.ts';

const pending = (key: string, statement: string, answer: 0 | 1 | 2 | 3 | 4 = 3): PendingAnswer => ({
	key,
	statement,
	answer,
	revision: 0,
});

describe('where answers wait', () => {
	test('each tab finds what the other left, in the order it was given', () => {
		const place = memoryStorage();
		let clock = 1_790_000_000_000;
		const now = () => (clock += 1);
		const [one, other] = [new PendingStore('ada', place, now), new PendingStore('ada', place, now)];
		one.write([], [pending('k1', 'a')]);
		other.write([], [pending('k2', 'b')]);
		one.write([pending('k1', 'a')], [pending('k1', 'a'), pending('k3', 'c')]);
		expect(other.read().map(({ key }) => key)).toEqual(['k1', 'k2', 'k3']);
		other.write(other.read(), []);
		expect(one.read()).toEqual([]);
		expect(place.names().length).toBe(0);
	});

	test('nobody reads what another person left', () => {
		const place = memoryStorage();
		new PendingStore('ada', place).write([], [pending('k1', 'a')]);
		expect(new PendingStore('emile', place).read()).toEqual([]);
		expect(new PendingStore('ad', place).read()).toEqual([]);
	});

	test('what is not ours is passed over', () => {
		const place = memoryStorage();
		place.set('macaron.waiting.ada.1.1.x', 'not json');
		place.set('macaron.waiting.ada.2.1.y', JSON.stringify({ ...pending('y', 'a'), answer: 9 }));
		expect(new PendingStore('ada', place).read()).toEqual([]);
	});
});

describe('what the service’s answers mean', () => {
	const one = pending('k1', 'a');
	test.each<[number, object, AnswerOutcome]>([
		[200, { revisions: { a: 2 } }, { kind: 'kept', revision: 2, awarded: null }],
		[
			200,
			{ revisions: { a: 2 }, awarded: { id: 'k3', name: 'Exploration' } },
			{ kind: 'kept', revision: 2, awarded: { id: 'k3', name: 'Exploration' } },
		],
		[
			409,
			{ answers: { a: { answer: 1, revision: 3 } } },
			{ kind: 'stale', answers: { a: { answer: 1, revision: 3 } } },
		],
		[403, { problem: 'Une autre personne.' }, { kind: 'other-person', text: 'Une autre personne.' }],
		[422, { problem: 'Choisissez.' }, { kind: 'refused', text: 'Choisissez.' }],
		[404, {}, { kind: 'refused', text: '' }],
		// A paid Wi-Fi network answers with its own login page.
		[200, {}, { kind: 'unreachable' }],
	])('%i %o', (status, said, outcome) => {
		expect(answerOutcomeOf(status, said, one)).toEqual(outcome);
	});
});

describe('answering in a browser', () => {
	beforeEach(() => {
		vi.useFakeTimers();
		vi.stubGlobal('window', new EventTarget());
		vi.stubGlobal('document', new EventTarget());
		vi.stubGlobal('navigator', { onLine: true });
	});
	afterEach(() => {
		vi.useRealTimers();
		vi.unstubAllGlobals();
	});

	test('what was chosen waits through a cut line, is kept in order once it is back, and leaves nothing behind', async () => {
		const place = memoryStorage();
		const sent: string[] = [];
		let works = false;
		const answering = new Answering('ada', {}, async ({ statement }) => {
			if (!works) return { kind: 'unreachable' };
			sent.push(statement);
			return { kind: 'kept', revision: 1, awarded: null };
		});
		const end = answering.open(place);
		for (const statement of ['b', 'a', 'c']) answering.choose(statement, 3);
		await answering.flush();
		expect(answering.line).toBe('offline');
		expect(answering.waiting).toBe(3);
		expect(place.names().length).toBe(3);
		works = true;
		window.dispatchEvent(new Event('online'));
		await vi.advanceTimersByTimeAsync(10);
		expect(sent).toEqual(['b', 'a', 'c']);
		expect(answering.line).toBe('saved');
		expect(place.names().length).toBe(0);
		end();
	});

	test('a page asked for while the line is cut is opened once everything is sent, and only then', async () => {
		let outcome: AnswerOutcome = { kind: 'unreachable' };
		const opened: string[] = [];
		const answering = new Answering(
			'ada',
			{},
			async () => outcome,
			(address) => void opened.push(address),
		);
		const end = answering.open(memoryStorage());
		answering.choose('a', 3);
		answering.wanted = '/recognition';
		await answering.flush();
		expect([opened, answering.wanted]).toEqual([[], '/recognition']);
		outcome = { kind: 'kept', revision: 1, awarded: null };
		await answering.flush();
		await answering.flush();
		expect([opened, answering.wanted]).toEqual([['/recognition'], null]);
		// No answer waits to be sent: only the connection was missing.
		vi.stubGlobal('navigator', { onLine: false });
		answering.wanted = '/training';
		await answering.flush();
		expect(opened.length).toBe(1);
		vi.stubGlobal('navigator', { onLine: true });
		window.dispatchEvent(new Event('online'));
		await vi.advanceTimersByTimeAsync(10);
		expect(opened).toEqual(['/recognition', '/training']);
		// What is refused is read first.
		outcome = { kind: 'refused', text: 'Choisissez.' };
		answering.choose('b', 3);
		answering.wanted = '/situations';
		await answering.flush();
		expect([opened.length, answering.wanted, answering.problem]).toEqual([2, null, 'Choisissez.']);
		end();
	});

	test('another tab, another day: what waited is sent with the same key', async () => {
		const place = memoryStorage();
		const keys: string[] = [];
		const lost = new Answering('ada', {}, async ({ key }) => {
			keys.push(key);
			return { kind: 'unreachable' };
		});
		lost.open(place)();
		lost.choose('a', 2);
		await lost.flush();
		const again = new Answering('ada', {}, async ({ key }) => {
			keys.push(key);
			return { kind: 'kept', revision: 1, awarded: null };
		});
		again.open(place);
		expect(again.answerTo('a')).toBe(2);
		await again.flush();
		expect(keys).toEqual([keys[0], keys[0]]);
		expect(again.known).toEqual({ a: { answer: 2, revision: 1 } });
	});

	test('arrow keys through the choices send one answer', async () => {
		const sent: unknown[] = [];
		const answering = new Answering('ada', {}, async ({ answer }) => {
			sent.push(answer);
			return { kind: 'kept', revision: 1, awarded: null };
		});
		answering.open(memoryStorage());
		for (const answer of [0, 1, 2, 3] as const) {
			answering.choose('a', answer);
			await vi.advanceTimersByTimeAsync(100);
		}
		await vi.advanceTimersByTimeAsync(1000);
		expect(sent).toEqual([3]);
	});

	test('a conflict is set aside, the others go on, and the person settles it', async () => {
		const heard: [string, number][] = [];
		const answering = new Answering('ada', {}, async ({ statement, revision }) => {
			heard.push([statement, revision]);
			return statement === 'a' && revision === 0
				? { kind: 'stale', answers: { a: { answer: 0, revision: 4 } } }
				: { kind: 'kept', revision: revision + 1, awarded: null };
		});
		answering.open(memoryStorage());
		answering.choose('a', 3);
		answering.choose('b', 3);
		await answering.flush();
		expect(answering.conflicts).toMatchObject([{ statement: 'a', answer: 3, there: { answer: 0 } }]);
		await answering.settle('a', 'here');
		expect(answering.conflicts).toEqual([]);
		expect(heard).toEqual([
			['a', 0],
			['b', 0],
			['a', 4],
		]);
	});
});

describe('a trial in a browser', () => {
	test('is read as it was written, and erased', () => {
		const place = memoryStorage();
		const trial = { audience: 'student', mode: 'express', answers: { a: 'not-applicable', b: 4 } } as const;
		expect(writeTrial(trial, place)).toBe(true);
		expect(readTrial(place)).toEqual(trial);
		eraseTrial(place);
		expect(readTrial(place)).toBeUndefined();
	});
});
