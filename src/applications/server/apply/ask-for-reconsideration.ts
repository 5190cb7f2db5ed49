import { type Actor, mustBeLearner, must, mustBePerson } from '#identity';
import { mustBeOpenInstitution, writeOnceAsActor } from '#identity/server';
import { versionAnsweredIn } from '#assessment/server';
import { inFramework, isAwardedByRule } from '#badges';
import { knownBadges } from '#badges/server';
import { type Locale, notFound, Refusal } from '#platform';
import type { World } from '#platform/server';
import { isOpen } from '../../application-states.ts';
import type { Application } from '../../application.ts';
import { applicationsOf, addApplication, addEvidenceRow, addSubmission } from '../application-store.ts';
import { factsAbout } from '../facts.ts';
import { mustBeReconsiderable } from '../reconsiderable.ts';
import { changeState } from './own-application.ts';

/** What a person writes to have what a rule decided about a badge reconsidered, with the form's key. */
export interface ReconsiderInput {
	readonly badge: string;
	/** The language in which the badge is signed, if the adviser gives it. */
	readonly locale: Locale;
	/** What the message is called among the evidence, in the language of the page. */
	readonly title: string;
	readonly message: string;
	readonly key: string;
}

const SHORTEST_MESSAGE = 10;

/**
 * Sends the advisers the actor's request that a person reconsider what a rule decided about a badge, given or not,
 * and returns the id of the application that it is. Throws not-found for a badge that advisers decide,
 * `recognition.message-missing` for a message under ten characters, `recognition.reconsidering` (409) while an
 * earlier request waits, and those of `mustBeReconsiderable`.
 */
export async function askForReconsideration(
	world: World,
	actor: Actor,
	input: ReconsiderInput,
): Promise<string> {
	const { id: person } = mustBePerson(actor);
	const { institution } = mustBeLearner(actor);
	const may = (me: Actor) => {
		must(me, 'write', { kind: 'application', person, institution });
		must(me, 'learn', { kind: 'institution', institution });
	};
	may(actor);
	const offered = (await knownBadges(world, actor)).offered(input.badge, institution);
	if (!offered || !isAwardedByRule(offered)) throw notFound();
	const { locale, title, key } = input;
	const message = input.message.trim();
	if (message.length < SHORTEST_MESSAGE)
		throw new Refusal('recognition.message-missing', { field: 'message' });
	const definition = inFramework(offered, await versionAnsweredIn(world, person, { institution }));
	const { said } = (await factsAbout(world, person))(definition);
	const form = { may, action: `recognition.reconsider:${definition.id}`, key, sent: { message } };
	return writeOnceAsActor(world, actor, form, async (tx) => {
		await mustBeOpenInstitution(tx, institution);
		const open = (await applicationsOf(tx, person)).some(
			(one) => one.badge === definition.id && isOpen(one.state),
		);
		if (open) throw new Refusal('recognition.reconsidering', { status: 409 });
		await mustBeReconsiderable(tx, { person, institution, badge: definition.id });
		const at = world.now();
		const application: Application = {
			...{ id: world.newId(), person, institution, badge: definition.id },
			...{ definitionVersion: definition.version, frameworkVersion: definition.framework },
			...{ kind: 'reconsideration', locale, state: 'draft', revision: 1 },
			...{ evidenceInBadge: false, bindsEmail: false, settling: false },
			...{ createdAt: at, submittedAt: null, decidedAt: null },
		};
		const piece = { id: world.newId(), title, link: null, reflection: message };
		await addApplication(tx, application);
		const nothing = { training: null, file: null, context: null, shared: false };
		await addEvidenceRow(tx, application.id, { ...piece, ...nothing, addedAt: at });
		await addSubmission(tx, application.id, { id: world.newId(), said, evidence: [piece], at });
		await changeState(tx, world, application, 'submit', { submittedAt: at });
		return application.id;
	});
}
