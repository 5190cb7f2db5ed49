import { expect, test } from 'vitest';
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
