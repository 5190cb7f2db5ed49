import { afterAll, beforeAll, expect, test } from 'vitest';
import { failedWrites } from '#tests/failing-writes';
import { newcomer, signedIn } from '#tests/people';
import { type TestWorld, testWorld } from '#tests/world';
import type { PersonActor } from '../actor.ts';
import { recordLook, recordShareReading } from './access-journal.ts';
import {
	startAccompaniment,
	actorOf,
	addRoleWithCode,
	changeDetails,
	changePassword,
	createInstitution,
	createInvitation,
	createPerson,
	createSetupAddress,
	endAccompaniments,
	endOtherSessions,
	erase,
	deleteExpiredSignIns,
	giveShare,
	listInvitations,
	createAccountWithCode,
	resetPassword,
	revokeInvitation,
	setDisabled,
	setPassword,
	setRoles,
	createFirstInstitution,
	signIn,
	signOut,
	withdrawShare,
} from './index.ts';
import { countFailure } from './sessions/attempt-store.ts';
import { newSession, openSession } from './sessions/sessions.ts';
import { attemptKey } from './sessions/tokens.ts';

const PASSWORD = 'la neige tombe sur Rimouski';
const OTHER = 'un canot sur le Saguenay';
const may = () => {};

let world: TestWorld;
let here: string;
let [ada, bruno, chloe]: PersonActor[] = [];
let count = 0;
beforeAll(async () => {
	world = await testWorld('sqlite');
	here = (await createInstitution(world, { slug: 'ecole', name: 'École', kind: 'service-centre' })).id;
	const one = (role: 'learner' | 'adviser' | 'administrator', name: string) =>
		newcomer(world, [{ institution: here, role, audience: role === 'learner' ? 'teacher' : null }], name);
	ada = await signedIn(world, await one('learner', 'Ada'));
	bruno = await one('adviser', 'Bruno');
	chloe = await one('administrator', 'Chloe');
	await one('administrator', 'Denise');
	await setPassword(world, ada.id, PASSWORD);
	ada = await signedIn(world, ada);
});
afterAll(() => world.close());

const key = () => world.newId();
const code = (uses = 1, form = key()) =>
	createInvitation(world, chloe!, {
		...{ institution: here, role: 'adviser', audience: null, days: 2, uses, key: form },
	});
const person = () => ({
	username: `personne-${(count += 1)}`,
	displayName: 'Émile',
	password: PASSWORD,
	locale: 'fr' as const,
});
const typed = (more: object = {}) => ({
	...{ identifier: ada!.username, password: PASSWORD, address: '10.20.0.1' },
	...more,
});
const to = { granteeKind: 'cohort', grantee: 'automne' } as const;
const share = () => ({ ...to, person: ada!.id, textVersion: '1' });

/** Counts a wrong password typed for Ada from an address. */
async function failedOnce(address: string): Promise<void> {
	const key = attemptKey(`typed:${ada!.username}|${world.seal.fingerprint(address, 'sign-in')}`);
	const at = world.now();
	await world.db.write((tx) => countFailure(tx, key, ada!.id, { at, since: at }));
}

type Work = (world: TestWorld) => Promise<unknown>;
/** A world whose first write units (`many`) succeed and whose later ones fail as those of `failing` do. */
const after = (many: number, failing: TestWorld): TestWorld => {
	let units = 0;
	return {
		...failing,
		db: {
			...failing.db,
			write: (work) => ((units += 1) <= many ? world.db.write(work) : failing.db.write(work)),
		},
	};
};
/**
 * The use cases to try in a world whose writes fail, by name; each function first prepares, in the real
 * world, what its use case needs.
 */
const WORKS: Readonly<Record<string, () => Promise<Work>>> = {
	'looks at a thing of another': async () => (failing) =>
		recordLook(failing, bruno!, { may, person: ada!.id, what: 'application-read', thing: 'a' }),
	'reads what is shared': async () => (failing) =>
		recordShareReading(failing, bruno!, { may, ...to, day: '2026-11-22' }),
	invites: async () => (failing) =>
		createInvitation(failing, chloe!, {
			...{ institution: here, role: 'learner', audience: 'student', days: 2, uses: 1, key: key() },
		}),
	'invites by a form sent again': async () => {
		const form = key();
		await code(1, form);
		return (failing) =>
			createInvitation(after(1, failing), chloe!, {
				...{ institution: here, role: 'adviser', audience: null, days: 2, uses: 1, key: form },
			});
	},
	'takes an invitation back': async () => {
		await code();
		const [last] = await listInvitations(world, chloe!, here);
		return (failing) =>
			revokeInvitation(failing, chloe!, { institution: here, invitation: last!.id, key: key() });
	},
	'comes in with a code': async () => {
		const input = { ...person(), code: await code(), address: '10.20.0.2' };
		return (failing) => createAccountWithCode(after(1, failing), { ...input, key: key() });
	},
	'adds a role with a code': async () => {
		const given = await code(2);
		return (failing) => addRoleWithCode(failing, ada!, { code: given, key: key() });
	},
	'makes a password for somebody': async () => (failing) => resetPassword(failing, chloe!, ada!.id),
	'closes an account': async () => (failing) =>
		setDisabled(failing, chloe!, { person: ada!.id, disabled: true, key: key() }),
	'gives and takes roles': async () => (failing) =>
		setRoles(failing, chloe!, { person: ada!.id, roles: ['adviser'], audience: null, key: key() }),
	'corrects their details': async () => (failing) =>
		changeDetails(failing, ada!, { displayName: 'Ada L.', email: 'ada@exemple.ca', key: key() }),
	'ends their other sessions': async () => (failing) => endOtherSessions(failing, ada!, { key: key() }),
	'changes their password': async () => (failing) =>
		changePassword(failing, ada!, { currentPassword: PASSWORD, newPassword: OTHER, key: key() }),
	'comes from an address': async () => (failing) => signIn(failing, typed({ address: '10.20.0.5' })),
	'signs in, in the place of a session': async () => (failing) =>
		signIn(after(1, failing), typed({ replaces: ada!.session })),
	'signs in with a wrong password': async () => (failing) =>
		signIn(after(1, failing), typed({ password: 'x' })),
	'signs in after a wrong password': async () => {
		await failedOnce('10.20.0.3');
		return (failing) => signIn(after(1, failing), typed({ address: '10.20.0.3' }));
	},
	'opens a session after a wrong password': async () => {
		return async (failing) => {
			await failedOnce('10.20.0.4');
			return signIn(after(2, failing), typed({ address: '10.20.0.4' }));
		};
	},
	'comes back after a while': async () => {
		const { token, session } = newSession(ada!.id, new Date(world.now().getTime() - 120_000));
		await world.db.write((tx) => openSession(tx, session));
		return (failing) => actorOf(failing, token);
	},
	'signs out': async () => (failing) => signOut(failing, ada!),
	'is given a password by the command': async () => (failing) => setPassword(failing, ada!.id, OTHER),
	'is made by the command': async () => (failing) =>
		createPerson(failing, { ...person(), memberships: [{ institution: here, role: 'adviser' }] }),
	'is an institution made by the command': async () => (failing) =>
		createInstitution(failing, { slug: 'autre', name: 'Autre', kind: 'service-centre' }),
	shares: async () => (failing) => failing.db.write((tx) => giveShare(tx, world, share())),
	'shares no more': async () => {
		await world.db.write((tx) => giveShare(tx, world, share()));
		return (failing) => failing.db.write((tx) => withdrawShare(tx, world, share()));
	},
	accompanies: async () => (failing) =>
		failing.db.write((tx) =>
			startAccompaniment(tx, world, { adviser: bruno!.id, person: ada!.id, through: 'automne' }),
		),
	'accompanies no more': async () => (failing) =>
		failing.db.write((tx) => endAccompaniments(tx, { person: ada!.id, through: 'automne' })),
	'is erased': async () => (failing) => failing.db.write((tx) => erase(tx, ada!.id)),
	'is forgotten past its time': async () => deleteExpiredSignIns,
};

test.each(Object.entries(WORKS))(
	'whoever %s: no write that fails is passed over',
	async (_what, prepared) => {
		const work = await prepared();
		const outcomes = await failedWrites(world.db, (db) => work({ ...world, db }));
		expect(outcomes.length).toBeGreaterThan(0);
		expect(outcomes).toEqual(outcomes.map(() => 'failed'));
	},
);

test('the first set-up: no write that fails is passed over', async () => {
	const empty = await testWorld('sqlite');
	try {
		const printed = await failedWrites(empty.db, (db) => createSetupAddress({ ...empty, db }));
		expect(printed).toEqual(['failed', 'failed']);
		const token = String(await createSetupAddress(empty)).split('/setup/')[1] ?? '';
		const institution = { name: 'Cégep', slug: 'rive', kind: 'cegep' as const };
		const outcomes = await failedWrites(empty.db, (db) =>
			createFirstInstitution({ ...empty, db }, { token, institution, person: person(), key: empty.newId() }),
		);
		expect(outcomes.length).toBeGreaterThan(3);
		expect(outcomes).toEqual(outcomes.map(() => 'failed'));
	} finally {
		await empty.close();
	}
});
