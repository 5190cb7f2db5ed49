import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isRedirect } from '@sveltejs/kit';
import { expect, test } from 'vitest';
import { consumeDoneCookie, redirectDone } from './done-cookie.ts';

/** A browser of one person, who may change: the cookies that it keeps, and the pages that it asks for. */
function browser() {
	const kept = new Map<string, string>();
	const set: object[] = [];
	const cookies = {
		get: (name: string) => kept.get(name),
		set: (name: string, value: string, how: object) => (kept.set(name, value), void set.push(how)),
		delete: (name: string) => void kept.delete(name),
	};
	const event = (address: string, holder: string | null) => ({
		url: new URL(address, 'https://macaron.example'),
		cookies: cookies as never,
		locals: { drafts: { holder } } as never,
	});
	return {
		kept,
		set,
		does(to: string, holder: string | null = 'ada', how = {}) {
			try {
				redirectDone(event('/', holder), to, how);
			} catch (problem) {
				if (!isRedirect(problem)) throw problem;
				return problem.location;
			}
			throw new Error('No redirect.');
		},
		told: (address: string, holder: string | null = 'ada') => consumeDoneCookie(event(address, holder)),
	};
}

test('what was done is told on its page, and once more if that page is loaded again', () => {
	const ada = browser();
	expect(ada.does('/training?done=erased#list')).toBe('/training?done=erased#list');
	expect([1, 2, 3].map(() => ada.told('/training?done=erased'))).toEqual([true, true, false]);
	expect(ada.kept.size).toBe(0);
	for (const how of ada.set)
		expect(how).toEqual({ path: '/', httpOnly: true, secure: true, sameSite: 'lax', maxAge: 60 });
});

test.each([
	['/cohorts/join?left', '/cohorts/join?left='],
	['/account?saved=1', '/account?saved=1'],
	['/privacy-notice/erased', '/privacy-notice/erased'],
	['/review?done=return&after=a1', '/review?done=return&after=a1'],
])('%s is told too to a script, which asks for %s', (to, asked) => {
	const ada = browser();
	ada.does(to);
	expect(ada.told(asked)).toBe(true);
});

test('an address proves nothing alone, nor another act, nor somebody else’s', () => {
	const ada = browser();
	expect(ada.told('/training?done=erased')).toBe(false);
	ada.does('/training?done=recorded');
	for (const other of ['/training?done=erased', '/training', '/account?changed=1'])
		expect(ada.told(other)).toBe(false);
	expect(ada.told('/training?done=recorded', 'emile')).toBe(false);
	expect(ada.told('/training?done=recorded', null)).toBe(false);
	expect(ada.told('/training?done=recorded')).toBe(true);
});

test('an act that ends the session is told to whoever is then signed out', () => {
	const ada = browser();
	ada.does('/privacy-notice/erased', 'ada', { signedOut: true });
	expect(ada.told('/privacy-notice/erased', 'ada')).toBe(false);
	expect(ada.told('/privacy-notice/erased', null)).toBe(true);
});

const src = resolve(import.meta.dirname, '..');
const files = readdirSync(join(src, 'routes'), { recursive: true, encoding: 'utf8' })
	.map((path) => `routes/${path}`)
	.concat('web/revoke-action.ts')
	.filter((path) => /\.(ts|svelte)$/.test(path) && !path.endsWith('.test.ts'))
	.map((path) => ({ path, text: readFileSync(join(src, path), 'utf8') }));

/** Parameters of addresses by which a page says that something was done, and how it knows. */
const SAID_AS_DONE: Readonly<Record<string, 'cookie' | 'facts'>> = {
	'(admin)/institution/badges: done': 'cookie',
	'(admin)/invitations/mail: discarded': 'cookie',
	'(admin)/people/acts/[id=id]: confirmed': 'cookie',
	'(admin)/people/cohorts/[id=id]: confirmed': 'cookie',
	'(admin)/people/cohorts/[id=id]: handed': 'cookie',
	'(admin)/people: discarded': 'cookie',
	'(adviser)/catalogue/edit: done': 'cookie',
	'(adviser)/cohorts/[id=id]/roster: done': 'cookie',
	'(adviser)/cohorts/[id=id]: done': 'cookie',
	'(adviser)/cohorts: handed': 'cookie',
	'(adviser)/review: done': 'cookie',
	'(learner)/account: word': 'cookie',
	'(learner)/applications/[id=id]: done': 'cookie',
	'(learner)/cohorts/join: joined': 'cookie',
	'(learner)/cohorts/join: left': 'cookie',
	'(learner)/profile/[dimension=slug]: done': 'cookie',
	'(learner)/training/hours: withdrawn': 'cookie',
	'(learner)/training: done': 'cookie',
	'(public)/b/[id=id]: done': 'cookie',
	'(public)/sign-in: password': 'cookie',
	// All statements are answered; the badge is hers, and given a few minutes ago.
	'(learner)/profile: done': 'facts',
	'(learner)/profile: awarded': 'facts',
	'(learner)/recognition: awarded': 'facts',
};
/** Parameters that choose what a page shows. */
const CHOOSES = [
	'(admin)/institution/badges: badge',
	'(admin)/invitations/mail: q',
	'(admin)/invitations/mail: state',
	'(admin)/journal: person',
	'(admin)/journal: what',
	'(admin)/people: q',
	'(admin)/people: role',
	'(admin)/people: state',
	'(adviser)/catalogue/edit: q',
	'(adviser)/catalogue/edit: state',
	'(adviser)/cohorts: from',
	'(adviser)/review/decisions: state',
	'(adviser)/review: after',
	'(adviser)/review: mine',
	'(learner)/catalogue: dimension',
	'(learner)/catalogue: q',
	'(learner)/cohorts/join: code',
	'(learner)/profile.pdf: version',
	'(learner)/profile/[dimension=slug]: version',
	'(learner)/profile: since',
	'(learner)/profile: version',
	'(learner)/situations/[dimension=slug]: again',
	'(learner)/training/hours.pdf: period',
	'(learner)/training/hours/attestation: period',
	'(learner)/training/hours: period',
	'(learner)/training/new: dimension',
	'(learner)/training/new: suggestion',
	'(public)/badges/criteria/[dimension=slug]: for',
	'(public)/join: code',
	'(public)/sign-in: next',
	'(public)/sign-in: signed',
	'(public)/slip: code',
	'(public)/verify: code',
	'(public)/verify: recipient',
];

test('no page says that something was done because its address says so', () => {
	const read = files.flatMap(({ path, text }) =>
		[...text.matchAll(/searchParams\s*\.(?:get|has|getAll)\(\s*['"]?(\w+)/g)].map(([, name]) => ({
			parameter: `${path.replace(/^routes\//, '').replace(/\/[^/]*\.[^/]*$/, '')}: ${name}`,
			asks: text.includes('consumeDoneCookie(event)'),
		})),
	);
	const known = [...Object.keys(SAID_AS_DONE), ...CHOOSES];
	expect([...new Set(read.map(({ parameter }) => parameter))].toSorted()).toEqual(known.toSorted());
	for (const { parameter, asks } of read)
		if (SAID_AS_DONE[parameter] === 'cookie') expect(asks, parameter).toBe(true);
	// The one page that says so by its path alone.
	expect(files.find(({ path }) => path.includes('erased/+page.server'))?.text).toContain(
		'consumeDoneCookie(event)',
	);
});

test('what leads to such a page leaves the proof that it asks for', () => {
	const plain = files.flatMap(({ path, text }) =>
		[...text.matchAll(/\bredirect\(\s*303,[^;]*\?(?:done|joined|left|changed|saved|closed)\b[^;]*;/g)].map(
			([found]) => `${path}: ${found}`,
		),
	);
	expect(plain).toEqual([]);
});
