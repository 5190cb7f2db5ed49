import { expect, test } from 'vitest';
import { CHECK_IDS, CHECK_REASONS, VERDICTS } from '#openbadges';
import type { CheckOutcome, Verdict } from '#openbadges';
import type { StatedClaims, WordedCheck, WordedReport } from '#verification';
import { reportView } from './report-text.ts';
import { unreadableText } from './unreadable-text.ts';

const both = (word: string) => ({ fr: `${word} (fr)`, en: `${word} (en)` });

/** What a badge states when it contains nothing beyond its name, issuer and dates. */
const SAYS: StatedClaims = {
	...{ language: null, summary: null, description: null, criteria: null, assessedBy: null },
	...{ results: [], evidence: [], bound: false, own: null },
};

/** A verification report with this verdict, in which every check passed except for the given changes. */
function report(
	verdict: Verdict,
	changes: Partial<Record<string, [string, CheckOutcome]>> = {},
): WordedReport {
	const checks = CHECK_IDS.map((id) => {
		const sound = Object.entries(CHECK_REASONS[id]).find(([, outcome]) => outcome === 'pass') ?? [
			'?',
			'skip',
		];
		const [reason, outcome] = changes[id] ?? sound;
		return { id, outcome, reason, title: both(id), ...both(`${id} ${reason}`), notProven: both('rien') };
	}) as WordedCheck[];
	return {
		verdict,
		title: both(verdict),
		...both(`phrase ${verdict}`),
		limit: both('limite'),
		verifiedAt: '2026-11-22T15:00:00.000Z',
		spec: '3.0',
		issuer: { id: 'did:web:exemple.org', name: null },
		achievement: { id: 'https://exemple.org/badge', name: 'Collaboration' },
		vouched: { by: 'itself', register: null, ...both('se présente') },
		dates: { from: '2026-10-09T01:00:00.000Z', until: null },
		stated: null,
		page: null,
		holder: null,
		sheet: false,
		picture: null,
		checks,
	};
}

test('what could not be checked is grey: never the look of true, nor of false', () => {
	for (const verdict of VERDICTS) {
		const { kind } = reportView(report(verdict), 'fr');
		expect(kind === 'unknown', verdict).toBe(['unknown', 'unsupported'].includes(verdict));
		expect(kind === 'success', verdict).toBe(verdict === 'valid');
	}
});

test('a copy that a newer one replaced is out of date; a badge that was withdrawn is refused', () => {
	const kindOf = (verdict: Verdict, reason: string) =>
		reportView(report(verdict, { status: [reason, 'fail'] }), 'fr').kind;
	expect(kindOf('revoked', 'replaced')).toBe('warning');
	expect(kindOf('revoked', 'revoked')).toBe('error');
	// Something worse is true of it too.
	expect(kindOf('altered', 'replaced')).toBe('error');
});

test('a valid badge of an issuer nobody knows is not green, and says so', () => {
	const text = reportView(report('valid', { register: ['unlisted', 'warn'] }), 'fr');
	expect(text.kind).toBe('info');
	expect(text.text).toBe('phrase valid (fr) register unlisted (fr)');
	expect(text.known).toEqual({ text: 'register unlisted (fr)', outcome: 'warn' });
});

test('an issuer that nothing ties to the signature is never said to be known beside its name', () => {
	const altered = report('altered', { signature: ['broken', 'fail'], binding: ['not-reached', 'skip'] });
	expect(reportView(altered, 'fr').known).toBeNull();
	const unproven = report('valid-issuer-unproven', { binding: ['unproven', 'unknown'] });
	expect(reportView(unproven, 'fr').known).toBeNull();
	expect(reportView(report('valid'), 'fr').known).toMatchObject({ outcome: 'pass' });
});

test('who vouches for the issuer stands beside its name, where the badge is somebody’s', () => {
	expect(reportView(report('valid'), 'fr').vouched).toBe('se présente (fr)');
	expect(reportView(report('valid'), 'en').vouched).toBe('se présente (en)');
	expect(reportView({ ...report('altered'), vouched: null }, 'fr').vouched).toBeNull();
});

test('the recipient is another answer, only when it was asked for', () => {
	expect(reportView(report('valid', { recipient: ['not-asked', 'skip'] }), 'en').recipient).toBeNull();
	expect(reportView(report('valid', { recipient: ['not-reached', 'skip'] }), 'en').recipient).toBeNull();
	expect(reportView(report('valid', { recipient: ['no-match', 'fail'] }), 'en').recipient).toEqual({
		kind: 'error',
		title: 'recipient (en)',
		text: 'recipient no-match (en)',
	});
	expect(reportView(report('valid', { recipient: ['no-address', 'unknown'] }), 'en').recipient?.kind).toBe(
		'unknown',
	);
	// Of a badge of the service that is bound to no address, the report says so, and in the check's row too,
	// with where to find whose badge it is.
	const ours = {
		...report('valid', { recipient: ['no-address', 'unknown'] }),
		vouched: { by: 'this-site', register: null, ...both('ici') },
	} as const;
	const { recipient, rows } = reportView(ours, 'fr');
	expect(recipient?.text).toMatch(/^Ce badge n’est lié à aucune adresse.*Sa page dit/);
	expect(rows.find(({ id }) => id === 'recipient')?.meaning).toBe(recipient?.text);
	const matching = { ...ours, checks: report('valid').checks };
	expect(reportView(matching, 'fr').recipient?.text).toBe('recipient matches (fr)');
});

test('of what is no badge, nothing is told as a badge’s', () => {
	const nothing = { ...report('malformed'), spec: null, issuer: null, achievement: null };
	expect(reportView(nothing, 'fr').stated).toBe(false);
	for (const one of ['spec', 'issuer', 'achievement'] as const)
		expect(reportView({ ...nothing, [one]: report('malformed')[one] }, 'fr').stated, one).toBe(true);
});

test('to whom: the name its page shows, or that it names nobody, and whether it is bound to an address', () => {
	const named = (change: Partial<WordedReport>) => reportView({ ...report('valid'), ...change }, 'fr').holder;
	expect(named({ holder: 'Ada' })).toEqual({ name: 'Ada', about: expect.stringContaining('sa page') });
	expect(named({ holder: 'Ada' }).about).toMatch(/^Nom donné par la personne elle-même, non signé/);
	expect(named({})).toEqual({ name: 'Le badge ne nomme personne.', about: null });
	expect(named({ stated: { ...SAYS, bound: false } }).about).toBeNull();
	expect(named({ stated: { ...SAYS, bound: true } }).about).toContain('adresse');
});

test('what a badge says is told as its issuer’s only where something proves it', () => {
	const proven = VERDICTS.filter((verdict) => reportView(report(verdict), 'fr').proven);
	expect(proven).toEqual(['valid', 'expired', 'not-yet-valid', 'revoked']);
});

test('what our own badges say of their limits stands with the limits; an altered one has no issuer that is known', () => {
	const [judged, limits] = ['Évalué ici. Ce badge repose sur peu.', 'Ce badge ne prouve pas tout.'];
	const stated = { ...SAYS, summary: `${judged} ${limits}` };
	const ours = {
		...report('valid'),
		stated,
		vouched: { by: 'this-site', register: null, ...both('ici') },
	} as const;
	// Who judged a badge, and on what, is not part of its limits, whichever language the page is in.
	for (const locale of ['fr', 'en'] as const)
		expect(reportView(ours, locale)).toMatchObject({ summary: judged, ownLimits: limits, vouched: null });
	const english = { ...stated, summary: 'Assessed. This badge does not prove all.' };
	expect(reportView({ ...ours, stated: english }, 'fr')).toMatchObject({
		...{ summary: 'Assessed.', ownLimits: 'This badge does not prove all.' },
	});
	const unsorted = { ...stated, summary: 'Tout ensemble.' };
	expect(reportView({ ...ours, stated: unsorted }, 'fr')).toMatchObject({
		...{ summary: 'Tout ensemble.', ownLimits: null },
	});
	expect(reportView({ ...report('valid'), stated }, 'fr')).toMatchObject({
		...{ summary: stated.summary, ownLimits: null, vouched: 'se présente (fr)' },
	});
	expect(reportView(report('valid'), 'fr').known).not.toBeNull();
	expect(reportView(report('altered'), 'fr').known).toBeNull();
});

test('dates are those of Québec, and an issuer without a name is said to have none: its identifier is for technicians', () => {
	const text = reportView(report('valid'), 'fr');
	expect(text.period).toBe('Depuis le 8\u00a0octobre 2026, sans date de fin');
	const until = (dates: WordedReport['dates']) => reportView({ ...report('valid'), dates }, 'fr').period;
	const [from, end] = ['2026-10-09T01:00:00.000Z', '2027-10-09T01:00:00.000Z'];
	expect(until({ from, until: end })).toBe('Du 8\u00a0octobre 2026 au 8\u00a0octobre 2027');
	expect(until({ from: null, until: end })).toBe('Jusqu’au 8\u00a0octobre 2027');
	expect(until({ from: null, until: null })).toBeNull();
	expect(text.at).toContain('22\u00a0novembre 2026');
	expect(text.issuer).toEqual({ name: 'Nom non indiqué', id: 'did:web:exemple.org' });
});

test('steps never reached say nothing; only what could not be read at all is beside its field', () => {
	const cut = report('malformed', {
		...Object.fromEntries(CHECK_IDS.map((id) => [id, ['not-reached', 'skip']])),
		receive: ['not-json', 'fail'],
	});
	expect(reportView(cut, 'fr').rows.map(({ id }) => id)).toEqual(['receive']);
	expect(unreadableText(cut, 'fr')).toBe('receive not-json (fr)');
	expect(unreadableText(report('altered', { signature: ['broken', 'fail'] }), 'fr')).toBeUndefined();
	const image = (reason: string) => report('malformed', { extract: [reason, 'fail'] });
	expect(unreadableText(image('no-badge'), 'en')).toBe('extract no-badge (en)');
	expect(unreadableText(image('bad-content'), 'fr')).toBeUndefined();
});

test('of a badge that came in an image, it is said openly that what the image looks like is not checked', () => {
	const given = (...extract: [string, CheckOutcome]) =>
		reportView(report('valid', { extract }), 'fr').appearance;
	expect(given('extracted', 'pass')).toBe('rien (fr)');
	expect(given('not-a-picture', 'skip')).toBeNull();
});

test('a badge in another language than its reader’s is said to be, where its language is known', () => {
	const said = (language: string | null, locale: 'fr' | 'en') =>
		reportView({ ...report('valid'), stated: { ...SAYS, language } }, locale).writtenIn;
	expect(said('fr', 'en')).toBe('This badge is written in French; its own words are shown as they are.');
	expect(said('en-CA', 'fr')).toContain('en anglais\u00a0:');
	expect(said('zh-Hant-TW', 'fr')).toContain('en chinois');
	for (const [language, locale] of [
		['fr-CA', 'fr'],
		['EN', 'en'],
		['xq', 'fr'],
		[null, 'fr'],
	] as const)
		expect(said(language, locale), `${language}`).toBeNull();
	expect(reportView(report('altered'), 'fr').writtenIn).toBeNull();
});
