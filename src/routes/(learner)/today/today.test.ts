import { expect, test } from 'vitest';
import type { Application } from '#applications';
import type { AwardInBrief } from '#awards/server';
import { m } from '#messages';
import type { Notice } from '#notices';
import { administratorTasks } from './administrator-tasks.ts';
import { cohortPeopleText, openApplicationText } from './adviser-text.ts';
import { newsOf } from './news-text.ts';
import { receivedText } from './received-text.ts';
import { rolesByUrgency } from './roles-by-urgency.ts';
import { saidLines, sameLevelSentence } from './said-lines.ts';

const at = new Date('2026-11-22T15:00:00Z');

test('the parts where something waits come first, the others as roles are shown', () => {
	const quiet = { learner: false, adviser: false, administrator: false };
	const all = ['learner', 'adviser', 'administrator'] as const;
	expect(rolesByUrgency(all, quiet)).toEqual(all);
	expect(rolesByUrgency(all, { ...quiet, administrator: true })).toEqual([
		'administrator',
		'learner',
		'adviser',
	]);
	expect(rolesByUrgency(all, { ...quiet, adviser: true, administrator: true })).toEqual([
		...['adviser', 'administrator', 'learner'],
	]);
	expect(rolesByUrgency(['adviser'], quiet)).toEqual(['adviser']);
});

test.each([
	[0, 0, 0, null],
	// The list says since when the only one waits.
	[1, 1, 1, null],
	[4, 0, 0, null],
	[4, 1, 0, m.today_received_week_one()],
	[4, 1, 1, m.today_received_day_one()],
	[4, 3, 0, m.today_received_week({ week: 3 })],
	[4, 3, 1, m.today_received_week_day({ week: 3, day: 1 })],
	[4, 4, 4, m.today_received_week_day({ week: 4, day: 4 })],
])('of %i that wait, %i came this week and %i since yesterday: %s', (count, week, day, text) => {
	expect(receivedText({ count, lately: { week, day } })).toBe(text);
});

test('what an administrator may have to decide about: only what is so, the most pressing first', () => {
	const sound = {
		...{ learners: 40, advisers: 2, administrators: 2, invitations: 0, expired: 0, unsent: 0 },
		requests: 0,
	};
	const told = (change: Partial<typeof sound>) =>
		administratorTasks({ ...sound, ...change }).map(({ text }) => text);
	expect(told({})).toEqual([]);
	const asked = [{ id: 'noe', name: 'Noé Roy' }];
	expect(administratorTasks({ ...sound, advisers: 0, requests: 1 }, asked)).toMatchObject([
		{ text: m.requests_matter_one({ name: 'Noé Roy' }), action: { href: '/people/noe/requests' } },
		{ text: m.today_matter_advisers() },
	]);
	expect(told({ advisers: 0 })).toEqual([m.today_matter_advisers()]);
	expect(told({ learners: 0 })).toEqual([m.today_matter_nobody()]);
	expect(told({ learners: 0, invitations: 1 })).toEqual([]);
	expect(told({ expired: 1 })).toEqual([m.today_matter_expired_one()]);
	expect(told({ unsent: 1, administrators: 1 })).toEqual([
		m.today_matter_unsent_one(),
		m.today_matter_alone(),
	]);
	expect(told({ unsent: 2 })).toEqual([m.today_matter_unsent_many({ count: 2 })]);
	expect(told({ expired: 3, administrators: 1, advisers: 0 })).toEqual([
		m.today_matter_advisers(),
		m.today_matter_expired_many({ count: 3 }),
		m.today_matter_alone(),
	]);
});

test('what happened is told in a sentence each; what is no longer so is left out', () => {
	const application = (id: string, state: Application['state']) => ({ id, state, badge: `of-${id}` });
	const award = (id: string, set: Partial<AwardInBrief> = {}) => ({
		...{ id, badge: `of-${id}`, application: null, revokedAt: null },
		...set,
	});
	const told = (...notices: [Notice['what'], string][]) =>
		newsOf(
			notices.map(([what, thing]) => ({ id: `${what} ${thing}`, what, thing, at, isNew: true })),
			{
				applications: [
					...[application('back', 'returned'), application('again', 'submitted')],
					application('no', 'refused'),
				] as Application[],
				awards: [
					...[award('ruled'), award('asked', { application: 'yes' })],
					award('ended', { revokedAt: at }),
					award('renewed', { badge: 'twice', awardedAt: at }),
					award('next', { badge: 'twice', awardedAt: new Date(at.getTime() + 1), translationOf: null }),
				] as AwardInBrief[],
				slips: [{ id: 'changed', name: 'Automne' }],
				nameOf: (badge) => badge.toUpperCase(),
			},
		).map(({ text, href }) => [text, href]);
	expect(told(['application-returned', 'back'], ['application-returned', 'again'])).toEqual([
		[m.today_told_returned({ badge: 'OF-BACK' }), '/applications/back'],
	]);
	expect(told(['application-refused', 'no'], ['application-refused', 'gone'])).toEqual([
		[m.today_told_refused({ badge: 'OF-NO' }), '/applications/no'],
	]);
	expect(
		told(['badge-given', 'ruled'], ['badge-given', 'asked'], ['badge-given', 'ended'], ['badge-given', 'x']),
	).toEqual([
		[m.today_told_given({ badge: 'OF-RULED' }), '/b/ruled'],
		[m.today_told_accepted({ badge: 'OF-ASKED' }), '/b/asked'],
	]);
	// Soon to expire, unless it was given again, revoked or is unknown.
	const expiring = ['ruled', 'renewed', 'next', 'ended', 'x'].map((id): [Notice['what'], string] => [
		'badge-expiring',
		id,
	]);
	expect(told(...expiring)).toEqual([
		[m.today_told_expiring({ badge: 'OF-RULED' }), '/b/ruled'],
		[m.today_told_expiring({ badge: 'TWICE' }), '/b/next'],
	]);
	expect(told(['badge-revoked', 'ended'], ['badge-revoked', 'x'])).toEqual([
		[m.today_told_revoked({ badge: 'OF-ENDED' }), '/b/ended'],
	]);
});

test('what the macaron says: a line for each level, few dimensions by name, many by number', () => {
	const levels = { beginner: 'Débutant', intermediate: 'Intermédiaire', advanced: 'Avancé' };
	const letters = {
		a: 'advanced',
		i: 'intermediate',
		b: 'beginner',
		s: 'starting',
		'-': 'not-situated',
	} as const;
	const dimensions = (said: string) =>
		[...said].map((letter, at) => ({
			...{ number: at + 1, short: `D${at + 1}`, said: letters[letter as keyof typeof letters] },
		}));
	const lines = (said: string) =>
		saidLines(dimensions(said), levels, 'fr').map(({ level, which }) => `${level} : ${which}`);
	const many = (count: number) => m.today_macaron_count({ count });
	expect(lines('aaaaaaaaaaaa')).toEqual([`Avancé : ${many(12)}`]);
	expect(lines('iibiiiiiiiai')).toEqual([
		'Avancé : 11.\u00a0D11',
		`Intermédiaire : ${many(10)}`,
		'Débutant : 3.\u00a0D3',
	]);
	expect(lines('i-----------')).toEqual([
		'Intermédiaire : 1.\u00a0D1',
		`${m.profile_not_situated()} : ${many(11)}`,
	]);
	const [, started] = lines('bs----------');
	expect(started).toBe(`${m.profile_starting()} : 2.\u00a0D2`);
	expect(lines('aaaiiii-----')[0]?.split(',')).toHaveLength(2);
	expect(lines('')).toEqual([]);

	// All at one level: one sentence, whose words agree with the level.
	const all = (said: string) => sameLevelSentence(dimensions(said), levels, 'fr');
	const at = (level: string) => m.today_macaron_all_level({ level, count: 12 });
	expect(all('aaaaaaaaaaaa')).toBe(at('avancé'));
	expect(all('iiiiiiiiiiii')).toBe(at('intermédiaire'));
	expect(all('bbbbbbbbbbbb')).toBe(at('débutant'));
	expect(all('ssssssssssss')).toBe(m.today_macaron_all_starting({ count: 12 }));
	expect(all('------------')).toBe(m.today_macaron_all_unplaced({ count: 12 }));
	expect(all('aaaaaaaaaaai')).toBeNull();
	expect(all('')).toBeNull();
});

test.each([
	['Émile Gagnon', 'Examiner la demande d’Émile Gagnon'],
	['Bruno', 'Examiner la demande de Bruno'],
	['Yves', 'Examiner la demande d’Yves'],
	['Yasmine', 'Examiner la demande de Yasmine'],
	['Œdipe', 'Examiner la demande d’Œdipe'],
	['Hamid', 'Examiner la demande de Hamid'],
])('the button that leads to the application of %s says « %s »', (name, text) => {
	expect(openApplicationText(name)).toBe(text);
});

test('of a cohort: nobody, one person, many, and how many of them finished', () => {
	const told = (people: number, done: number) => cohortPeopleText({ people, done });
	expect(told(0, 0)).toBe(m.cohort_sharing_none());
	expect(told(1, 0)).toBe('1 personne, aucune n’a terminé l’autoévaluation');
	expect(told(1, 1)).toBe('1 personne, 1 a terminé l’autoévaluation');
	expect(told(24, 17)).toBe('24 personnes, 17 ont terminé l’autoévaluation');
});
