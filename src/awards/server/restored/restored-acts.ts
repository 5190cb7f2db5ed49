import type { JournalledAct, Queries } from '#platform/server';
import { z } from 'zod';
import { AWARD_ACT_NAMES } from '../acts.ts';
import { compromiseRestoredKey, keyState, addPublicKeyOnly } from './restored-keys-store.ts';
import {
	addLostIssuance,
	hasIssuer,
	hideRestoredAward,
	markLostIssuancePublished,
	revokeRestoredBadge,
} from './restored-store.ts';

const entry = z.object({
	serial: z.string(),
	issuer: z.string(),
	institution: z.string(),
	badge: z.string(),
	kid: z.string(),
	statusList: z.number().int(),
	statusIndex: z.number().int(),
	shortCode: z.string(),
});
const taken = entry.extend({ reissueOf: z.string().nullable() });
const given = z.object({ serial: z.string() });
const hidden = z.object({ award: z.string() });
const key = z.object({
	issuer: z.string(),
	kid: z.string(),
	algorithm: z.enum(['Ed25519', 'ES256', 'RS256']),
	publicJwk: z.string().nullable(),
	state: z.enum(['planned', 'active', 'retired', 'compromised']),
});

/** The result of applying an act again to a restored backup. */
export type RedoActResult =
	/**
	 * The backup already contained what the act did. Also the result of every `badge-given` act, which at
	 * most marks a skipped entry as published.
	 */
	| 'held'
	| 'entry-skipped'
	| 'revoked'
	| 'hidden'
	| 'key-learned'
	| 'key-compromised'
	/** The issuing body that the act names is not in the backup, and cannot be rebuilt from ids. */
	| 'not-made-good';

/**
 * Applies again, inside a write unit of a restored database, an act made after the backup. A status entry
 * used since then is never assigned again; what was revoked, hidden or compromised stays so; a key created
 * since then is recorded so that its signatures verify, though its private half is lost. Returns undefined
 * for an act of another context.
 */
export async function redoAct(
	tx: Queries,
	act: JournalledAct,
	now: Date,
): Promise<RedoActResult | undefined> {
	const { at } = act;
	switch (act.what) {
		case AWARD_ACT_NAMES.taken: {
			const about = taken.parse(act.about);
			if (!(await hasIssuer(tx, about.issuer))) return 'not-made-good';
			return (await addLostIssuance(tx, about, at)) ? 'entry-skipped' : 'held';
		}
		case AWARD_ACT_NAMES.given:
			await markLostIssuancePublished(tx, given.parse(act.about).serial);
			return 'held';
		case AWARD_ACT_NAMES.revoked: {
			const about = entry.parse(act.about);
			if (!(await hasIssuer(tx, about.issuer))) return 'not-made-good';
			return (await revokeRestoredBadge(tx, about, at)) ? 'revoked' : 'held';
		}
		case AWARD_ACT_NAMES.hidden:
			return (await hideRestoredAward(tx, hidden.parse(act.about).award)) ? 'hidden' : 'held';
		case AWARD_ACT_NAMES.key: {
			const about = key.parse(act.about);
			if (!(await hasIssuer(tx, about.issuer))) return 'not-made-good';
			const state = await keyState(tx, about.kid);
			if (state === undefined) {
				await addPublicKeyOnly(tx, about, { at, now });
				return 'key-learned';
			}
			if (about.state !== 'compromised' || state === 'compromised') return 'held';
			await compromiseRestoredKey(tx, about.kid, at);
			return 'key-compromised';
		}
		default:
			return undefined;
	}
}
