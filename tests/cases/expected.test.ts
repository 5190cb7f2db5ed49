import { expect, test } from 'vitest';
import { type Report, verifyBadge } from '#openbadges';
import { optionsWithAllSources, issued } from '../../src/openbadges/worked-example.fixture.ts';
import { readExpected, unmet } from './expected.ts';
import { meets } from './service-case.ts';

const valid = await verifyBadge(await issued(), await optionsWithAllSources());
const unknown = await verifyBadge(
	await issued(),
	await optionsWithAllSources({ statusSource: () => ({ kind: 'unknown', why: 'too-large' }) }),
);
const tooLarge = await verifyBadge('x'.repeat(9_000_000), await optionsWithAllSources());
const revoked: Report = { ...valid, verdict: 'revoked' };
const refused: Report = { ...valid, verdict: 'refused' };

test.each([
	['valid', valid, true],
	['valid', unknown, false],
	['valid, or unknown', unknown, true],
	['valid or unsupported', tooLarge, true],
	['valid; or unsupported with the limit in the sentence; never malformed', tooLarge, true],
	['valid, or unknown with our limit in the sentence; never refused (W3C says 2^26)', unknown, true],
	['valid, or unknown with our limit in the sentence; never refused', refused, false],
	['valid (a reason, or none; never mind)', valid, true],
	['valid with a remark', valid, false],
	['not valid', valid, false],
	['not valid', revoked, true],
	['never valid', unknown, true],
	['revoked', revoked, true],
	['revoked, never refused', revoked, true],
	['valid, recipient not-asked', valid, true],
	['valid, recipient matches', valid, false],
	['valid, status pass', valid, true],
	['valid, or unsupported with a sentence that says it is a presentation', tooLarge, false],
	['valid; never "digital signature is good"', valid, false],
	['valid; never "not a key"', valid, true],
	['something that nobody can read', valid, false],
	['', valid, false],
])('« %s » of such a report: %#', (words, report, met) => {
	expect(unmet(readExpected(words), report).length === 0).toBe(met);
});

test('a badge signed by a key that nobody vouches for is as valid as it can be; another doubt about the issuer is not', () => {
	const unproven: Report = {
		...valid,
		verdict: 'valid-issuer-unproven',
		checks: valid.checks.map((one) => (one.id === 'issuer' ? { ...one, reason: 'key-only' } : one)),
	};
	expect(unmet(readExpected('valid'), unproven)).toEqual([]);
	expect(unmet(readExpected('not valid'), unproven)).not.toEqual([]);
	expect(unmet(readExpected('valid'), { ...valid, verdict: 'valid-issuer-unproven' })).not.toEqual([]);
});

test('what cannot be read of an expectation is named, never taken for met', () => {
	expect(unmet(readExpected('valid, and the moon is full'), valid)[0]).toContain('the moon is full');
});

test('the lines that a script prints are held to their words', () => {
	const printed = '303 /done\n303 /training?done\n409 \n0';
	expect(meets('the last line is not 0', printed)).toBe(false);
	expect(meets('the second answer is not "done"', printed)).toBe(true);
	expect(meets('the second answer is not "done"', '303 /done\n303 /a\n303 /a\n0')).toBe(false);
	expect(meets('A true', 'A told why: true http://x\nB a way: true []')).toBe(true);
	expect(meets('B true []', 'A told why: true\nB a way: true [ E ]')).toBe(false);
	expect(meets('what else', printed)).toBeUndefined();
});
