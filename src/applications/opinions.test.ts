import fc from 'fast-check';
import { expect, test } from 'vitest';
import { always } from '#tests/property';
import { LEVELS } from '#framework';
import type { Opinion } from './application.ts';
import { mayGiveOpinion, opinionsToRead, outcomeOf } from './opinions.ts';

type Answer = Pick<Opinion, 'decision' | 'level'>;

const accept = (level: string): Answer => ({ decision: 'accept', level });
const [back, no]: Answer[] = [
	{ decision: 'return', level: null },
	{ decision: 'refuse', level: null },
];
let made = 0;
const by = (reviewer: string | null, answer: Answer): Opinion => ({
	...{
		id: `o${(made += 1)}`,
		submission: 's',
		service: null,
		reviewer,
		reason: 'Vu.',
		saidAtDecision: 'starting',
		markings: [],
	},
	...answer,
	at: new Date(made),
});

test.each<[string, Opinion[], boolean, object]>([
	['none', [], true, { awaited: 'second' }],
	['one', [by('a', accept('advanced'))], true, { awaited: 'second' }],
	['one, twice', [by('a', accept('advanced')), by('a', accept('advanced'))], true, { awaited: 'second' }],
	['the same', [by('a', accept('advanced')), by('b', accept('advanced'))], true, { how: 'apart' }],
	['both send back', [by('a', back!), by('b', back!)], false, { how: 'apart' }],
	['two levels', [by('a', accept('advanced')), by('b', accept('beginner'))], true, { awaited: 'third' }],
	['two answers', [by('a', accept('advanced')), by('b', no!)], false, { awaited: 'settle' }],
	['a third', [by('a', back!), by('b', no!), by('c', accept('beginner'))], false, { how: 'third' }],
	['settled', [by('a', back!), by('b', no!), by('a', no!)], false, { how: 'settled' }],
	['exchanged', [by('a', back!), by('b', no!), by('a', no!), by('b', back!)], false, { awaited: 'settle' }],
	['two who were erased', [by(null, back!), by(null, back!)], true, { awaited: 'second' }],
	['one who was erased, then came back', [by(null, no!), by('a', no!)], true, { awaited: 'second' }],
])('%s: what the opinions lead to', (_name, opinions, thirdThere, wanted) => {
	expect(outcomeOf(opinions, thirdThere)).toMatchObject(wanted);
});

test('an opinion is given once, and again only by two who differ where there is no third', () => {
	const differing = [by('a', back!), by('b', no!)];
	const may = (opinions: Opinion[], thirdThere: boolean) =>
		['a', 'b', 'c'].map((one) => mayGiveOpinion(opinions, one, thirdThere));
	expect(may([], false)).toEqual([true, true, true]);
	expect(may(differing.slice(0, 1), true)).toEqual([false, true, true]);
	expect(may(differing, true)).toEqual([false, false, true]);
	expect(may(differing, false)).toEqual([true, true, true]);
});

const answers = fc.constantFrom(...LEVELS.map(accept), back!, no!);
const given = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), answers), { maxLength: 6 });

test('nobody reads an opinion before giving theirs, and no decision stands on one adviser', () => {
	always({ decided: 20, waits: 20 }, (met) =>
		fc.property(given, fc.boolean(), (list, thirdThere) => {
			const opinions = list.map(([who, answer]) => by(who, answer));
			const outcome = outcomeOf(opinions, thirdThere);
			met('decided', outcome.kind === 'decided');
			met('waits', outcome.kind === 'waits');
			for (const who of ['a', 'b', 'c']) {
				const own = opinions.some(({ reviewer }) => reviewer === who);
				expect(opinionsToRead(opinions, who)).toEqual(own ? opinions : []);
			}
			if (outcome.kind === 'decided')
				expect(new Set(opinions.map(({ reviewer }) => reviewer)).size).toBeGreaterThan(1);
		}),
	);
});
