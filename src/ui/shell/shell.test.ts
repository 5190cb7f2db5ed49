import { expect, test } from 'vitest';
import {
	menuCount,
	currentOf,
	otherLanguageAddress,
	publicSections,
	sectionsOf,
	type Shell,
} from './shell.ts';

const visitor: Shell = {
	...{ person: null, roles: [], reviews: false, places: [], operator: false, notices: 0, waiting: 0 },
	...{ locale: 'fr', demonstration: false, provider: null, path: '/', timeZone: 'America/Toronto' },
};
const addresses = (shell: Shell) => sectionsOf(shell).map((one) => one.href);

test('each person sees the sections of their roles, several roles add up', () => {
	const ada = { ...visitor, person: { displayName: 'Ada' }, roles: ['learner'] };
	const bruno = {
		...visitor,
		person: { displayName: 'Bruno' },
		roles: ['adviser'],
		reviews: true,
		waiting: 2,
	};
	expect(addresses(visitor)).toEqual(['/framework', '/badges', '/verify']);
	// Who is signed in has them beside their sections.
	expect(publicSections().map(({ href }) => href)).toEqual(addresses(visitor));
	expect(addresses(ada)).toEqual([
		...['/today', '/assessment', '/profile', '/situations', '/training', '/recognition', '/cohorts/join'],
	]);
	expect(sectionsOf(bruno)[1]).toMatchObject({ href: '/review', count: { number: 2 } });
	expect(sectionsOf({ ...ada, notices: 3 })[0]).toMatchObject({ href: '/today', count: { number: 3 } });
	expect(menuCount({ ...bruno, notices: 3 })).toMatchObject({ number: 5 });
	// By an agreement that opens cohorts only.
	expect(addresses({ ...bruno, reviews: false })).toEqual(['/today', '/cohorts']);
	// A new account without a role has no sections.
	expect(addresses({ ...visitor, person: { displayName: 'Ada' } })).toEqual([]);
	expect(addresses({ ...bruno, roles: ['adviser', 'administrator'] })).toEqual([
		'/today',
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
	expect(otherLanguageAddress(new URL('https://macaron.test/training?page=2'), 'fr')).toBe(
		'/training?page=2&lang=en',
	);
	expect(otherLanguageAddress(new URL('https://macaron.test/training?/save=&lang=en'), 'en')).toBe(
		'/training?lang=fr',
	);
});
