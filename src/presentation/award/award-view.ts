import { CURRENT_VERSION } from '#framework';
import { dimension, framework } from '#framework/server';
import { m } from '#messages';
import type { Locale } from '#platform';
import { assuranceOf } from '#badges';
import { showShortCode } from '#awards';
import type { AwardPage } from '#awards/server';
import { reportAsJson } from '#verification/server';
import { hostOf } from '#training';
import { qrCode, qrPath } from '#ui/drawing/qr-code.ts';
import { dayText } from '../recognition/date-text.ts';
import { standingName } from '../recognition/requirement-text.ts';
import { durationText } from '../training/training-text.ts';
import { reportText } from '../verification/report-text.ts';

function shownText(shown: string | null, name: (standing: string) => string): string {
	if (shown === null) return m.badge_shown_none();
	return shown === 'starting' ? m.badge_shown_no_level() : name(shown);
}

/** The three sources as the page's table says them, one line each. */
function basisLines({ award: { basis }, definition }: AwardPage, locale: Locale) {
	if (!basis) return [];
	const version = definition?.framework ?? CURRENT_VERSION;
	const name = (standing: string) => {
		const plain = standingName(standing, version, locale);
		return plain.charAt(0).toUpperCase() + plain.slice(1);
	};
	const declared = basis.minutes > 0 ? m.badge_declared({ duration: durationText(basis.minutes) }) : '';
	return [
		{ source: 'said' as const, title: m.badge_said(), found: name(basis.said), more: declared },
		{
			source: 'shown' as const,
			title: m.badge_shown(),
			found: shownText(basis.shown, name),
			more: '',
		},
		{
			source: 'observed' as const,
			title: m.badge_observed(),
			found: basis.observed === null ? m.badge_observed_none() : name(basis.observed),
			more: '',
		},
	];
}

function judged({ award: { basis }, institution }: AwardPage): string | null {
	if (!basis) return null;
	if (basis.observed === null) return m.badge_judged_rule();
	const count = basis.evidence;
	return (count > 1 ? m.badge_judged_adviser_many : m.badge_judged_adviser)({ institution, count });
}

/** How it was judged, and how far: what a reader must know before relying on it. */
function assurance({ definition }: AwardPage) {
	if (!definition) return [];
	const { assessment, supervised, identityVerified } = assuranceOf(definition);
	return [
		{
			name: m.badge_assessment(),
			value: assessment === 'evidence' ? m.badge_assessment_evidence() : m.badge_assessment_declared(),
		},
		{ name: m.badge_supervision(), value: supervised ? m.badge_supervision_yes() : m.badge_supervision_no() },
		{ name: m.badge_identity(), value: identityVerified ? m.badge_identity_yes() : m.badge_identity_no() },
	];
}

/** The address of its Open Badges 2.0 twin, while anybody can read one there. */
function twin({ award, issuer }: AwardPage): string | null {
	const stands = award.publishedAt !== null && award.revokedAt === null && award.credential !== null;
	return stands ? `${issuer.origin}/b/${award.id}/2.0` : null;
}

/** What the page of a badge shows to this reader. */
export function awardView(page: AwardPage, locale: Locale, now: Date) {
	const { award, definition, timeZone } = page;
	const day = (at: Date | null) => at && dayText(at, locale, timeZone);
	const about = definition && dimension(definition.framework, definition.dimension);
	// Where it was signed to stand, whatever name the service answers to today.
	const address = `${page.issuer.origin}/b/${award.id}`;
	const qr = qrCode(address);
	return {
		id: award.id,
		address,
		qr: { side: qr.side, path: qrPath(qr) },
		badge: award.badge,
		name: definition?.name[locale] ?? award.badge,
		description: definition?.description[locale] ?? '',
		criteria: definition?.criteria.narrative[locale] ?? '',
		doesNotProve: definition?.doesNotProve[locale] ?? '',
		number: about?.number ?? 0,
		dimension: about && {
			title: about.title[locale],
			href: `/framework/${definition.framework}/${about.slug}`,
		},
		framework: definition ? framework(definition.framework).title[locale] : '',
		version: award.definitionVersion,
		language: award.locale,
		holder: page.holder,
		institution: page.institution,
		issuer: page.issuer.slug,
		local: page.issuer.origin.startsWith('http:'),
		demonstration: page.demonstration,
		awardedOn: day(award.awardedAt),
		revoked: award.revokedAt && { on: day(award.revokedAt), reason: award.revocationReason },
		reissued: page.reissued && { on: day(page.reissued.at), reason: page.reissued.reason },
		published: award.publishedAt !== null,
		showsName: award.showsName,
		left: award.person === null,
		practice: definition?.kind === 'practice',
		basis: basisLines(page, locale),
		judged: judged(page),
		assurance: assurance(page),
		evidence: page.evidence
			.filter(({ name }) => name !== null)
			.map(({ name, narrative, url }) => ({
				title: name ?? '',
				narrative: narrative ?? '',
				link: url ? { address: url, host: hostOf(url) } : null,
			})),
		report: page.report && reportText(reportAsJson(page.report, { at: now, timeZone }), locale),
		code: showShortCode(award.shortCode),
		token: page.token,
		twin: twin(page),
		sibling: page.sibling,
		offersSibling: page.offersSibling,
		rights: page.rights,
	};
}
