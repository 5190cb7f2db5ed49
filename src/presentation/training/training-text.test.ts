import { expect, test } from 'vitest';
import { perceivedText } from './perceived-text.ts';
import { helpedText, helpfulnessText } from './helped-text.ts';
import { totalText } from './training-text.ts';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

test('the total of a dimension says its duration, its activities, and how many have a reflection', () => {
	const text = (minutes: number, count: number, reflections: number) =>
		plain(totalText({ minutes, count, reflections }));
	expect(text(45, 1, 0)).toBe('45 min · 1 activité · sans réflexion');
	expect(text(45, 1, 1)).toBe('45 min · 1 activité · avec réflexion');
	expect(text(150, 3, 1)).toBe('2 h 30 min · 3 activités · 1 avec réflexion');
	expect(text(120, 3, 3)).toBe('2 h · 3 activités · avec réflexion');
});

test('the change that a person perceived needs both steps, and is no gain', () => {
	expect(plain(perceivedText({ before: 1, now: 3 }) ?? '')).toMatch(
		/^Changement perçu : de « .+ » à « .+ »\.$/,
	);
	for (const one of [
		{ before: null, now: 3 as const },
		{ before: 3 as const, now: null },
	])
		expect(perceivedText(one)).toBeNull();
});

test('for how many people out of five an activity was helpful', () => {
	expect([0, 1, 4, 5].map(helpedText)).toEqual([
		'Utile pour moins d’une personne sur 5.',
		'Utile pour 1 personne sur 5.',
		'Utile pour 4 personnes sur 5.',
		'Utile pour 5 personnes sur 5.',
	]);
	expect(helpfulnessText({ answers: 5, helped: 4 })).toBe('Utile pour 4 personnes sur 5.');
	expect(helpfulnessText({ answers: 4, helped: 4 })).toBeNull();
});
