import { expect, test } from 'vitest';
import { currentOf, otherLanguage, sectionsOf, type Shell } from './shell.ts';

const visitor: Shell = { person: null, roles: [], waiting: 0, locale: 'fr', demonstration: false, path: '/' };
const addresses = (shell: Shell) => sectionsOf(shell).map((one) => one.href);

test('each person sees the sections of their roles, several roles add up', () => {
	const ada = { ...visitor, person: { displayName: 'Ada' }, roles: ['learner'] };
	const bruno = { ...visitor, person: { displayName: 'Bruno' }, roles: ['adviser'], waiting: 2 };
	expect(addresses(visitor)).toEqual(['/framework', '/badges', '/verify']);
	expect(addresses(ada)).toEqual(['/assessment', '/profile', '/training', '/recognition', '/cohorts/join']);
	expect(sectionsOf(bruno)[0]).toMatchObject({ href: '/review', waiting: 2 });
	expect(addresses({ ...bruno, roles: ['adviser', 'administrator'] })).toEqual([
		'/review',
		'/cohorts',
		'/people',
		'/invitations',
	]);
});

test('the current section is marked, on itself and on the pages inside it', () => {
	expect(currentOf('/training', '/training')).toBe('page');
	expect(currentOf('/training', '/training/new')).toBe('true');
	expect(currentOf('/training', '/trainings')).toBeUndefined();
	expect(currentOf('/cohorts', '/cohorts/join')).toBeUndefined();
});

test('the language link keeps the page and its query, not the action that was just sent', () => {
	expect(otherLanguage(new URL('https://macaron.test/training?page=2'), 'fr')).toBe(
		'/training?page=2&lang=en',
	);
	expect(otherLanguage(new URL('https://macaron.test/training?/save=&lang=en'), 'en')).toBe(
		'/training?lang=fr',
	);
});
