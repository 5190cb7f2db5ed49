import { CURRENT_VERSION } from '#framework';
import { dimension } from '#framework/server';
import { catalogueOf } from '#badges/server';
import { type Actor, AUDIENCES, isAudience } from '#identity';
import { notFound } from '#platform';
import { loadPage } from '#web/load-page.ts';
import { standingName } from '#presentation/recognition/requirement-text.ts';
import { criterionLines, RUBRIC_MARK_NAMES } from '#presentation/recognition/rubric-view.ts';
import type { PageServerLoadEvent } from './$types';

/** Whose examples a reader sees first: those of their own audience, or else a teacher's. */
const audienceOf = (actor: Actor) =>
	(actor.kind === 'person' && actor.memberships.find(({ audience }) => audience)?.audience) || AUDIENCES[0];

export const load = loadPage(
	async ({ locals: { world, actor, locale }, params, url }: PageServerLoadEvent) => {
		const about = dimension(CURRENT_VERSION, params.dimension);
		if (!about) throw notFound();
		const rubric = catalogueOf(world).rubric(about.slug);
		const asked = url.searchParams.get('for');
		const audience = isAudience(asked) ? asked : audienceOf(actor);
		return {
			dimension: { slug: about.slug, number: about.number, title: about.title[locale] },
			audience,
			audiences: AUDIENCES,
			criteria: criterionLines(rubric, locale),
			samples: (rubric?.samples[audience] ?? []).map(({ level, handed, judged }) => ({
				level: standingName(level, CURRENT_VERSION, locale),
				handed: handed[locale],
				judged: (rubric?.criteria ?? []).flatMap(({ slug, title }) => {
					const one = judged[slug];
					return one
						? [{ title: title[locale], mark: RUBRIC_MARK_NAMES[one.mark](), why: one.why[locale] }]
						: [];
				}),
			})),
		};
	},
);
