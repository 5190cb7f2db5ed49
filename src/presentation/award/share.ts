import { m } from '#messages';
import { dateFormat } from '#platform';
import { showShortCode } from '#awards';
import type { AwardPage } from '#awards/server';

/** Ways in which the holder of a badge can show it on other sites. */
export interface SharingOptions {
	/** The address of the LinkedIn page that adds the badge to a profile, with its fields filled in. */
	readonly linkedIn: string;
	/** HTML to paste into another site: a picture that links to the badge, without scripts. */
	readonly embed: string;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);

/** Year and month of an instant, in the institution's time zone. */
function monthOf(at: Date, timeZone: string): { readonly year: string; readonly month: string } {
	const parts = dateFormat('fr', timeZone, 'civil').formatToParts(at);
	const part = (type: string) => String(Number(parts.find((one) => one.type === type)?.value));
	return { year: part('year'), month: part('month') };
}

/**
 * The name of an award on a LinkedIn profile, among other certificates: the one that was signed, where it says what
 * it is about; otherwise the badge's short name, made so.
 */
function certificateName(credential: string, name: string): string {
	const full = m.badge_certificate_name({ name });
	const signed = (JSON.parse(credential) as { readonly name?: unknown }).name;
	const [about = ''] = full.split(' – ');
	return typeof signed === 'string' && signed.startsWith(`${about} – `) ? signed : full;
}

/**
 * Makes the ways in which an award's holder can show it on other sites; null for anybody else, and when the
 * award is private, revoked or erased, since the link would lead nowhere.
 */
export function sharingOptionsOf(page: AwardPage, address: string, name: string): SharingOptions | null {
	const { award, institution, timeZone, rights } = page;
	if (!rights.owner || !award.publishedAt || award.revokedAt || !award.credential) return null;
	const { year, month } = monthOf(award.awardedAt, timeZone);
	const end = award.validUntil && monthOf(award.validUntil, timeZone);
	const profile = new URLSearchParams({
		startTask: 'CERTIFICATION_NAME',
		name: certificateName(award.credential, name),
		organizationName: institution,
		issueYear: year,
		issueMonth: month,
		...(end && { expirationYear: end.year, expirationMonth: end.month }),
		certUrl: address,
		certId: showShortCode(award.shortCode),
	});
	const alt = escaped(m.badge_embed_alt({ name, institution }));
	return {
		linkedIn: `https://www.linkedin.com/profile/add?${profile}`,
		embed: `<a href="${escaped(address)}"><img src="${escaped(address)}.png" alt="${alt}" width="160" height="160"></a>`,
	};
}
