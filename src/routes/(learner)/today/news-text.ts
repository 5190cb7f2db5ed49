import type { Application } from '#applications';
import type { OfferedSlip } from '#cohort';
import type { AwardInBrief } from '#awards/server';
import { m } from '#messages';
import type { Notice } from '#notices';

/**
 * A notice as « Aujourd’hui » shows it: a sentence, the page it leads to, its date, and whether it is unread.
 */
export interface News {
	readonly id: string;
	readonly text: string;
	readonly href: string;
	readonly at: Date;
	readonly isNew: boolean;
}

/** What notices refer to by id: the person's applications and awards, and the names of badges. */
interface Things {
	readonly applications: readonly Application[];
	readonly awards: readonly AwardInBrief[];
	/** The slips of cohorts that were handed over, and that the person has not answered. */
	readonly slips: readonly Pick<OfferedSlip, 'id' | 'name'>[];
	/** Returns the name of the badge with this id. */
	readonly nameOf: (badge: string) => string;
}

/** Where a person answers whether they share with a cohort that was handed over. */
export const SLIPS_HREF = '/cohorts/join';

/**
 * Writes notices as sentences with a link, in the order given. Leaves out a notice that no longer holds: the
 * application was submitted again since, the badge was revoked or given again
 * since, or the person has answered about the cohort.
 */
export const newsOf = (notices: readonly Notice[], { applications, awards, slips, nameOf }: Things): News[] =>
	notices.flatMap(({ id, what, thing, at, isNew }): News[] => {
		const application = applications.find((one) => one.id === thing);
		const award = awards.find((one) => one.id === thing);
		const say = (badge: string, text: (told: { badge: string }) => string, href: string) => [
			{ id, text: text({ badge: nameOf(badge) }), href, at, isNew },
		];
		switch (what) {
			case 'application-returned':
				return application?.state === 'returned'
					? say(application.badge, m.today_told_returned, `/applications/${thing}`)
					: [];
			case 'application-refused':
				return application ? say(application.badge, m.today_told_refused, `/applications/${thing}`) : [];
			case 'application-confirmed':
				return application ? say(application.badge, m.today_told_confirmed, `/applications/${thing}`) : [];
			case 'badge-given':
				if (!award || award.revokedAt !== null) return [];
				return say(
					award.badge,
					award.application === null ? m.today_told_given : m.today_told_accepted,
					`/b/${thing}`,
				);
			case 'badge-revoked':
				return award ? say(award.badge, m.today_told_revoked, `/b/${thing}`) : [];
			case 'badge-expiring': {
				// Given again since: nothing is left to do.
				const again =
					award &&
					awards.some(
						(one) =>
							one.badge === award.badge &&
							one.translationOf === null &&
							one.revokedAt === null &&
							one.awardedAt > award.awardedAt,
					);
				return award && award.revokedAt === null && !again
					? say(award.badge, m.today_told_expiring, `/b/${thing}`)
					: [];
			}
			case 'cohort-handed-over': {
				const slip = slips.find((one) => one.id === thing);
				return slip
					? [{ id, text: m.today_told_handed({ name: slip.name }), href: SLIPS_HREF, at, isNew }]
					: [];
			}
			// The part of whoever advises tells it.
			case 'cohort-received':
				return [];
		}
	});
