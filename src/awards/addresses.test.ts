import { expect, test } from 'vitest';
import {
	badgeAddress,
	issuingBodyAddress,
	readBadgeAddress,
	readBadgePath,
	readIssuingBodyPath,
} from './addresses.ts';

const ID = '0123456789abcdefghjkmnpqrs';

test.each([null, 'json', 'jwt', 'png', 'svg'] as const)('a badge, as %s: read as it is written', (form) => {
	const { pathname } = new URL(badgeAddress('https://macaron.example', ID));
	expect(readBadgePath(form ? `${pathname}.${form}` : pathname)).toEqual({ award: ID, form });
});

test.each(['2.0', '2.0/badge', '2.0.png'] as const)('its twin, %s', (form) => {
	expect(readBadgePath(`/b/${ID}/${form}`)).toEqual({ award: ID, form });
});

test.each([
	`/b/${ID}/`,
	`/b/${ID}.pdf`,
	`/b/${ID}.json/2.0`,
	`/b/${ID}/2.1`,
	`/b/${ID}/2.0/badge/x`,
	`/b/${ID}0`,
	`/b/${ID.slice(1)}`,
	`/b/${ID.replace('0', 'u')}`,
	`/b/${ID.toUpperCase()}`,
	`/a/b/${ID}`,
	'/b/',
])('%s is no badge of ours', (path) => {
	expect(readBadgePath(path)).toBeNull();
});

test.each([
	['', null],
	['/', null],
	['?lang=en', null],
	['#main', null],
	['.pdf', null],
	['.PDF?lang=en', null],
	['/card.png', null],
	['.json', 'json'],
	['.png/', 'png'],
	['/2.0', '2.0'],
	['/2.0.png', '2.0.png'],
] as const)('the address of a badge with « %s » after it names the badge', (more, form) => {
	const here = badgeAddress('https://macaron.example', ID);
	expect(readBadgeAddress(here + more)).toEqual({ award: ID, form });
	expect(readBadgeAddress(here.replace('/b/', '//b//').toUpperCase() + more)).toEqual({ award: ID, form });
});

test.each(['.json.pdf.pdf', '/card', '/card.png/x', '.pdf/x', '/2.0/card.pngx', 'x.pdf'])(
	'with « %s » after it, it names none',
	(more) => {
		expect(readBadgeAddress(badgeAddress('https://macaron.example', ID) + more)).toBeNull();
	},
);

test('an issuing body and its twin', () => {
	const { pathname } = new URL(issuingBodyAddress('https://macaron.example', 'erables-2'));
	expect(readIssuingBodyPath(pathname)).toEqual({ slug: 'erables-2', twin: false });
	expect(readIssuingBodyPath(`${pathname}/2.0`)).toEqual({ slug: 'erables-2', twin: true });
	for (const other of [`${pathname}/keys/a`, '/i/', '/i/Érables', `${pathname}/2.1`])
		expect(readIssuingBodyPath(other)).toBeNull();
});
