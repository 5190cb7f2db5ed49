import fc from 'fast-check';
import { expect, test } from 'vitest';
import { always } from '#tests/property';
import {
	APPLICATION_EVENTS,
	APPLICATION_STATES,
	type ApplicationState,
	isEditable,
	isOpen,
	nextState,
	turnOf,
} from './application-states.ts';

test('Ada applies, Bruno sends it back, she completes, he accepts', () => {
	let state: ApplicationState = 'draft';
	const turns = [turnOf(state)];
	for (const event of ['submit', 'return', 'submit', 'accept'] as const) {
		state = nextState(state, event) ?? state;
		turns.push(turnOf(state));
	}
	expect(turns).toEqual(['person', 'adviser', 'person', 'adviser', 'done']);
	expect(state).toBe('accepted');
});

test.each([
	['draft', 'accept'],
	['draft', 'return'],
	['returned', 'accept'],
	['returned', 'refuse'],
	['submitted', 'submit'],
	['accepted', 'withdraw'],
	['refused', 'submit'],
	['withdrawn', 'submit'],
] as const)('from %s, %s cannot happen', (state, event) => {
	expect(nextState(state, event)).toBeUndefined();
});

test('only a submitted application can be decided, and what is decided stays so', () => {
	always(
		{ sent: 200, decided: 80, 'tried again once decided': 80, 'returned, then sent again': 5 },
		(met) =>
			fc.property(fc.array(fc.constantFrom(...APPLICATION_EVENTS), { maxLength: 30 }), (events) => {
				let state: ApplicationState = 'draft';
				let closed = false;
				let tries = 0;
				const path: ApplicationState[] = [];
				for (const event of events) {
					const next = nextState(state, event);
					if (closed) expect(next).toBeUndefined();
					tries += closed ? 1 : 0;
					if (next && ['accept', 'return', 'refuse'].includes(event)) expect(state).toBe('submitted');
					state = next ?? state;
					if (next) path.push(next);
					closed = !isOpen(state);
				}
				met('sent', path.includes('submitted'));
				met(
					'decided',
					path.some((one) => one === 'accepted' || one === 'refused'),
				);
				met('tried again once decided', tries > 0);
				met(
					'returned, then sent again',
					path.indexOf('submitted', path.indexOf('returned') + 1) > path.indexOf('returned') &&
						path.includes('returned'),
				);
			}),
		{ numRuns: 1_000 },
	);
	expect.hasAssertions();
});

test('every state says who acts next, and evidence changes only when it is the person’s turn', () => {
	const table = APPLICATION_STATES.map((state) => [state, turnOf(state), isOpen(state), isEditable(state)]);
	expect(table).toEqual([
		['draft', 'person', true, true],
		['submitted', 'adviser', true, false],
		['returned', 'person', true, true],
		['accepted', 'done', false, false],
		['refused', 'done', false, false],
		['withdrawn', 'done', false, false],
	]);
});
