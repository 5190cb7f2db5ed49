import { type Locale, Refusal, visibleLine } from '#platform';
import { isUniqueViolation, type Queries, type World } from '#platform/server';
import type { Audience, Membership, Role } from '../../actor.ts';
import { emailProblem, foldEmail, foldUsername, usernameProblem } from '../../names.ts';
import { mustHaveLearners } from '../institutions/must-have-learners.ts';
import { passwordProblem } from '../passwords/new-password/password-rule.ts';
import { hashPassword } from '../passwords/passwords.ts';
import { insertMemberships, inviterIdByLearner, membershipRows, putMembership } from './membership-store.ts';
import { type Account, accountsByIds, findAccount, insertPeople, insertPerson } from './people-store.ts';

/** A role to give to a person in an institution. */
interface NewMembership {
	readonly institution: string;
	readonly role: Role;
	readonly audience?: Audience | null | undefined;
	/** Id of the person who made the invitation or gives the role; undefined for the operator's command. */
	readonly givenBy?: string | undefined;
}

/** A person to create: their names, how they sign in, and their roles. */
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

/** A new person whose fields were checked and whose password is hashed, ready to be stored. */
export type PreparedPerson = Omit<NewPerson, 'password'> & {
	readonly passwordHash: string | null;
	/** The id of the account to create; generated when left out. */
	readonly id?: string;
};

/**
 * Checks the fields of a new person and hashes their password, before any write. `whose` is the queue in
 * which the hashing waits its turn (see `hashPassword`). Throws a refusal with the field at fault.
 */
export async function preparePerson(
	world: Pick<World, 'passwordCost'>,
	person: NewPerson,
	whose?: string,
): Promise<PreparedPerson> {
	const { password, ...rest } = person;
	refuseIf(usernameProblem(person.username), 'username');
	refuseIf(emailProblem(person.email ?? ''), 'email');
	if (visibleLine(person.displayName) === '')
		throw new Refusal('identity.name-missing', { field: 'displayName' });
	if (password !== undefined) refuseIf(passwordProblem(password, person.username), 'password');
	return {
		...rest,
		passwordHash: password === undefined ? null : await hashPassword(world, password, whose),
	};
}

/**
 * Stores a person and their roles inside a write unit; returns the person's id. Throws when the user name or
 * the e-mail address is already taken.
 */
export async function addPerson(
	tx: Queries,
	world: Pick<World, 'newId' | 'now'>,
	person: PreparedPerson,
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
		displayName: visibleLine(person.displayName),
		passwordHash: person.passwordHash,
		mustChangePassword: person.mustChangePassword ?? false,
		locale: person.locale ?? 'fr',
		createdAt,
	});
	for (const membership of person.memberships ?? []) await addMembership(tx, world, id, membership);
	return id;
}

/** One of many learners who are added at once; their account and role date from `createdAt`. */
export interface NewLearner extends Pick<NewPerson, 'username' | 'displayName' | 'locale'> {
	readonly institution: string;
	readonly audience: Audience;
	readonly createdAt: Date;
}

/**
 * Stores many learners without passwords, inside a write unit; returns their ids in the same order. Checks no
 * user name: the caller must give well-formed, unused ones. A user name that is taken violates a unique
 * constraint, and nothing is stored.
 */
export async function addLearners(
	tx: Queries,
	world: Pick<World, 'newId'>,
	all: readonly NewLearner[],
): Promise<readonly string[]> {
	const named = all.map((one) => ({ ...one, id: world.newId() }));
	await insertPeople(
		tx,
		named.map(({ id, username, displayName, locale = 'fr', createdAt }) => ({
			...{ id, username: foldUsername(username), displayName, locale, createdAt },
			...{ email: null, passwordHash: null, mustChangePassword: false },
		})),
	);
	await insertMemberships(
		tx,
		named.map(({ id: person, institution, audience, createdAt }) => ({
			...{ id: world.newId(), person, institution, role: 'learner', audience, givenBy: null, createdAt },
		})),
	);
	return named.map(({ id }) => id);
}

/**
 * Gives a person a role, inside a write unit. A learner must have an audience (`identity.audience-missing`);
 * for other roles, none is stored. Throws `identity.no-learners` where nobody learns (a RÉCIT service).
 */
export async function addMembership(
	tx: Queries,
	world: Pick<World, 'newId' | 'now'>,
	person: string,
	{ institution, role, audience, givenBy }: NewMembership,
): Promise<void> {
	const kept = role === 'learner' ? (audience ?? null) : null;
	if (role === 'learner' && kept === null)
		throw new Refusal('identity.audience-missing', { field: 'audience' });
	if (role === 'learner') await mustHaveLearners(tx, institution, 'roles');
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

/**
 * Awaits a write, and turns the violation of a unique constraint (two sign-ups at once) into
 * `identity.email-taken` or `identity.username-taken`.
 */
export async function refuseUniqueConflict<T>(work: Promise<T>): Promise<T> {
	try {
		return await work;
	} catch (error) {
		if (isUniqueViolation(error, 'email')) throw new Refusal('identity.email-taken', { field: 'email' });
		if (isUniqueViolation(error)) throw new Refusal('identity.username-taken', { field: 'username' });
		throw error;
	}
}

/**
 * Creates an account and returns its id. For the operator's command and the demonstration only: on pages,
 * people join with an invitation.
 */
export async function createPerson(world: World, person: NewPerson): Promise<string> {
	const ready = await preparePerson(world, person);
	return refuseUniqueConflict(world.db.write((tx) => addPerson(tx, world, ready)));
}

/** Returns the display names and user names of people, by id; unknown ids are left out. */
export async function peopleByIds(
	world: Pick<World, 'db'>,
	ids: readonly string[],
): Promise<Map<string, { id: string; displayName: string; username: string }>> {
	const found = await accountsByIds(world.db.read, [...new Set(ids)]);
	return new Map(found.map(({ id, displayName, username }) => [id, { id, displayName, username }]));
}

/**
 * Returns, for each learner of an institution, the id of the person who made their invitation or gave them
 * the role.
 */
export const inviterByLearner = (
	world: Pick<World, 'db'>,
	institution: string,
): Promise<Map<string, string>> => inviterIdByLearner(world.db.read, institution);

/** Returns the account with this user name, in upper or lower case; undefined if there is none. */
export const personByUsername = (world: Pick<World, 'db'>, username: string): Promise<Account | undefined> =>
	findAccount(world.db.read, { username: foldUsername(username) });

/** Returns the account with this id; undefined if there is none. */
export const personById = (world: Pick<World, 'db'>, id: string): Promise<Account | undefined> =>
	findAccount(world.db.read, { id });

/** Returns the roles that a person holds, in the order they were given. */
export const membershipsOf = async (world: Pick<World, 'db'>, person: string): Promise<Membership[]> =>
	(await membershipRows(world.db.read, person)).map(({ createdAt: _at, ...membership }) => membership);
