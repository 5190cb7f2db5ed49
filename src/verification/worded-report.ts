import type {
	CheckId,
	CheckOutcome,
	CheckReason,
	OpenBadgesVersion,
	Verdict,
	IssuerVoucher,
} from '#openbadges';
import type { Text } from '#platform';
import type { StatedClaims } from './stated.ts';

/** One check of a verification, with its sentence in French and English. */
export interface WordedCheck {
	readonly id: CheckId;
	readonly outcome: CheckOutcome;
	readonly reason: CheckReason;
	readonly title: Text;
	/** What the check found, in one sentence. */
	readonly fr: string;
	readonly en: string;
	readonly notProven: Text;
}

/** The report of a verification as the service sends it: fixed codes for programs, sentences for people. */
export interface WordedReport {
	readonly verdict: Verdict;
	/** The verdict in a word or two. */
	readonly title: Text;
	/** The verdict in one sentence or two. */
	readonly fr: string;
	readonly en: string;
	/** The sentence that tells what no verification can prove. */
	readonly limit: Text;
	/** The instant at which the badge was judged (ISO 8601, UTC). */
	readonly verifiedAt: string;
	readonly spec: OpenBadgesVersion | null;
	/** The issuer's id and name as the badge states them; only `checks` tells what is proven. */
	readonly issuer: { readonly id: string; readonly name: string | null } | null;
	readonly achievement: { readonly id: string; readonly name: string | null } | null;
	/** Who vouches for the issuer, in a sentence; null if the badge could not be attributed to an issuer. */
	readonly vouched: (Text & { readonly by: IssuerVoucher['by']; readonly register: string | null }) | null;
	/**
	 * The start and the end of validity as the badge states them (ISO 8601); null for a date that it does not
	 * state or that cannot be parsed.
	 */
	readonly dates: { readonly from: string | null; readonly until: string | null };
	/** The badge's claims about the achievement; null if nothing in the badge can be relied on. */
	readonly stated: StatedClaims | null;
	/**
	 * The address of the badge's public page on this service; null if the badge is not published here. It
	 * does not depend on the form in which the badge was submitted.
	 */
	readonly page: string | null;
	/** The name of the badge's holder, if the public page shows it; it is never part of the signed text. */
	readonly holder: string | null;
	/**
	 * Whether the badge was found through the link of a printed sheet: the verdict is about the badge, not
	 * the sheet.
	 */
	readonly sheet: boolean;
	/**
	 * The address of our own drawing of the badge, only if the badge is proven ours; never a picture that the
	 * badge brings.
	 */
	readonly picture: string | null;
	/** The results of the 14 verification steps, in order. */
	readonly checks: readonly WordedCheck[];
}
