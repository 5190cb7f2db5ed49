import fc from 'fast-check';
import { expect, test } from 'vitest';
import { always } from '#tests/property';
import { visibleLine } from './visible-line.ts';

test.each([
	['Ada', 'Ada'],
	['  Ada \u00a0 Tremblay-Roy\t', 'Ada Tremblay-Roy'],
	['Ada\nTremblay\r\nRoy', 'Ada Tremblay Roy'],
	['\u202eadA\u202c', 'adA'],
	['\ufeffÉmi\u00adle\u200b \u0007Côté\u2066\u2069', 'Émile Côté'],
	['Bru\u200dno\u200c', 'Bruno'],
	// What a script or an emoji needs stays.
	['می\u200cخواهم', 'می\u200cخواهم'],
	['👩\u200d🏫 Chloé', '👩\u200d🏫 Chloé'],
	['❤️', '❤️'],
	[
		'🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}',
		'🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}',
	],
	['ᐃᓄᒃᑎᑐᑦ', 'ᐃᓄᒃᑎᑐᑦ'],
	['?', '?'],
])('%j is stored as %j', (typed, kept) => {
	expect(visibleLine(typed)).toBe(kept);
});

test.each([
	'',
	' ',
	'\u200b',
	'\u3164',
	'\u2800\u2800',
	'\u00ad',
	'\u202e\u202c',
	'\u0007',
	'\n',
	'\ufe0f',
	'\u200d',
	'\u0301',
])('%j shows nothing, and is an empty name', (typed) => {
	expect(visibleLine(typed)).toBe('');
});

test('what was stored is stored alike, is one line, and turns nothing around', () => {
	always({ changed: 50, kept: 20 }, (met) =>
		fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (typed) => {
			const kept = visibleLine(typed);
			met(kept === typed ? 'kept' : 'changed', true);
			expect(visibleLine(kept)).toBe(kept);
			expect(kept).not.toMatch(/[\n\r\u202a-\u202e\u2066-\u2069]/);
		}),
	);
});
