import { awardsOfInstitution, issuerAddress, issuerAt, type PublicIssuer } from '#awards/server';
import { ownBadgeVersionsOf } from '#badges/server';
import { cohortsOfInstitution } from '#cohort/server';
import { operatedInstitution } from '#identity/server';
import { m } from '#messages';
import { type Json, Refusal } from '#platform';
import type { World } from '#platform/server';
import { type Command, EXIT } from './command.ts';
import { institutionFor, withDataFolder } from './data-folder.ts';
import { slugWord } from './institution.ts';

/** The issuing body of an institution; null before its first badge. */
async function issuerOf(world: World, slug: string): Promise<PublicIssuer | null> {
	try {
		return await issuerAt(world, slug);
	} catch (problem) {
		if (problem instanceof Refusal && problem.status === 404) return null;
		throw problem;
	}
}

const at = (instant: Date | null) => instant?.toISOString() ?? null;

/**
 * Gathers what belongs to an institution: its settings, the public part of its issuing body, its cohorts, its
 * own badges and those it gave. Nothing that people wrote, and nobody's name.
 */
async function exported(world: World, slug: string) {
	const one = await operatedInstitution(world, { kind: 'operator' }, slug);
	const issuer = await issuerOf(world, slug);
	return {
		institution: {
			...{ slug, name: one.name, kind: one.kind, people: one.people },
			...{ timeZone: one.timeZone, frameworkVersion: one.frameworkVersion, threshold: one.threshold },
			...{ demonstration: one.demonstration, createdAt: at(one.createdAt), closedAt: at(one.closedAt) },
		},
		issuer: issuer && {
			...{ did: issuer.did, page: issuerAddress(issuer), document: issuer.document },
			createdAt: at(issuer.createdAt),
		},
		cohorts: (await cohortsOfInstitution(world, one.id)).map(
			({ name, audience, endsOn, createdAt, members }) => ({
				...{ name, audience, endsOn, members, createdAt: at(createdAt) },
			}),
		),
		badges: (await ownBadgeVersionsOf(world.db.read, one.id)).map((badge) => ({
			...{ badge: badge.badge, version: badge.version, importedAt: at(badge.importedAt) },
			definition: JSON.parse(badge.definition) as Json,
			artwork: { fr: badge.artworkFr, en: badge.artworkEn },
		})),
		awards: (await awardsOfInstitution(world.db.read, one.id)).map((award) => ({
			address: `${world.origin}/b/${award.id}`,
			...{ badge: award.badge, version: award.definitionVersion, language: award.locale },
			framework: award.frameworkVersion,
			...{ level: award.level, awardedAt: at(award.awardedAt), validUntil: at(award.validUntil) },
			revokedAt: at(award.revokedAt),
			// What somebody wrote about a badge that is not public stays between those who may read it.
			revocationReason: award.publishedAt === null ? null : award.revocationReason,
			status: { list: award.statusList, index: award.statusIndex },
		})),
	};
}

/** The `institution export` command: prints as JSON what belongs to an institution. */
export const institutionExport: Command = {
	name: 'institution export',
	usage: 'institution export SLUG',
	options: {},
	words: 1,
	about: (locale) => m.command_institution_export_about({}, { locale }),
	optionsAbout: () => [],
	async run(terminal, _options, words) {
		const asked = slugWord(terminal, 'institution export', words);
		return withDataFolder(terminal, async (world) => {
			const { slug } = await institutionFor(terminal, world, asked);
			terminal.out(JSON.stringify(await exported(world, slug), null, 2));
			return EXIT.done;
		});
	},
};
