import { dimension, framework } from '#framework/server';
import { isMet } from '#badges';
import { type BadgeForMe, myRecognition } from '#applications/server';
import { loadPage } from '#web/load-page.ts';
import type { PageServerLoadEvent } from './$types';
import { dayText } from '#presentation/recognition/date-text.ts';

/** One badge in the table of dimensions: held, under way, or how far. */
function cell({ definition, requirements, award, application }: BadgeForMe) {
	return {
		id: definition.id,
		kind: definition.kind,
		held: award !== null,
		state: application?.state ?? null,
		met: requirements.filter((one) => one.met).length,
		asked: requirements.length,
		ready: isMet(requirements),
	};
}

export const load = loadPage(async ({ locals, url }: PageServerLoadEvent) => {
	const { world, actor, locale } = locals;
	const { awards, applications, badges, delay, timeZone } = await myRecognition(world, actor);
	const awarded = awards.find(({ award }) => award.id === url.searchParams.get('awarded'));
	const slugs = [...new Set(badges.map(({ definition }) => definition.dimension))];
	return {
		delay,
		awarded: awarded?.definition ? { id: awarded.award.id, name: awarded.definition.name[locale] } : null,
		awards: awards.map(({ award, definition, reissuedAt }) => ({
			id: award.id,
			badge: award.badge,
			name: definition?.name[locale] ?? award.badge,
			on: dayText(award.awardedAt, locale, timeZone),
			published: award.publishedAt !== null,
			revoked: award.revokedAt !== null,
			reissuedOn: reissuedAt && dayText(reissuedAt, locale, timeZone),
		})),
		applications: applications.map(({ application, definition }) => ({
			id: application.id,
			name: definition?.name[locale] ?? application.badge,
			state: application.state,
			on: dayText(application.createdAt, locale, timeZone),
		})),
		dimensions: slugs.flatMap((slug) => {
			const own = badges.filter(({ definition }) => definition.dimension === slug);
			const version = own[0]?.definition.framework;
			const about = version && (dimension(version, slug) ?? framework(version).dimensions[0]);
			return about ? [{ slug, number: about.number, short: about.short[locale], badges: own.map(cell) }] : [];
		}),
	};
});
