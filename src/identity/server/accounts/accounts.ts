import { type Locale, Refusal } from '#platform';
import { isUniqueViolation, type Queries, type World } from '#platform/server';
import type { Audience, Membership, Role } from '../../actor.ts';
import { emailProblem, foldEmail, foldUsername, usernameProblem } from '../../names.ts';
import { passwordProblem } from '../passwords/new-password/password-rule.ts';
import { hashPassword } from '../passwords/passwords.ts';
import { anyStudentAmong, learnersLetIn, membershipRows, putMembership } from './membership-store.ts';
import { type Account, accountsByIds, findAccount, insertPerson } from './people-store.ts';

/** A role to be given. */
interface NewMembership {
	readonly institution: string;
	readonly role: Role;
	readonly audience?: Audience | null | undefined;
	/** Who made the invitation, or gives the role; nobody: the command. */
	readonly givenBy?: string | undefined;
}

/** A person to be: what they are called, how they sign in, where they belong. */
export interface NewPerson {
	readonly username: string;
	readonly email?: string | null | undefined;
	readonly displayName: string;
	/** Without a password nobody can sign in to the account until one is set. */
	readonly password?: string | undefined;
	readonly mustChangePassword?: boolean | undefined;
	readonly locale?: Locale | undefined;
	readonly memberships?: readonly NewMembership[] | undefined;
}

const refuseIf = (code: string | undefined, field: string) => {
	if (code) throw new Refusal(code, { field });
};

/** A person who passed the rules, with their password hashed: ready to be stored. */
export type ReadyPerson = Omit<NewPerson, 'password'> & {
	readonly passwordHash: string | null;
	/** The id they will have; one is made unless said. */
	readonly id?: string;
};

/** Checks a person to be against the rules and hashes the password in the turn of `whose`; both happen before any write. */
export async function readyPerson(
	world: Pick<World, 'passwordCost'>,
	person: NewPerson,
	whose?: string,
): Promise<ReadyPerson> {
	const { password, ...rest } = person;
	refuseIf(usernameProblem(person.username), 'username');
	refuseIf(emailProblem(person.email ?? ''), 'email');
	if (person.displayName.trim() === '') throw new Refusal('identity.name-missing', { field: 'displayName' });
	if (password !== undefined) refuseIf(passwordProblem(password, person.username), 'password');
	return {
		...rest,
		passwordHash: password === undefined ? null : await hashPassword(world, password, whose),
	};
}

/** Stores a person and their roles inside a write unit; refuses a user name or an e-mail address already taken. */
export async function addPerson(
	tx: Queries,
	world: Pick<World, 'newId' | 'now'>,
	person: ReadyPerson,
): Promise<string> {
	const [id, createdAt] = [person.id ?? world.newId(), world.now()];
	const [username, email] = [foldUsername(person.username), foldEmail(person.email ?? '') || null];
	if (await findAccount(tx, { username }))
		throw new Refusal('identity.username-taken', { field: 'username' });
	if (email && (await findAccount(tx, { email })))
		throw new Refusal('identity.email-taken', { field: 'email' });
	await insertPerson(tx, {
		id,
		username,
		email,
		displayName: person.displayName.trim(),
		passwordHash: person.passwordHash,
		mustChangePassword: person.mustChangePassword ?? false,
		locale: person.locale ?? 'fr',
		createdAt,
	});
	for (const membership of person.memberships ?? []) await addMembership(tx, world, id, membership);
	return id;
}

/** Gives a person a role inside a write unit; only learners keep an audience. */
export async function addMembership(
	tx: Queries,
	world: Pick<World, 'newId' | 'now'>,
	person: string,
	{ institution, role, audience, givenBy }: NewMembership,
): Promise<void> {
	const kept = role === 'learner' ? (audience ?? null) : null;
	if (role === 'learner' && kept === null)
		throw new Refusal('identity.audience-missing', { field: 'audience' });
	await putMembership(tx, {
		id: world.newId(),
		person,
		institution,
		role,
		audience: kept,
		givenBy,
		createdAt: world.now(),
	});
}

/** Two people took the same name at the same instant: the second hears it as if the first had come long before. */
export async function orTaken<T>(work: Promise<T>): Promise<T> {
	try {
		return await work;
	} catch (error) {
		if (isUniqueViolation(error)) throw new Refusal('identity.username-taken', { field: 'username' });
		throw error;
	}
}

/** Creates an account, for the command and the demonstration; gives its id. Pages go through invitations. */
export async function createPerson(world: World, person: NewPerson): Promise<string> {
	const ready = await readyPerson(world, person);
	return orTaken(world.db.write((tx) => addPerson(tx, world, ready)));
}

/** What others may call a person: display names and user names by id; unknown ids are left out. */
export async function peopleByIds(
	world: Pick<World, 'db'>,
	ids: readonly string[],
): Promise<Map<string, { id: string; displayName: string; username: string }>> {
	const found = await accountsByIds(world.db.read, [...new Set(ids)]);
	return new Map(found.map(({ id, displayName, username }) => [id, { id, displayName, username }]));
}

/** Who let each learner of an institution in, by person: the maker of the invitation, or who gave the role. */
export const letInBy = (world: Pick<World, 'db'>, institution: string): Promise<Map<string, string>> =>
	learnersLetIn(world.db.read, institution);

/** Whether one of these people learns in an institution as a student. */
export const anyStudent = (
	world: Pick<World, 'db'>,
	institution: string,
	people: readonly string[],
): Promise<boolean> => anyStudentAmong(world.db.read, institution, people);

/** An account by its user name, in any case. */
export const personByUsername = (world: Pick<World, 'db'>, username: string): Promise<Account | undefined> =>
	findAccount(world.db.read, { username: foldUsername(username) });

/** An account by its id. */
export const personById = (world: Pick<World, 'db'>, id: string): Promise<Account | undefined> =>
	findAccount(world.db.read, { id });

/** The roles a person holds, in the order they were given. */
export const membershipsOf = async (world: Pick<World, 'db'>, person: string): Promise<Membership[]> =>
	(await membershipRows(world.db.read, person)).map(({ createdAt: _at, ...membership }) => membership);
