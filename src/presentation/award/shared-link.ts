import { m } from '#messages';
import type { LinkPreview } from '#ui/link-preview.ts';
import type { Locale } from '#platform';
import { badgeAddress } from '#awards';
import type { AwardPage } from '#awards/server';
import { dayText } from '../recognition/date-text.ts';

/**
 * Returns the title and lines that present an award where its link is shared: who issued it and when, to whom
 * if the holder shows their name to everybody, and on what it is based; or that it was revoked.
 */
export function awardPreviewTexts({ award, definition, institution, holder, timeZone }: AwardPage): {
	readonly locale: Locale;
	readonly title: string;
	readonly lines: readonly string[];
} {
	const { locale, basis } = award;
	const told = { institution, date: dayText(award.awardedAt, locale, timeZone) };
	const title = definition?.name[locale] ?? award.badge;
	if (award.revokedAt) {
		const date = dayText(award.revokedAt, locale, timeZone);
		return { locale, title, lines: [m.badge_revoked_title({ date }, { locale })] };
	}
	const name = award.showsName ? holder : null;
	const sentence = name
		? m.badge_sentence_named({ name, ...told }, { locale })
		: m.badge_link_sentence(told, { locale });
	const until = award.validUntil && dayText(award.validUntil, locale, timeZone);
	const ends = until ? [m.badge_valid_until({ date: until }, { locale })] : [];
	return { locale, title, lines: [sentence, ...(basis ? [basisText(basis, locale)] : []), ...ends] };
}

/** Says in a few words what an award is based on: a rule, or pieces of evidence that an adviser accepted. */
export function basisText(basis: NonNullable<AwardPage['award']['basis']>, locale?: Locale): string {
	const options = locale && { locale };
	if (basis.parts) return m.badge_rests_milestone({ count: basis.parts.length }, options);
	if (basis.observed === null) return m.badge_rests_rule({}, options);
	if (basis.priorLearning === 'interview') return m.badge_rests_interview({}, options);
	const count = basis.evidence;
	return (count > 1 ? m.badge_rests_adviser_many : m.badge_rests_adviser)({ count }, options);
}

/**
 * The link preview (Open Graph metadata) of a published award's page; null while nobody may read the page,
 * and once the award's text is erased.
 */
export function sharedLink(page: AwardPage): LinkPreview | null {
	const { award, institution, issuer } = page;
	if (!award.publishedAt || award.credential === null) return null;
	const { locale, title, lines } = awardPreviewTexts(page);
	const address = badgeAddress(issuer.origin, award.id);
	const alt = m.badge_embed_alt({ name: title, institution }, { locale });
	const picture = { address: `${address}/card.png`, width: 1200, height: 630, alt };
	return { locale, title, description: lines.join(' '), address, picture };
}
