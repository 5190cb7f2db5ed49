import { notFound } from '#platform';
import { runFormOnce, checkUnlessProcessed, type World } from '#platform/server';
import { addPerson, refuseUniqueConflict, preparePerson } from '../accounts/accounts.ts';
import { addInstitution, type NewInstitution } from './create-institution.ts';
import {
	wasSetupTokenEverMade,
	putSetupToken,
	isSetupTokenOpen,
	spendSetupToken,
} from './setup-token-store.ts';
import { countInstitutions } from './institution-store.ts';
import { newToken, tokenHash } from '../sessions/tokens.ts';

const HOURS = 24;

/**
 * Makes the one-time address (valid 24 hours) at which the first institution and its first administrator are
 * created; the console prints it. Each call cancels the address made before. When an institution exists,
 * returns null and changes nothing.
 */
export async function createSetupAddress(world: World): Promise<string | null> {
	const token = newToken();
	const expiresAt = new Date(world.now().getTime() + HOURS * 3_600_000);
	return world.db.write(async (tx) => {
		if ((await countInstitutions(tx)) > 0) return null;
		await putSetupToken(tx, { id: tokenHash(token), expiresAt });
		return `${world.origin}/setup/${token}`;
	});
}

/**
 * Returns whether a set-up address was ever made, even one that was used or has expired: then the data folder
 * belongs to a real service, even before its first institution.
 */
export const wasSetupEverOffered = (world: World): Promise<boolean> => wasSetupTokenEverMade(world.db.read);

/** Throws not-found (404) unless the set-up address with this token can still be used. Does not use it up. */
export async function mustBeOpenSetup(world: World, token: string): Promise<void> {
	const open =
		(await isSetupTokenOpen(world.db.read, tokenHash(token), world.now())) &&
		(await countInstitutions(world.db.read)) === 0;
	if (!open) throw notFound();
}

/** What the first administrator fills in about the institution and themselves. */
export interface SetupInput {
	readonly token: string;
	readonly institution: Pick<NewInstitution, 'name' | 'slug' | 'kind'>;
	readonly person: {
		username: string;
		email?: string;
		displayName: string;
		password: string;
		locale: 'fr' | 'en';
	};
	readonly key: string;
}

/**
 * Creates the first institution and its first administrator, once, and uses up the set-up address. Throws
 * not-found (404) when that address can no longer be used.
 */
export async function createFirstInstitution(world: World, input: SetupInput): Promise<void> {
	const id = tokenHash(input.token);
	const who = `setup-${id}`;
	const known = { who, action: 'identity.setup', key: input.key };
	// A form sent again gets its first answer, although that answer used up its address.
	await checkUnlessProcessed(world, known, () => mustBeOpenSetup(world, input.token));
	const ready = { ...(await preparePerson(world, input.person)), id: world.newId() };
	const { password, ...person } = input.person;
	const sent = { ...input.institution, ...person };
	const form = { ...known, sent, secrets: { password }, about: ready.id };
	await refuseUniqueConflict(
		runFormOnce(world, form, async (tx) => {
			const first = (await countInstitutions(tx)) === 0;
			if (!first || !(await spendSetupToken(tx, id, world.now()))) throw notFound();
			const { id: institution } = await addInstitution(tx, world, {
				...input.institution,
				language: person.locale,
			});
			await addPerson(tx, world, { ...ready, memberships: [{ institution, role: 'administrator' }] });
			return null;
		}),
	);
}
