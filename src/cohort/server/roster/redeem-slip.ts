import { type Actor, must, mustBePerson } from '#identity';
import {
	addLearnerRole,
	createAdmittedAccount,
	institutionById,
	mustBeOpenInstitution,
	type NewAccountInput,
	writeOnceAsActor,
} from '#identity/server';
import { Refusal } from '#platform';
import type { Queries, World } from '#platform/server';
import type { Cohort } from '../../cohort.ts';
import { readSlipCode } from '../../roster/slip-code.ts';
import { cohortById } from '../cohort-store.ts';
import { mustBeRunning } from './advised-cohort.ts';
import { isInRoster, rosterPersonBySlip, type StoredRosterPerson, tieRosterPerson } from './roster-store.ts';
import { slipHash } from './slip-codes.ts';

const unknownSlip = () => new Refusal('cohort.slip-unknown', { field: 'code' });

/** Finds the row of the slip with this code, and its cohort; refuses unknown, used and ended ones. */
async function slipToUse(
	q: Queries,
	world: Pick<World, 'now'>,
	typed: string,
): Promise<{ readonly row: StoredRosterPerson; readonly cohort: Cohort }> {
	const row = await rosterPersonBySlip(q, slipHash(readSlipCode(typed)));
	if (!row || row.person !== null) throw unknownSlip();
	const cohort = await cohortById(q, row.cohort);
	mustBeRunning(cohort!, world.now(), 'code');
	await mustBeOpenInstitution(q, cohort!.institution);
	return { row, cohort: cohort! };
}

/** What somebody reads before they use a slip: the name on it, and which cohort of which institution it leads to. */
export interface SlipPreview {
	readonly name: string;
	readonly cohort: string;
	readonly institution: string;
}

/**
 * Reads what the slip with this code says. Throws the same `cohort.slip-unknown` for unknown and used codes, and
 * `cohort.ended` where nobody joins any more.
 */
export async function slipPreview(world: World, typed: string): Promise<SlipPreview> {
	const { row, cohort } = await slipToUse(world.db.read, world, typed);
	const { name } = await institutionById(world, cohort.institution);
	return { name: row.name, cohort: cohort.name, institution: name };
}

const admissionOf = ({ row, cohort }: Awaited<ReturnType<typeof slipToUse>>) => ({
	...{ institution: cohort.institution, role: 'learner' as const, audience: cohort.audience },
	givenBy: row.importedBy ?? undefined,
});

/** The code with which the cohort of a slip is joined; undefined for a code of no slip. */
export async function joinCodeOfSlip(world: World, typed: string): Promise<string | undefined> {
	const row = await rosterPersonBySlip(world.db.read, slipHash(readSlipCode(typed)));
	return row && (await cohortById(world.db.read, row.cohort))?.joinCode;
}

/**
 * Creates an account with the code of a slip, under the name that the roster gives, as a learner of the audience of
 * its cohort; nothing is shared by it. Throws what `slipPreview` does, and the refusals of a new account.
 */
export async function createAccountWithSlip(
	world: World,
	input: Omit<NewAccountInput, 'displayName'> & { readonly code: string },
): Promise<void> {
	const { code, ...account } = input;
	const who = slipHash(readSlipCode(code));
	const row = await rosterPersonBySlip(world.db.read, who);
	await createAdmittedAccount(
		world,
		{ ...account, displayName: row?.name ?? '' },
		{
			...{ who, action: 'cohort.use-slip', refused: row ? null : unknownSlip() },
			async admit(tx, person) {
				const found = await slipToUse(tx, world, code);
				return {
					...admissionOf(found),
					after: async () => {
						if (!(await tieRosterPerson(tx, found.row.id, person))) throw unknownSlip();
					},
				};
			},
		},
	);
}

/**
 * Ties the signed-in person to the row of a slip, and makes them a learner of its institution where they are not.
 * Throws what `slipPreview` does, `cohort.slip-second` for whoever came with another slip of that cohort, and a
 * refusal for whoever learns there as another audience. Idempotent for a form's key.
 */
export async function takeSlip(
	world: World,
	actor: Actor,
	{ code, key }: { readonly code: string; readonly key: string },
): Promise<void> {
	const { id: person } = mustBePerson(actor);
	const may = (me: Actor) => must(me, 'write', { kind: 'person', person });
	const form = { may, action: 'cohort.take-slip', key, sent: {}, secrets: { code: readSlipCode(code) } };
	await writeOnceAsActor(world, actor, form, async (tx, me) => {
		const found = await slipToUse(tx, world, code);
		if (await isInRoster(tx, found.cohort.id, person))
			throw new Refusal('cohort.slip-second', { field: 'code' });
		await addLearnerRole(tx, world, me, admissionOf(found));
		if (!(await tieRosterPerson(tx, found.row.id, person))) throw unknownSlip();
		return true;
	});
}
