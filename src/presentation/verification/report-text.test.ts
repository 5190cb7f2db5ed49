import { expect, test } from 'vitest';
import { CHECK_IDS, REASONS, VERDICTS } from '#openbadges';
import type { Outcome, Verdict } from '#openbadges';
import type { ToldCheck, ToldReport } from '#verification';
import { reportText } from './report-text.ts';
import { unreadableText } from './unreadable-text.ts';

const both = (word: string) => ({ fr: `${word} (fr)`, en: `${word} (en)` });

/** A report in which every step passed, but for what is changed. */
function report(verdict: Verdict, changes: Partial<Record<string, [string, Outcome]>> = {}): ToldReport {
	const checks = CHECK_IDS.map((id) => {
		const sound = Object.entries(REASONS[id]).find(([, outcome]) => outcome === 'pass') ?? ['?', 'skip'];
		const [reason, outcome] = changes[id] ?? sound;
		return { id, outcome, reason, title: both(id), ...both(`${id} ${reason}`), notProven: both('rien') };
	}) as ToldCheck[];
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
		page: null,
		picture: null,
		checks,
	};
}

test('what could not be checked is grey: never the look of true, nor of false', () => {
	for (const verdict of VERDICTS) {
		const { kind } = reportText(report(verdict), 'fr');
		expect(kind === 'unknown', verdict).toBe(['unknown', 'unsupported'].includes(verdict));
		expect(kind === 'success', verdict).toBe(verdict === 'valid');
	}
});

test('a valid badge of an issuer nobody knows is not green, and says so', () => {
	const text = reportText(report('valid', { register: ['unlisted', 'warn'] }), 'fr');
	expect(text.kind).toBe('info');
	expect(text.text).toBe('phrase valid (fr) register unlisted (fr)');
	expect(text.known).toEqual({ text: 'register unlisted (fr)', outcome: 'warn' });
});

test('an issuer that nothing ties to the signature is never said to be known beside its name', () => {
	const altered = report('altered', { signature: ['broken', 'fail'], binding: ['not-reached', 'skip'] });
	expect(reportText(altered, 'fr').known).toBeNull();
	const unproven = report('valid-issuer-unproven', { binding: ['unproven', 'unknown'] });
	expect(reportText(unproven, 'fr').known).toBeNull();
	expect(reportText(report('valid'), 'fr').known).toMatchObject({ outcome: 'pass' });
});

test('who vouches for the issuer stands beside its name, where the badge is somebody’s', () => {
	expect(reportText(report('valid'), 'fr').vouched).toBe('se présente (fr)');
	expect(reportText(report('valid'), 'en').vouched).toBe('se présente (en)');
	expect(reportText({ ...report('altered'), vouched: null }, 'fr').vouched).toBeNull();
});

test('the recipient is another answer, only when it was asked for', () => {
	expect(reportText(report('valid', { recipient: ['not-asked', 'skip'] }), 'en').recipient).toBeNull();
	expect(reportText(report('valid', { recipient: ['not-reached', 'skip'] }), 'en').recipient).toBeNull();
	expect(reportText(report('valid', { recipient: ['no-match', 'fail'] }), 'en').recipient).toEqual({
		kind: 'error',
		title: 'recipient (en)',
		text: 'recipient no-match (en)',
	});
	expect(reportText(report('valid', { recipient: ['no-address', 'unknown'] }), 'en').recipient?.kind).toBe(
		'unknown',
	);
});

test('of what is no badge, nothing is told as a badge’s', () => {
	const nothing = { ...report('malformed'), spec: null, issuer: null, achievement: null };
	expect(reportText(nothing, 'fr').stated).toBe(false);
	for (const one of ['spec', 'issuer', 'achievement'] as const)
		expect(reportText({ ...nothing, [one]: report('malformed')[one] }, 'fr').stated, one).toBe(true);
});

test('dates are those of Québec, and an issuer without a name has its identifier', () => {
	const text = reportText(report('valid'), 'fr');
	expect(text.from).toBe('8 octobre 2026');
	expect(text.until).toBeNull();
	expect(text.at).toContain('22 novembre 2026');
	expect(text.issuer).toEqual({ name: 'did:web:exemple.org', id: 'did:web:exemple.org' });
});

test('steps never reached say nothing; only what could not be read at all is beside its field', () => {
	const cut = report('malformed', {
		...Object.fromEntries(CHECK_IDS.map((id) => [id, ['not-reached', 'skip']])),
		receive: ['not-json', 'fail'],
	});
	expect(reportText(cut, 'fr').rows.map(({ id }) => id)).toEqual(['receive']);
	expect(unreadableText(cut, 'fr')).toBe('receive not-json (fr)');
	expect(unreadableText(report('altered', { signature: ['broken', 'fail'] }), 'fr')).toBeUndefined();
});
