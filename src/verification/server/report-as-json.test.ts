import { expect, test } from 'vitest';
import {
	checkTitle,
	proofLimitSentence,
	notProvenSentence,
	sentence,
	verdictSentence,
	verdictTitle,
	verifyBadge,
} from '#openbadges';
import { vouchedSentence } from '#openbadges';
import { optionsWithAllSources, issued } from '../../openbadges/worked-example.fixture.ts';
import { serializeCredential } from '#openbadges';
import { statedClaimsOf } from '../stated.ts';
import { reportAsJson } from './report-as-json.ts';

const text = serializeCredential(await issued());
const report = await verifyBadge(text, await optionsWithAllSources());
const at = new Date('2026-11-22T15:00:00Z');

test('a report as it leaves: its words in both languages, its dates, its 14 steps in their order', () => {
	const told = reportAsJson(report, { at, timeZone: 'America/Toronto', page: 'p', picture: 'i' });
	const words = { timeZone: 'America/Toronto' };
	const both = (say: (locale: 'fr' | 'en') => string) => ({ fr: say('fr'), en: say('en') });
	expect(told).toEqual({
		verdict: report.verdict,
		title: both((locale) => verdictTitle(report, locale)),
		...both((locale) => verdictSentence(report, locale, words)),
		limit: both(proofLimitSentence),
		verifiedAt: '2026-11-22T15:00:00.000Z',
		spec: report.spec,
		issuer: { id: report.issuer?.id, name: report.issuer?.name },
		achievement: { id: report.achievement?.id, name: report.achievement?.name },
		vouched: { by: report.vouched?.by, register: null, ...both((locale) => vouchedSentence(report, locale)) },
		dates: { from: expect.stringMatching(/Z$/), until: null },
		stated: statedClaimsOf(report.credential, true),
		page: 'p',
		holder: null,
		sheet: false,
		picture: 'i',
		checks: report.checks.map((one) => ({
			...{ id: one.id, outcome: one.outcome, reason: one.reason },
			title: both((locale) => checkTitle(one.id, locale)),
			...both((locale) => sentence(one, locale, words)),
			notProven: both((locale) => notProvenSentence(one.id, locale)),
		})),
	});
	expect(told.checks).toHaveLength(14);
	const bare = reportAsJson(
		{ ...report, issuer: null, achievement: null, vouched: { by: 'register', register: 'R' } },
		{ at },
	);
	expect(bare).toMatchObject({ issuer: null, achievement: null, page: null, picture: null });
	expect(bare.vouched).toMatchObject({ by: 'register', register: 'R' });
	expect(reportAsJson({ ...report, vouched: null }, { at }).vouched).toBeNull();
});

test('the names and the texts of a badge in several languages are in the reader’s', () => {
	const said = (fr: string, en: string) =>
		[fr, en].map((text, i) => ({ '@value': text, '@language': ['fr', 'en'][i] ?? '' }));
	const credential = {
		issuer: { id: 'did:web:x', name: said('École', 'School') },
		description: said('Résumé', 'Summary'),
		credentialSubject: { achievement: { id: 'urn:a', name: said('Veille', 'Watch') } },
	};
	const spoken = { ...report, spec: '3.0' as const, credential };
	for (const [locale, ...texts] of [
		['fr', 'École', 'Veille', 'Résumé'],
		['en', 'School', 'Watch', 'Summary'],
	] as const) {
		const { issuer, achievement, stated } = reportAsJson(spoken, { at, locale });
		expect([issuer?.name, achievement?.name, stated?.summary]).toEqual(texts);
	}
	expect(reportAsJson(spoken, { at }).issuer?.name).toBe('École');
	// Before 3.0, the issuer is described at its own address: what the badge says beside it does not count.
	const older = { ...spoken, spec: '2.0' as const };
	expect(reportAsJson(older, { at }).issuer?.name).toBe(report.issuer?.name);
});

test.each<[object | null, string | null, string | null]>([
	[null, null, null],
	[{}, null, null],
	[{ validFrom: 'soon', validUntil: {} }, null, null],
	[{ validFrom: '2026-01-02T00:00:00Z' }, '2026-01-02T00:00:00.000Z', null],
	[
		{ issuanceDate: '2026-01-02', expirationDate: '2027-01-02' },
		'2026-01-02T00:00:00.000Z',
		'2027-01-02T00:00:00.000Z',
	],
	[{ issuedOn: '2026-01-02', expires: '2027-01-02' }, '2026-01-02T00:00:00.000Z', '2027-01-02T00:00:00.000Z'],
	[
		{ issuedOn: ['2026-01-02'], expires: ['2027-01-02'] },
		'2026-01-02T00:00:00.000Z',
		'2027-01-02T00:00:00.000Z',
	],
	[{ issuedOn: ['2026-01-02', '2026-01-03'], expires: [] }, null, null],
	[{ issued_on: 1, expires: 2 }, '1970-01-01T00:00:01.000Z', '1970-01-01T00:00:02.000Z'],
	[
		{ validFrom: 'soon', issuanceDate: '2026-01-02', validUntil: '2027-05-06' },
		'2026-01-02T00:00:00.000Z',
		'2027-05-06T00:00:00.000Z',
	],
	[{ validFrom: '2026-01-03', issuanceDate: '2026-01-02' }, '2026-01-03T00:00:00.000Z', null],
])('of %j, the dates that can be read', (credential, from, until) => {
	expect(reportAsJson({ ...report, credential: credential as never }, { at }).dates).toEqual({ from, until });
});

test('each sentence is worded when it is read, in that language only, and both are in what is sent', () => {
	let worded = 0;
	const params = new Proxy(
		{},
		{
			ownKeys() {
				worded += 1;
				return [];
			},
		},
	);
	const checks = report.checks.map((one) => ({ ...one, params }));
	const told = reportAsJson({ ...report, checks }, { at });
	expect(worded).toBe(0);
	expect(told.checks.every(({ fr }) => fr !== '')).toBe(true);
	expect(worded).toBe(report.checks.filter(({ reason }) => reason !== 'not-reached').length);
	const sent = JSON.parse(JSON.stringify(told)) as typeof told;
	expect(sent.checks.map(({ fr, en }) => [fr, en])).toEqual(told.checks.map(({ fr, en }) => [fr, en]));
	expect(sent.checks[0]?.fr).not.toBe(sent.checks[0]?.en);
});
