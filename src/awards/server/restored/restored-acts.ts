import type { Act, Queries } from '#platform/server';
import { z } from 'zod';
import { ACTS } from '../acts.ts';
import { compromiseRestored, keyState, learnKey } from './restored-keys-store.ts';
import { addLost, hasIssuer, hideRestored, markGiven, revokeRestored } from './restored-store.ts';

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

/** What came of an act that a copy did not hold. */
export type Redone =
	/** The copy says so already, or it is made so now. */
	| 'held'
	| 'entry-skipped'
	| 'revoked'
	| 'hidden'
	| 'key-learned'
	| 'key-compromised'
	/** What it is about is not in the copy, and cannot be made from ids. */
	| 'not-made-good';

/**
 * Inside a write unit of a database put back from an older copy: makes an act hold again. An entry given since is never
 * given again; what was revoked, hidden or trusted no more stays so; a key made since lets what it signed be verified,
 * though its private half is lost. Undefined for an act of another context.
 */
export async function redoAct(tx: Queries, act: Act, now: Date): Promise<Redone | undefined> {
	const { at } = act;
	switch (act.what) {
		case ACTS.taken: {
			const about = taken.parse(act.about);
			if (!(await hasIssuer(tx, about.issuer))) return 'not-made-good';
			return (await addLost(tx, about, at)) ? 'entry-skipped' : 'held';
		}
		case ACTS.given:
			await markGiven(tx, given.parse(act.about).serial);
			return 'held';
		case ACTS.revoked: {
			const about = entry.parse(act.about);
			if (!(await hasIssuer(tx, about.issuer))) return 'not-made-good';
			return (await revokeRestored(tx, about, at)) ? 'revoked' : 'held';
		}
		case ACTS.hidden:
			return (await hideRestored(tx, hidden.parse(act.about).award)) ? 'hidden' : 'held';
		case ACTS.key: {
			const about = key.parse(act.about);
			if (!(await hasIssuer(tx, about.issuer))) return 'not-made-good';
			const state = await keyState(tx, about.kid);
			if (state === undefined) {
				await learnKey(tx, about, { at, now });
				return 'key-learned';
			}
			if (about.state !== 'compromised' || state === 'compromised') return 'held';
			await compromiseRestored(tx, about.kid, at);
			return 'key-compromised';
		}
		default:
			return undefined;
	}
}
