import { randomBytes } from 'node:crypto';
import { verifiedEmailsOf } from '#identity/server';
import {
	type HashedEmail,
	hashedEmailOf,
	hashIdentity,
	identityMatch,
	type JsonObject,
	parseStrictJson,
} from '#openbadges';
import type { Queries } from '#platform/server';
import type { Award } from '../../award.ts';
import { awardsByIds } from '../award-store.ts';
import type { AwardRequest } from '../issuing/prepare-award.ts';

/** Hashes a verified address with a salt of its own, to be written in a badge. */
export function saltedHashOf(address: string): HashedEmail {
	const salt = randomBytes(16).toString('hex');
	return { hash: hashIdentity(address, salt), salt };
}

/**
 * The hashed e-mail address to which the signed text of an award is bound; null if it is bound to none, or
 * its text was erased.
 */
export const boundEmailOf = ({ credential }: Pick<Award, 'credential'>): HashedEmail | null =>
	(credential !== null && hashedEmailOf(parseStrictJson(credential) as JsonObject)) || null;

/** Whether an award is bound to this address. */
export function isBoundTo(award: Pick<Award, 'credential'>, address: string): boolean {
	const email = boundEmailOf(award);
	return email !== null && identityMatch({ held: email.hash, salt: email.salt }, address) === 'hashed';
}

/** To what a badge about to be issued is bound: an address, the hash that its original has, or nothing. */
type Binding = { readonly address: string } | { readonly email: HashedEmail } | { readonly address: null };

/**
 * Reads to what each of the requested badges is bound: a translation as its original is now; any other to the
 * person's verified address, if they want it.
 */
export async function bindingsOf(q: Queries, requests: readonly AwardRequest[]): Promise<readonly Binding[]> {
	const wanting = requests.filter(({ bindsEmail, original }) => bindsEmail && !original);
	const addresses = await verifiedEmailsOf(
		q,
		wanting.map(({ person }) => person),
	);
	const originals = await awardsByIds(
		q,
		requests.flatMap(({ original }) => original?.id ?? []),
	);
	return requests.map(({ person, bindsEmail, original }) => {
		if (!original) return { address: (bindsEmail && addresses.get(person)) || null };
		const now = originals.find(({ id }) => id === original.id);
		const email = now && boundEmailOf(now);
		return email ? { email } : { address: null };
	});
}

/** The hash that a badge bound so has: a new one of the address, or the one of its original; null for none. */
export function hashedEmailFor(binding: Binding): HashedEmail | null {
	if ('email' in binding) return binding.email;
	return binding.address === null ? null : saltedHashOf(binding.address);
}

/** Whether two readings bind a badge to the same. */
export const isSameBinding = (one: Binding, other: Binding): boolean =>
	JSON.stringify(one) === JSON.stringify(other);
