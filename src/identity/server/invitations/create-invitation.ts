import { Refusal } from '#platform';
import type { World } from '#platform/server';
import { type Actor, type Audience, mustBePerson, type PersonActor, type Role } from '../../actor.ts';
import { must } from '../../can.ts';
import { formatInvitationCode } from '../../invitation-code.ts';
import { mustOperate } from '../institutions/operate-institutions.ts';
import { mustBeOpenInstitution } from '../institutions/read-institutions.ts';
import { mustHaveLearners } from '../institutions/must-have-learners.ts';
import { writeOnceAsAdministrator } from '../administration/write-as-administrator.ts';
import { writeAsActor } from '../write-as-actor.ts';
import { insertInvitation, replaceCode } from './invitation-store.ts';
import { codeHash, newCode } from '../sessions/tokens.ts';

const DAY = 86_400_000;

/**
 * An invitation to create: the role that it gives in an institution, for how many days, and to how many
 * people. The list of invitations shows its name, if it has one.
 */
export interface InvitationInput {
	readonly institution: string;
	readonly name?: string | null;
	readonly role: Role;
	readonly audience: Audience | null;
	readonly days: number;
	readonly uses: number;
	readonly key: string;
}

/**
 * Creates an invitation and returns its code (`7K2QX-M94TD`). The code is shown this once: only its hash is
 * stored. A repeat of the same form creates no second invitation: it gives the first one a new code, and the
 * earlier code stops working. Throws `identity.invitation-used` (409) when that invitation has been used or
 * revoked meanwhile, or is of another institution: its code stays, and nothing can show it again.
 */
export const createInvitation = (world: World, actor: Actor, input: InvitationInput): Promise<string> =>
	invite(world, actor, input, (me) =>
		must(me, 'administer', { kind: 'institution', institution: input.institution }),
	);

/**
 * Creates, for the operator, the invitation of one administrator to an institution that is open, valid seven
 * days, and returns its code. What `createInvitation` says of codes holds here.
 */
export const inviteAdministrator = (
	world: World,
	actor: Actor,
	{ institution, key }: Pick<InvitationInput, 'institution' | 'key'>,
): Promise<string> =>
	invite(
		world,
		actor,
		{ institution, role: 'administrator', audience: null, days: 7, uses: 1, key },
		mustOperate,
	);

async function invite(
	world: World,
	actor: Actor,
	input: InvitationInput,
	may: (me: PersonActor) => void,
): Promise<string> {
	const { institution, name = null, role, audience, days, uses, key } = input;
	may(mustBePerson(actor));
	const { id: createdBy } = mustBePerson(actor);
	const code = newCode();
	const [id, createdAt] = [world.newId(), world.now()];
	const kept = { hash: codeHash(code), hint: formatInvitationCode(code).slice(0, 2) };
	const form = {
		institution,
		may,
		action: 'identity.create-invitation',
		key,
		// A missing name is left out, so that a form stored before invitations had names still has the same
		// content.
		sent: { ...(name !== null && { name }), role, audience, days, uses },
	};
	const made = await writeOnceAsAdministrator(world, actor, form, async (tx) => {
		await mustBeOpenInstitution(tx, institution);
		if (role === 'learner') await mustHaveLearners(tx, institution, 'role');
		await insertInvitation(tx, {
			id,
			institution,
			name,
			codeHash: kept.hash,
			codeHint: kept.hint,
			role,
			audience: role === 'learner' ? audience : null,
			createdBy,
			createdAt,
			expiresAt: new Date(createdAt.getTime() + days * DAY),
			uses,
			usesLeft: uses,
			revokedAt: null,
		});
		return { answer: id, did: { what: 'invitation-made', thing: id } };
	});
	if (
		made !== id &&
		!(await writeAsActor(world, actor, may, (tx) => replaceCode(tx, { id: made, institution }, kept)))
	)
		throw new Refusal('identity.invitation-used', { status: 409 });
	return formatInvitationCode(code);
}
