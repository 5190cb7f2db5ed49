import type { CheckId, Outcome, Reason, Spec, Verdict, Voucher } from '#openbadges';
import type { Text } from '#platform';

/** One step of a verification, in words. */
export interface ToldCheck {
	readonly id: CheckId;
	readonly outcome: Outcome;
	readonly reason: Reason;
	readonly title: Text;
	/** What was found. */
	readonly fr: string;
	readonly en: string;
	readonly notProven: Text;
}

/** The report of a verification as it leaves the service: closed words for programs, sentences for people. */
export interface ToldReport {
	readonly verdict: Verdict;
	/** The verdict in a word or two. */
	readonly title: Text;
	/** The verdict in one sentence or two. */
	readonly fr: string;
	readonly en: string;
	/** What no report proves. */
	readonly limit: Text;
	/** When the badge was judged (ISO 8601, UTC). */
	readonly verifiedAt: string;
	readonly spec: Spec | null;
	/** As the badge states it: only `checks` says what of it is proven. */
	readonly issuer: { readonly id: string; readonly name: string | null } | null;
	readonly achievement: { readonly id: string; readonly name: string | null } | null;
	/** Who vouches for the issuer, in a sentence; null where the badge was not found to be anybody's. */
	readonly vouched: (Text & { readonly by: Voucher['by']; readonly register: string | null }) | null;
	/** As the badge states them (ISO 8601); null where it states none that can be read. */
	readonly dates: { readonly from: string | null; readonly until: string | null };
	/** Its public page here, when it was given by its code or its address. */
	readonly page: string | null;
	/** Our own drawing of it, only when it is proven ours; never a picture that the badge brings. */
	readonly picture: string | null;
	/** The 14 steps, in their order. */
	readonly checks: readonly ToldCheck[];
}
