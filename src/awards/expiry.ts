import type { Award } from './award.ts';

/** How many days before a badge expires its holder is told, and may apply for it again. */
export const EXPIRY_NOTICE_DAYS = 30;

const NOTICE_MS = EXPIRY_NOTICE_DAYS * 86_400_000;

/**
 * Returns when a badge awarded at an instant expires: so many calendar months later, at the same time (UTC), or on
 * the last day of that month where it is shorter. To the whole second, as badges state it.
 */
export function expiryOf(awardedAt: Date, months: number): Date {
	const end = new Date(awardedAt);
	end.setUTCMilliseconds(0);
	end.setUTCDate(1);
	end.setUTCMonth(end.getUTCMonth() + months);
	const lastDay = new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() + 1, 0)).getUTCDate();
	end.setUTCDate(Math.min(awardedAt.getUTCDate(), lastDay));
	return end;
}

type Expiring = Pick<Award, 'validUntil'>;

/** The instant up to which badges that expire may be applied for again, and their holders are told. */
export const expiringBefore = (now: Date): Date => new Date(now.getTime() + NOTICE_MS);

/** Returns whether a badge has expired; one that never expires has not. */
export const isExpired = ({ validUntil }: Expiring, now: Date): boolean =>
	validUntil !== null && validUntil <= now;

/** Returns whether a badge can be applied for again: it has expired, or expires within 30 days. */
export const isRenewable = ({ validUntil }: Expiring, now: Date): boolean =>
	validUntil !== null && validUntil <= expiringBefore(now);

/**
 * Which part of a badge's life it is, where its page or its verification reads otherwise: in force, soon to expire,
 * or expired.
 */
export const phaseOf = (award: Expiring, now: Date): 'in-force' | 'expiring' | 'expired' =>
	isExpired(award, now) ? 'expired' : isRenewable(award, now) ? 'expiring' : 'in-force';
