import { notFound } from '#platform';
import { once, unlessAnswered, type World } from '#platform/server';
import { addPerson, orTaken, readyPerson } from '../accounts/accounts.ts';
import { addInstitution, type NewInstitution } from './create-institution.ts';
import { hasSetupToken, putSetupToken, setupTokenOpen, spendSetupToken } from '../invitations/entry-store.ts';
import { countInstitutions } from './institution-store.ts';
import { newToken, tokenHash } from '../sessions/tokens.ts';

const HOURS = 24;

/**
 * Makes the one-time address where the first institution and its first administrator are created, to print on the
 * console; null once there is an institution. Each call ends the address made before.
 */
export async function createSetupToken(world: World): Promise<string | null> {
	const token = newToken();
	const expiresAt = new Date(world.now().getTime() + HOURS * 3_600_000);
	return world.db.write(async (tx) => {
		if ((await countInstitutions(tx)) > 0) return null;
		await putSetupToken(tx, { id: tokenHash(token), expiresAt });
		return `${world.origin}/setup/${token}`;
	});
}

/** Whether a set-up address was ever printed: the folder is a real service's, even before its first institution. */
export const setupWasOffered = (world: World): Promise<boolean> => hasSetupToken(world.db.read);

/** Whether a set-up address still opens; looking at it spends nothing. Not-found when it does not. */
export async function mustBeOpenSetup(world: World, token: string): Promise<void> {
	const open =
		(await setupTokenOpen(world.db.read, tokenHash(token), world.now())) &&
		(await countInstitutions(world.db.read)) === 0;
	if (!open) throw notFound();
}

/** What the first administrator writes about the institution and about themselves. */
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

/** Creates the first institution and its first administrator, once; the address is spent with it. */
export async function setUp(world: World, input: SetupInput): Promise<void> {
	const id = tokenHash(input.token);
	const who = `setup-${id}`;
	const known = { who, action: 'identity.setup', key: input.key };
	// The address of a form that was answered is spent; sent again, it gets its answer.
	await unlessAnswered(world, known, () => mustBeOpenSetup(world, input.token));
	const ready = { ...(await readyPerson(world, input.person)), id: world.newId() };
	const { password, ...person } = input.person;
	const sent = { ...input.institution, ...person };
	const form = { ...known, sent, secrets: { password }, about: ready.id };
	await orTaken(
		once(world, form, async (tx) => {
			const first = (await countInstitutions(tx)) === 0;
			if (!first || !(await spendSetupToken(tx, id, world.now()))) throw notFound();
			const { id: institution } = await addInstitution(tx, world, input.institution);
			await addPerson(tx, world, { ...ready, memberships: [{ institution, role: 'administrator' }] });
			return null;
		}),
	);
}
