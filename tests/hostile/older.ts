import { bakePng, bakeSvg } from '../../src/openbadges/index.ts';
import { png, SVG } from '../../src/openbadges/worked-example.fixture.ts';
import { hostile } from './case.ts';
import type { Hostile } from './case.ts';
import { assertion, badge, ID, site, SITE, V2, world } from './older-world.ts';

/** Makes the hostile cases of hosted badges before Open Badges 3.0, and of the sites that they point to. */
export async function older(): Promise<readonly Hostile[]> {
	const asked = (
		name: string,
		change: object,
		documents: object,
		verdict: Hostile['verdict'],
		because: string,
	) =>
		hostile(
			name,
			JSON.stringify({ ...assertion, ...change }),
			verdict,
			because,
			site({ ...world, ...documents }),
		);
	const text = JSON.stringify(assertion);
	return [
		asked('a sound badge', {}, {}, 'valid', 'signature hosted-copy'),
		asked(
			'a badge class that is the badge',
			{ badge: ID },
			{ [ID]: { ...assertion, badge: ID } },
			'refused',
			'structure incomplete',
		),
		asked(
			'an issuer that is the badge class',
			{},
			{ [badge.id]: { ...badge, issuer: badge.id } },
			'refused',
			'structure incomplete',
		),
		asked(
			'a copy on the site with a key twice',
			{},
			{ [ID]: `{"id":"x",${text.slice(1)}` },
			'refused',
			'signature hosted-absent',
		),
		asked(
			'a copy on the site of 10 MB',
			{},
			{ [ID]: 'x'.repeat(10_000_000) },
			'unknown',
			'signature hosted-too-large',
		),
		asked(
			'a copy on the site, a hundred thousand deep',
			{},
			{ [ID]: '['.repeat(100_000) },
			'refused',
			'signature hosted-absent',
		),
		asked('a page instead of the copy', {}, { [ID]: '<html>' }, 'refused', 'signature hosted-absent'),
		asked(
			'another badge at its address',
			{},
			{ [ID]: { ...assertion, issuedOn: '2026-10-09T00:00:00Z' } },
			'altered',
			'signature hosted-differs',
		),
		asked('a site that says nothing', {}, { [ID]: undefined }, 'unknown', 'signature hosted-unreachable'),
		asked(
			'an address on this machine',
			{ id: 'http://127.0.0.1:1/a' },
			{},
			'refused',
			'binding out-of-scope',
		),
		asked('an address in a file', { id: 'file:///etc/passwd' }, {}, 'unknown', 'signature hosted-nowhere'),
		asked(
			'an address that is a script',
			{ id: 'javascript:alert(1)' },
			{},
			'unknown',
			'signature hosted-nowhere',
		),
		asked(
			'an address of 100 kB',
			{ id: `${SITE}/${'a'.repeat(100_000)}` },
			{},
			'unknown',
			'signature hosted-unreachable',
		),
		asked(
			'words given another meaning',
			{ '@context': [V2, { badge: 'https://x.example/' }] },
			{ [ID]: { ...assertion, '@context': [V2, { badge: 'https://x.example/' }] } },
			'unknown',
			'vocabulary inline-context',
		),
		asked(
			'an end that cannot be read',
			{ expires: 'jamais' },
			{ [ID]: { ...assertion, expires: 'jamais' } },
			'unknown',
			'dates unreadable',
		),
		asked(
			'an end beyond all numbers',
			{ expires: 1e308 },
			{ [ID]: { ...assertion, expires: 1e308 } },
			'unknown',
			'dates unreadable',
		),
		asked(
			'a beginning without date',
			{ issuedOn: null },
			{ [ID]: { ...assertion, issuedOn: null } },
			'valid',
			'dates undated',
		),
		asked(
			'a recipient of 100 kB',
			{ recipient: { ...assertion.recipient, salt: 's'.repeat(100_000) } },
			{},
			'altered',
			'signature hosted-differs',
		),
		asked(
			'a way of verifying that nobody knows',
			{ verification: { type: 'Autre' } },
			{},
			'unknown',
			'signature no-backing',
		),
		asked(
			'five hundred endorsements',
			{ endorsement: Array.from({ length: 500 }, (_, i) => `${SITE}/e/${i}`) },
			{},
			'valid',
			'signature hosted-copy-differs',
		),
		asked(
			'five hundred verifications',
			{ verification: Array.from({ length: 500 }, () => ({ type: 'HostedBadge' })) },
			{},
			'unknown',
			'signature no-backing',
		),
		hostile(
			'an address in a PNG that leads nowhere',
			bakePng(png(), `${SITE}/nulle-part`, 'openbadges'),
			'unknown',
			'receive no-answer',
			site(world),
		),
		hostile(
			'an address in a drawing on this machine',
			bakeSvg(SVG, 'http://127.0.0.1:1/'),
			'unknown',
			'receive no-answer',
			site(world),
		),
		hostile('a badge without site to ask', text, 'unknown', 'signature hosted-not-asked'),
	];
}
