import { inFramework } from '#badges';
import { CURRENT_VERSION } from '#framework';
import { canonicalNQuads } from '../src/openbadges/json-ld/canonical.ts';
import type { BadgeValues } from '../src/openbadges/index.ts';
import { generateEd25519Key, unsignedBadge, signerFromPkcs8 } from '../src/openbadges/index.ts';
import { badgeValues } from '../src/awards/server/issuing/build-badge-values.ts';
import { loadCatalogue } from '../src/badges/server/catalogue.ts';

export const ORIGIN = 'https://macaron.example';
export const DID = 'did:web:macaron.example:i:demonstration';
export const LIST = `${ORIGIN}/i/demonstration/status/1`;
export const KEY = generateEd25519Key();
export const SIGNER = signerFromPkcs8(KEY.pkcs8, DID);
export const AT = new Date('2026-10-08T14:00:00Z');

const institution = {
	id: 'demonstration',
	slug: 'demonstration',
	name: 'École de démonstration',
	kind: 'service-centre',
	demonstration: true,
	threshold: 10,
	timeZone: 'America/Toronto',
	language: 'fr',
	frameworkVersion: 'crcn-2019',
	logo: null,
	createdAt: AT,
	closedAt: null,
} as const;

const EVIDENCE = ['Atelier sur les sources', 'Retour sur une activité', 'Grille partagée'].map(
	(title, i) => ({
		title,
		link: `https://exemple.example/trace-${i + 1}`,
		reflection: `J’ai comparé « trois sources » et noté ce que je ferais autrement la prochaine fois. ${i}`,
	}),
);

/**
 * Every Pratique badge of the catalogue, in each language, as full as an award can be: a said level, an
 * observed level and three pieces of evidence.
 */
function candidates(): BadgeValues[] {
	const catalogue = loadCatalogue(new URL('../badges', import.meta.url).pathname);
	const practice = catalogue.all().filter(({ kind }) => kind === 'practice');
	return practice.flatMap((definition) =>
		(['fr', 'en'] as const).map((locale) =>
			badgeValues({
				id: '7zq5v0e3b9k2h8m4c6x1d0f5ga',
				issuer: {
					id: 'i',
					institution: institution.id,
					slug: institution.slug,
					did: DID,
					origin: ORIGIN,
					createdAt: AT,
				},
				institution,
				definition: inFramework(definition, CURRENT_VERSION),
				locale,
				basis: {
					said: 'advanced',
					shown: null,
					observed: 'advanced',
					minutes: 300,
					reflections: 4,
					evidence: 3,
				},
				evidence: EVIDENCE,
				subject: 'urn:uuid:6d1b0b9e-4c1f-4a43-9d0e-0f5f5f7a1c11',
				email: { hash: `sha256$${'c7'.repeat(32)}`, salt: '9d'.repeat(16) },
				awardedAt: AT,
				validUntil: null,
				status: { list: LIST, index: 94_567 },
			}),
		),
	);
}

/**
 * The award with the most RDF quads among all full Pratique badges, and how many quads it has: the costliest
 * badge to sign.
 */
export async function fullestBadge(): Promise<{ readonly values: BadgeValues; readonly quads: number }> {
	const counted = await Promise.all(
		candidates().map(async (values) => {
			const canonical = await canonicalNQuads(unsignedBadge(values));
			return { values, quads: canonical.split('\n').length - 1 };
		}),
	);
	return counted.reduce((most, one) => (one.quads > most.quads ? one : most));
}

/**
 * Makes `count` copies of a badge's values, as for a class of learners: each has its own id, recipient,
 * status list index and reflections.
 */
export function classOf(values: BadgeValues, count: number): BadgeValues[] {
	return Array.from({ length: count }, (_, i) => ({
		...values,
		id: `${values.id}${i}`,
		recipient: { id: `urn:uuid:00000000-0000-4000-8000-${String(i).padStart(12, '0')}` },
		evidence: (values.evidence ?? []).map((one) => ({ ...one, narrative: `${one.narrative} (${i})` })),
		status: { list: LIST, index: i },
	}));
}
