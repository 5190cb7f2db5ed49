import { expect, test } from 'vitest';
import { pageOf } from '#tests/rendered-page';
import Statements from './Statements.svelte';

/** The ids that `aria-labelledby` attributes of a page refer to, in the order of the page. */
const named = (body: string) => [...body.matchAll(/aria-labelledby="([^"]+)"/g)].map(([, id]) => id);

const bodyOf = (count: number) =>
	pageOf(Statements as never, {
		...{ answerTo: () => null },
		statements: Array.from({ length: count }, (_, at) => ({
			...{ id: `enonce-${at}`, text: `Je fais la chose ${at}.`, example: 'Par exemple.' },
		})),
	}).body;

test('each statement is said once, by its heading; its group is named by its rank, its choices described by it', () => {
	const three = bodyOf(3);
	expect(named(three)).toEqual(['enonce-0-rank', 'enonce-1-rank', 'enonce-2-rank']);
	for (const at of [0, 1, 2]) {
		expect(three.split(`Je fais la chose ${at}.`)).toHaveLength(2);
		expect(three).toMatch(new RegExp(`<fieldset[^>]*aria-describedby="enonce-${at}"`));
	}
});

test('one alone needs no group', () => {
	const one = bodyOf(1);
	expect(named(one)).toEqual([]);
	expect(one).not.toContain('role="group"');
	expect(one).toMatch(/<fieldset[^>]*aria-describedby="enonce-0"/);
});
