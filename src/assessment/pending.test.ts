import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { always } from '#tests/property';
import { type Answer, ANSWERS } from './answer.ts';
import {
	latestAnswer,
	enqueueAnswer,
	conflictingAnswers,
	removeUnstorable,
	removeStored,
	type KnownAnswer,
	markSent,
	markUnsent,
	nextToSend,
	type Pending,
	resolveConflict,
	markConflict,
} from './pending.ts';

/** A stand-in for the service: it stores one answer per statement, and remembers the keys it has received. */
class Service {
	readonly answers = new Map<string, KnownAnswer>();
	readonly heard = new Map<string, number>();
	/** The answers that another device gave. */
	readonly given: (KnownAnswer & { statement: string })[] = [];
	readonly writes: { key: string; statement: string; answer: Answer }[] = [];
	/** Each answer received that became the current answer to its statement, or that already was. */
	readonly stood: { statement: string; answer: Answer }[] = [];

	/**
	 * Receives an answer: returns the revision under which it is stored, or the conflicting answer that is
	 * stored instead.
	 */
	receive({ key, statement, answer, revision }: Pending[number]): number | KnownAnswer {
		const before = this.heard.get(key);
		if (before !== undefined) return before;
		const standing = this.answers.get(statement);
		if (standing && standing.answer !== answer && standing.revision !== revision) return standing;
		if (standing?.answer !== answer) {
			this.answers.set(statement, { answer, revision: (standing?.revision ?? 0) + 1 });
			this.writes.push({ key, statement, answer });
		}
		const now = this.answers.get(statement)!.revision;
		this.stood.push({ statement, answer });
		this.heard.set(key, now);
		return now;
	}

	elsewhere(statement: string, answer: Answer) {
		const standing = this.answers.get(statement);
		if (standing?.answer === answer) return;
		const next = { answer, revision: (standing?.revision ?? 0) + 1 };
		this.answers.set(statement, next);
		this.given.push({ statement, ...next });
	}
}

type Line = 'works' | 'lost on the way' | 'answer lost' | 'turned back';

/** A person's browser: the answers that wait in it, and the answers that it knows the service to have. */
class Browser {
	pending: Pending = [];
	known: Record<string, KnownAnswer> = {};
	readonly chosen: { key: string; statement: string; answer: Answer }[] = [];
	readonly service: Service;

	constructor(service: Service) {
		this.service = service;
	}

	choose(statement: string, answer: Answer) {
		const key = `key-${this.chosen.length}`;
		this.chosen.push({ key, statement, answer });
		const revision = this.known[statement]?.revision ?? 0;
		this.pending = enqueueAnswer(this.pending, { key, statement, answer, revision });
	}

	send(line: Line) {
		const one = nextToSend(this.pending);
		if (!one) return;
		this.pending = markSent(this.pending, one.key);
		if (line === 'lost on the way') return;
		if (line === 'turned back') {
			if (!one.sent) this.pending = markUnsent(this.pending, one.key);
			return;
		}
		const said = this.service.receive(one);
		if (line === 'answer lost') return;
		if (typeof said === 'number') {
			this.known[one.statement] = { answer: one.answer, revision: said };
			this.pending = removeStored(this.pending, one.key, said);
		} else {
			this.known[one.statement] = said;
			this.pending = markConflict(this.pending, one.key, said);
		}
	}

	sendAll() {
		for (let most = 200; most > 0 && nextToSend(this.pending); most -= 1) this.send('works');
	}
}

const statement = fc.constantFrom('a', 'b', 'c', 'd');
const answer = fc.constantFrom(...ANSWERS);
const line = fc.constantFrom<Line>('works', 'lost on the way', 'answer lost', 'turned back');
const step = fc.oneof(
	{ weight: 3, arbitrary: fc.tuple(fc.constant('choose' as const), statement, answer) },
	{ weight: 3, arbitrary: fc.tuple(fc.constant('send' as const), line) },
);
const elsewhere = fc.tuple(fc.constant('elsewhere' as const), statement, answer);
type Step = ['choose' | 'elsewhere', string, Answer] | ['send', Line];

function live(steps: readonly Step[]): Browser {
	const browser = new Browser(new Service());
	for (const one of steps) {
		if (one[0] === 'send') browser.send(one[1]);
		else if (one[0] === 'choose') browser.choose(one[1], one[2]);
		else browser.service.elsewhere(one[1], one[2]);
	}
	return browser;
}

const lastChoices = ({ chosen }: Browser) => new Map(chosen.map((one) => [one.statement, one.answer]));

describe('answers that wait', () => {
	test('alone, whatever the line does, the last choice of each statement is kept, and nobody conflicts', () => {
		always({ 'an answer lost': 40, 'several choices of one statement': 40 }, (met) =>
			fc.property(fc.array(step, { maxLength: 40, size: 'max' }), (steps) => {
				const browser = live(steps as Step[]);
				met(
					'an answer lost',
					(steps as Step[]).some(([, what]) => what === 'answer lost'),
				);
				met('several choices of one statement', browser.chosen.length > lastChoices(browser).size);
				browser.sendAll();
				expect(browser.pending).toEqual([]);
				for (const [id, last] of lastChoices(browser))
					expect(browser.service.answers.get(id)?.answer).toBe(last);
			}),
		);
	});

	test('no choice is written twice, and writes keep the order of the choices', () => {
		always({ 'a choice written': 30, 'a choice that another came before': 5 }, (met) =>
			fc.property(fc.array(fc.oneof(step, elsewhere), { maxLength: 40, size: 'max' }), (steps) => {
				const browser = live(steps as Step[]);
				browser.sendAll();
				met('a choice written', browser.service.writes.length > 0);
				met('a choice that another came before', conflictingAnswers(browser.pending).length > 0);
				const written = browser.service.writes.map(({ key }) => key);
				expect(new Set(written).size).toBe(written.length);
				const order = browser.chosen.map(({ key }) => key).filter((key) => written.includes(key));
				expect(written).toEqual(order);
			}),
		);
	});

	test('with another device, nothing is lost: the last choice is kept there, or shown beside what stands', () => {
		always({ 'shown beside what stands': 20, 'waiting, then there': 30 }, (met) =>
			fc.property(fc.array(fc.oneof(step, elsewhere), { maxLength: 40, size: 'max' }), (steps) => {
				const browser = live(steps as Step[]);
				const waiting = new Map(browser.pending.map((one) => [one.statement, one.answer]));
				browser.sendAll();
				for (const one of browser.pending) {
					// The conflicting answer shown is one that the other device gave, even if that device has
					// changed its answer since: that change will be shown as a conflict too.
					expect(browser.service.given).toContainEqual({ statement: one.statement, ...one.there });
					expect(one.answer).toBe(lastChoices(browser).get(one.statement));
				}
				const shown = new Set(conflictingAnswers(browser.pending).map((one) => one.statement));
				met('shown beside what stands', shown.size > 0);
				met(
					'waiting, then there',
					[...waiting.keys()].some((id) => !shown.has(id)),
				);
				for (const [id, last] of waiting) {
					if (shown.has(id)) continue;
					// The person's last answer was the stored one at some time, even if the other device,
					// having seen it, has replaced it since.
					expect(browser.service.stood).toContainEqual({ statement: id, answer: last });
				}
			}),
		);
	});

	test('once the person has said which stays, it stays', () => {
		always({ 'asked, here stays': 10, 'asked, there stays': 10 }, (met) =>
			fc.property(
				fc.array(fc.oneof(step, elsewhere), { maxLength: 40, size: 'max' }),
				fc.constantFrom<'here' | 'there'>('here', 'there'),
				(steps, which) => {
					const browser = live(steps as Step[]);
					browser.sendAll();
					const asked = conflictingAnswers(browser.pending);
					met(`asked, ${which} stays`, asked.length > 0);
					// Two rounds: an answer that the other device changes after the conflict was shown is
					// shown again.
					for (const round of ['first', 'second']) {
						for (const one of conflictingAnswers(browser.pending))
							browser.pending = resolveConflict(browser.pending, one.statement, which, `${round}-${one.key}`);
						browser.sendAll();
					}
					expect(browser.pending).toEqual([]);
					for (const one of asked) {
						const stands = browser.service.answers.get(one.statement);
						if (which === 'here') expect(stands?.answer).toBe(one.answer);
						else expect(browser.service.given).toContainEqual({ statement: one.statement, ...stands });
					}
				},
			),
		);
	});

	test('a choice never sent gives way to the next; one that may have arrived does not', () => {
		const one = (key: string, value: Answer) => ({ key, statement: 'a', answer: value, revision: 0 });
		const first = enqueueAnswer([], one('1', 0));
		expect(enqueueAnswer(first, one('2', 3))).toEqual([one('2', 3)]);
		expect(enqueueAnswer(markSent(first, '1'), one('2', 3)).map(({ key }) => key)).toEqual(['1', '2']);
		expect(enqueueAnswer(markUnsent(markSent(first, '1'), '1'), one('2', 3))).toEqual([one('2', 3)]);
		expect(removeUnstorable(first, '1')).toEqual([]);
		const both = markSent(markSent([one('1', 0), { ...one('2', 3), statement: 'b' }], '1'), '2');
		expect(markUnsent(both, '1').map(({ sent }) => sent)).toEqual([undefined, true]);
		expect(resolveConflict([one('1', 0)], 'b', 'here', '9')).toStrictEqual([one('1', 0)]);
	});

	test('what is shown is what waits, else what is kept', () => {
		const known = { a: { answer: 2, revision: 1 } } as const;
		expect(latestAnswer([], known, 'a')).toBe(2);
		expect(latestAnswer([], known, 'b')).toBeNull();
		expect(latestAnswer([{ key: '1', statement: 'a', answer: 4, revision: 1 }], known, 'a')).toBe(4);
	});
});
