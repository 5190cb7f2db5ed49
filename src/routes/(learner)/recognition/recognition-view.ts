import { dimension, framework } from '#framework/server';
import { isOpen, turnOf } from '#applications';
import { isExpired } from '#awards';
import type { BadgeForMe, MyBadges } from '#applications/server';
import { badgeSegment, isOwnBadge, nearestBadges, shareOfRequirementsDone } from '#badges';
import type { Locale } from '#platform';
import { badgeAct } from '#presentation/recognition/badge-act.ts';
import { dayText } from '#presentation/recognition/date-text.ts';
import { nearBadge } from '#presentation/recognition/near-badge.ts';

const NEAREST = 3;

/**
 * One badge in the table of all badges: whether the person holds it, the state of their application for it,
 * and how many of its requirements they meet.
 */
function cell({ definition, requirements, award, application, expired }: BadgeForMe) {
	return {
		id: definition.id,
		kind: definition.kind,
		held: award !== null && !expired,
		state: application?.state ?? null,
		met: requirements.filter((one) => one.met).length,
		asked: requirements.length,
	};
}

/**
 * The data of the page « Mes badges »: the badges that the person holds, their open and closed applications,
 * the badges nearest to being obtained, and all badges by dimension.
 */
export function recognitionView(
	{ awards, applications, badges, delay, timeZone }: MyBadges,
	locale: Locale,
	/** Id of the award just given, which comes first. */
	fresh: string | null,
	now: Date,
) {
	const rank = ({ award }: MyBadges['awards'][number]) =>
		award.revokedAt ? 3 : isExpired(award, now) ? 2 : award.id === fresh ? 0 : 1;
	const rows = applications.map(({ application, definition }) => ({
		id: application.id,
		name: definition?.name[locale] ?? application.badge,
		state: application.state,
		on: dayText(application.createdAt, locale, timeZone),
	}));
	const open = rows.filter(({ state }) => isOpen(state));
	const free = badges.filter(
		({ award, renewable, application }) =>
			(!award || renewable) && !(application && isOpen(application.state)),
	);
	const common = badges.filter(({ definition }) => !isOwnBadge(definition.id));
	const slugs = [...new Set(common.map(({ definition }) => definition.dimension))];
	return {
		/** True when the person holds no badge, has no application, and has begun no requirement. */
		newcomer:
			awards.length === 0 &&
			applications.length === 0 &&
			badges.every(({ requirements }) => shareOfRequirementsDone(requirements) === 0),
		delay,
		/** True when at least one application waits for an adviser. */
		waits: open.some(({ state }) => turnOf(state) === 'adviser'),
		awards: awards
			.toSorted((one, other) => rank(one) - rank(other))
			.map(({ award, definition, reissuedAt }) => ({
				id: award.id,
				badge: badgeSegment({ id: award.badge, version: award.definitionVersion }),
				name: definition?.name[locale] ?? award.badge,
				on: dayText(award.awardedAt, locale, timeZone),
				published: award.publishedAt !== null,
				revoked: award.revokedAt !== null,
				until: award.validUntil && dayText(award.validUntil, locale, timeZone),
				expired: isExpired(award, now),
				reissuedOn: reissuedAt && dayText(reissuedAt, locale, timeZone),
			})),
		/** Open applications; those that the person must act on come first. */
		open: open.toSorted(
			(one, other) => Number(turnOf(other.state) === 'person') - Number(turnOf(one.state) === 'person'),
		),
		over: rows.filter(({ state }) => !isOpen(state)),
		near: nearestBadges(free, NEAREST).map((one) => ({
			...nearBadge(one, locale),
			act: badgeAct(one, locale),
		})),
		/** The badges that the institution has of its own. */
		own: badges
			.filter(({ definition }) => isOwnBadge(definition.id))
			.map((one) => ({
				...cell(one),
				badge: badgeSegment(one.definition),
				name: one.definition.name[locale],
				description: one.definition.description[locale],
			})),
		dimensions: slugs.flatMap((slug) => {
			const all = common.filter(({ definition }) => definition.dimension === slug);
			const version = all[0]?.definition.framework;
			const about = version && (dimension(version, slug) ?? framework(version).dimensions[0]);
			return about ? [{ slug, number: about.number, short: about.short[locale], badges: all.map(cell) }] : [];
		}),
	};
}
