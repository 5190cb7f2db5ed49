import { CURRENT_VERSION } from '#framework';
import { dimension, framework } from '#framework/server';
import { m } from '#messages';
import type { Locale } from '#platform';
import { assuranceOf, badgeSegment } from '#badges';
import { isExpired, isRenewable, showShortCode } from '#awards';
import type { AwardPage } from '#awards/server';
import { reportAsJson } from '#verification/server';
import { hostOf } from '#training';
import { qrCode, qrPath } from '#ui/drawing/qr-code.ts';
import { dayText } from '../recognition/date-text.ts';
import { assuranceText, judgedText } from './judged-text.ts';
import { sharingOptionsOf } from './share.ts';
import { basisText, sharedLink } from './shared-link.ts';
import { standingName } from '../recognition/requirement-text.ts';
import { sourceLines } from '../recognition/source-lines.ts';
import { durationText } from '../training/training-text.ts';
import { type Headline, reportView } from '../verification/report-text.ts';

/**
 * What the three sources (said, shown, observed) told of the holder when the badge was awarded, one line
 * each.
 */
function basisLines({ award: { basis }, definition }: AwardPage, locale: Locale) {
	if (!basis || basis.parts) return [];
	const version = definition?.framework ?? CURRENT_VERSION;
	const saidMore = basis.minutes > 0 ? m.badge_declared({ duration: durationText(basis.minutes) }) : '';
	const name = (standing: string) => standingName(standing, version, locale);
	return sourceLines(basis, { name, saidMore, unobserved: m.badge_observed_none() });
}

/** The parts for which a milestone was given: the dimension and the level observed of each. */
function partLines(basis: AwardPage['award']['basis'], locale: Locale) {
	return (basis?.parts ?? []).map((part) => {
		const about = dimension(part.framework, part.dimension);
		return {
			dimension: part.dimension,
			number: about?.number ?? 0,
			title: about?.title[locale] ?? part.dimension,
			level: standingName(part.level, part.framework, locale),
		};
	});
}

/**
 * What the badge asked when this award was given: where its definition has changed since, the words that were
 * signed, in their language.
 */
function criteriaOf(
	{ award, definition }: AwardPage,
	locale: Locale,
): { readonly text: string; readonly language: Locale } {
	const now = { text: definition?.criteria.narrative[locale] ?? '', language: locale };
	if (definition?.version === award.definitionVersion || award.credential === null) return now;
	const { credentialSubject } = JSON.parse(award.credential) as {
		readonly credentialSubject?: {
			readonly achievement?: { readonly criteria?: { readonly narrative?: string } };
		};
	};
	const signed = credentialSubject?.achievement?.criteria?.narrative;
	return signed === undefined ? now : { text: signed, language: award.locale };
}

/**
 * The answer that a badge's page shows first: that the badge is revoked, and why; or the result of the
 * service's own check; or, without a check, that the holder's account is deleted. Null otherwise.
 */
function answerOf({ award }: AwardPage, report: Headline | null, day: (at: Date) => string): Headline | null {
	if (award.revokedAt) {
		return {
			kind: 'error',
			title: m.badge_revoked_title({ date: day(award.revokedAt) }),
			text: award.revocationReason
				? m.badge_revoked_reason({ reason: award.revocationReason })
				: m.badge_revoked_erased(),
		};
	}
	if (report) return report;
	return award.person === null
		? { kind: 'unknown', title: m.badge_left(), text: m.badge_left_about() }
		: null;
}

/**
 * The address of a badge's Open Badges 2.0 form, while the badge is public and not revoked; null otherwise.
 */
function twin({ award, issuer }: AwardPage): string | null {
	const stands = award.publishedAt !== null && award.revokedAt === null && award.credential !== null;
	return stands ? `${issuer.origin}/b/${award.id}/2.0` : null;
}

/** Makes all that an award's page shows to the reader for whom `page` was loaded. */
export function awardView(page: AwardPage, locale: Locale, now: Date) {
	const { award, definition, timeZone } = page;
	const dayOf = (at: Date) => dayText(at, locale, timeZone);
	const day = (at: Date | null) => at && dayOf(at);
	const asked = definition && framework(definition.framework);
	const about =
		definition && definition.kind !== 'milestone'
			? dimension(definition.framework, definition.dimension)
			: undefined;
	// The address with which the badge was signed, whatever host the service has today.
	const address = `${page.issuer.origin}/b/${award.id}`;
	const qr = qrCode(address);
	const report =
		page.report && reportView(reportAsJson(page.report, { at: now, timeZone, locale }), locale, timeZone);
	const name = definition?.name[locale] ?? award.badge;
	return {
		id: award.id,
		address,
		qr: { side: qr.side, path: qrPath(qr) },
		badge: badgeSegment({ id: award.badge, version: award.definitionVersion }),
		name,
		description: definition?.description[locale] ?? '',
		own: award.badge,
		criteria: criteriaOf(page, locale),
		doesNotProve: definition?.doesNotProve[locale] ?? '',
		number: about?.number ?? 0,
		dimension: about &&
			definition && {
				title: about.title[locale],
				href: `/framework/${definition.framework}/${about.slug}`,
			},
		/** The parts for which a milestone was given, with the level observed in each; none for another badge. */
		parts: partLines(award.basis, locale),
		// The year distinguishes the versions of the framework, which have the same title.
		framework: asked ? `${asked.title[locale]} (${asked.year})` : '',
		version: award.definitionVersion,
		language: award.locale,
		holder: page.holder,
		institution: page.institution,
		issuer: page.issuer.slug,
		local: page.issuer.origin.startsWith('http:'),
		demonstration: page.demonstration,
		awardedOn: day(award.awardedAt),
		/** When it expires, or did; null for a badge that does not. */
		until: award.validUntil && { on: dayOf(award.validUntil), expired: isExpired(award, now) },
		/** For its holder, whether it can be applied for again. */
		renewable: page.rights.owner && award.revokedAt === null && isRenewable(award, now),
		revoked: award.revokedAt && { on: day(award.revokedAt), reason: award.revocationReason },
		reissued: page.reissued && { ...page.reissued, on: day(page.reissued.at) },
		bound: page.bound,
		binding: page.binding,
		published: award.publishedAt !== null,
		showsName: award.showsName,
		left: award.person === null,
		/** True when a rule awarded the badge: it rests on declared hours, which nobody examined. */
		byRule: award.basis?.observed === null && !award.basis.parts,
		practice: definition !== undefined && assuranceOf(definition).decidedBy === 'adviser',
		basis: basisLines(page, locale),
		judged: award.basis && judgedText(award.basis, page.service ?? page.institution),
		reconsidered:
			award.reconsidered &&
			award.reconsideredAt &&
			(award.reconsidered === 'kept' ? m.badge_reconsidered_kept : m.badge_reconsidered_doubted)({
				date: dayOf(award.reconsideredAt),
			}),
		/** For its holder, where they may ask a person to reconsider what a rule decided. */
		reconsider:
			page.rights.owner && award.basis?.observed === null && !award.revokedAt && !award.reconsidered
				? `/recognition/${award.badge}#reconsider`
				: null,
		rests: award.basis && basisText(award.basis),
		answer: answerOf(page, report, dayOf),
		assurance: definition
			? assuranceText({
					...assuranceOf(definition),
					...(award.basis?.priorLearning === 'interview' && { assessment: 'interview' }),
				})
			: null,
		evidence: page.evidence
			.filter(({ name }) => name !== null)
			.map(({ name, narrative, url }) => ({
				title: name ?? '',
				narrative: narrative ?? '',
				link: url ? { address: url, host: hostOf(url) } : null,
			})),
		report,
		code: showShortCode(award.shortCode),
		token: page.token,
		twin: twin(page),
		share: sharingOptionsOf(page, address, name),
		link: sharedLink(page),
		sibling: page.sibling,
		offersSibling: page.offersSibling,
		rights: page.rights,
	};
}
