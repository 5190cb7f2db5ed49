import { carryOver, chooseInSituation, chooseVersionAndMode, recordAnswer } from '#assessment/server';
import {
	advisedCohorts,
	archiveCohort,
	cohortVersion,
	confirmRoster,
	importRoster,
	readSlips,
	removeRoster,
	takeSlip,
	acceptSlip,
	createCohort,
	handCohortOver,
	offeredSlips,
	cohortToHandOver,
	closeCohort,
	joinCohort,
	leaveCohort,
	editCohort,
} from '#cohort/server';
import { deleteOwnDraft, saveDraft } from '#drafts/server';
import type { PersonActor, Role } from '#identity';
import {
	addRoleByMail,
	addRoleWithCode,
	administeredSettings,
	changeInstitution,
	changeDetails,
	changePlace,
	chooseNewsByMail,
	sendVerificationLink,
	changePassword,
	createInstitution,
	createInvitation,
	endAgreement,
	endOtherSessions,
	grantAgreement,
	actorPseudonym,
	discardBatch,
	inviteBatch,
	listInvitations,
	makeInstitution,
	discardBulkAct,
	doBulkAct,
	draftBulkAct,
	readBatch,
	reloadActor,
	removeLogo,
	resetPassword,
	revokeInvitation,
	revokeMailedInvitations,
	sendInvitationAgain,
	setDisabled,
	setLogo,
	setOperator,
	setPassword,
	setRoles,
	tryAgain,
} from '#identity/server';
import {
	answerRequest,
	askRequest,
	erasePerson,
	exportForRequest,
	objectToRequest,
	withdrawRequest,
} from '#privacy/server';
import { importBadge, offerOwnBadge, withdrawOwnBadge } from '#badges/server';
import { ownBadgeFile } from '../src/badges/server/own/own-badge.fixture.ts';
import {
	addEvidence,
	changeEvidence,
	evidenceToChange,
	readApplicationAndRecordLook,
	decide,
	eraseEvidenceForGood,
	evidenceFileForReview,
	putBackEvidence,
	removeEvidence,
	askForReconsideration,
	startApplication,
	submitApplication,
	withdrawApplication,
} from '#applications/server';
import { submissionsOf } from '../src/applications/server/application-store.ts';
import { acceptContent } from '../src/platform/server/files/receive-file-job.ts';
import type { AcceptedContent } from '#platform/server';
import {
	awardPage,
	issueTranslation,
	revokeAward,
	setAwardBinding,
	setAwardVisibility,
} from '#awards/server';
import {
	addEntry,
	attachHeld,
	changeEntry,
	changeTraining,
	discardHeld,
	eraseTrainingForGood,
	heldPage,
	hoursShares,
	importCatalogue,
	importTrainings,
	lookBack,
	makeSource,
	putBackTraining,
	receiveStatements,
	recordTraining,
	removeTraining,
	revokeSource,
	setEntryRetired,
	shareHours,
	sourceOfRequest,
	withdrawHoursShare,
} from '#training/server';
import { newcomer, signedIn } from '#tests/people';
import { mailingWorld } from '../src/identity/server/mailed-invitations/mailed.fixture.ts';
import { drawnLogo } from '../src/identity/server/institutions/logo.fixture.ts';
import {
	storeEmailVerified,
	storeVerifiedEmail,
	updateDetails,
} from '../src/identity/server/accounts/people-store.ts';
import { accountMails } from '../src/presentation/mail/account-mails.ts';
import type { TestWorld } from '#tests/world';
import {
	restoreFormsAfterSignIn,
	storeFormAwaitingSignIn,
} from '../src/drafts/server/forms-awaiting-sign-in.ts';

const PASSWORD = 'sept-chats-gris';
const NEW_PASSWORD = 'huit-chats-verts';

/** A fresh institution and its people, in which a test performs one act (a write by a signed-in person). */
interface Stage {
	readonly world: TestWorld;
	readonly institution: string;
	readonly ada: PersonActor;
	readonly bruno: PersonActor;
	readonly chloe: PersonActor;
	/** Submits an application of Émile's, on which Bruno may decide; returns its id. */
	readonly applied: () => Promise<string>;
	/** Issues a badge to Ada; returns its id. */
	readonly badge: () => Promise<string>;
}

/**
 * Performs an act (a write) as the person `me`, under the idempotency key `key`. With `other`, sends other
 * content, as when the same form is sent again after a change.
 */
export type Perform = (me: PersonActor, key: string, other: boolean) => Promise<unknown>;

/** One act that a signed-in person can perform (a use case that writes), and how to prepare it for a test. */
export interface ActCase {
	/** The file of the act's use case, as a path from `src`. */
	readonly file: string;
	readonly name: string;
	/** The role that a person needs in order to perform the act. */
	readonly role: Role;
	/** True when the act needs no role, because people perform it on their own account. */
	readonly own?: true;
	/** True when the act succeeds without writing once there is nothing left to do. */
	readonly idle?: true;
	/**
	 * True when the act's form has fields besides its key, so that the same key can come with other content.
	 */
	readonly says?: true;
	/** True for an act of an adviser of the institution alone: an adviser by an agreement may not do it. */
	readonly notByAgreement?: true;
	/** True for an act of an administrator that their journal does not keep: it reaches nobody yet. */
	readonly unjournalled?: true;
	readonly stage: (stage: Stage) => Promise<Perform>;
}

/** A document that was received with a form. */
async function sentDocument(): Promise<AcceptedContent> {
	const bytes = new Uint8Array(Buffer.from('%PDF-1.7\n% une trace\n%%EOF\n'));
	const content = await acceptContent(bytes, 'Trace.pdf', 'any');
	if ('refused' in content) throw new Error(content.refused);
	return content;
}

/** Creates a RÉCIT service; returns its id. */
async function recitService(world: TestWorld): Promise<string> {
	const slug = `recit-${world.newId().slice(0, 10)}`;
	return (await createInstitution(world, { slug, name: 'RÉCIT', kind: 'recit' })).id;
}

/** Makes another administrator of the institution, and a request of theirs about Ada; returns both. */
async function requestedByAnother(
	{ world, institution, ada }: Stage,
	kind: 'access' | 'erasure',
): Promise<{ readonly hugo: PersonActor; readonly request: string }> {
	const hugo = await newcomer(world, [{ institution, role: 'administrator' }], 'Hugo');
	const asked = { person: ada.id, kind, reason: 'Lettre signée, comparée au dossier.', key: world.newId() };
	return { hugo, request: await askRequest(world, hugo, asked) };
}

/** The acts of administrators, and of the person, on a request of this kind. */
const actsOnRequest = (kind: 'access' | 'erasure'): readonly ActCase[] => [
	{
		file: 'privacy/server/requests/ask-request.ts',
		name: `asks for somebody absent (${kind})`,
		role: 'administrator',
		says: true,
		stage: async ({ world, institution, ada }) => {
			await newcomer(world, [{ institution, role: 'administrator' }], 'Hugo');
			return (me, key, other) =>
				askRequest(world, me, { person: ada.id, kind, reason: `${titled(other)} lettre signée.`, key });
		},
	},
	...([true, false] as const).map((confirms): ActCase => ({
		file: 'privacy/server/requests/answer-request.ts',
		name: `${confirms ? 'confirms' : 'declines'} what was asked for somebody absent (${kind})`,
		role: 'administrator',
		stage: async (stage) => {
			const { request } = await requestedByAnother(stage, kind);
			return (me, key) => answerRequest(stage.world, me, { request, key, confirms });
		},
	})),
	{
		file: 'privacy/server/requests/answer-request.ts',
		name: `withdraws what was asked for somebody absent (${kind})`,
		role: 'administrator',
		stage: async (stage) => {
			const { request } = await requestedByAnother(stage, kind);
			return (me, key) => withdrawRequest(stage.world, me, { request, key });
		},
	},
];

/** Imports a badge of the institution's own; returns its id. */
async function ownBadge(world: TestWorld, chloe: PersonActor): Promise<string> {
	const content = ownBadgeFile({ id: `robotique-${world.newId().slice(0, 10)}` });
	return (await importBadge(world, chloe, { content, shown: 0, key: world.newId() })).id;
}

/** Makes an adviser of a RÉCIT service who acts, in a session, by an agreement that `chloe` grants. */
async function bridgingAdviser(world: TestWorld, chloe: PersonActor, institution: string) {
	const service = await recitService(world);
	const agreed = { service, reviews: true, lastDay: null, key: world.newId() };
	await grantAgreement(world, chloe, agreed);
	const bruno = await signedIn(
		world,
		await newcomer(world, [{ institution: service, role: 'adviser' }], 'Bruno'),
	);
	const now = () => reloadActor(world.db.read, bruno, world.now());
	await changePlace(world, await now(), institution);
	return now();
}

/**
 * Creates a fresh institution with its people, for a test of one act; with `bridging`, Bruno advises there by an
 * agreement with his RÉCIT service.
 */
export async function stageFor(world: TestWorld, { bridging = false } = {}): Promise<Stage> {
	const slug = `ecole-${world.newId().slice(0, 10)}`;
	const { id: institution } = await createInstitution(world, {
		slug,
		name: 'Érables',
		kind: 'service-centre',
	});
	const learner = { institution, role: 'learner' as const, audience: 'teacher' as const };
	const ada = await newcomer(world, [learner], 'Ada');
	const emile = await newcomer(world, [learner], 'Emile');
	const chloe = await newcomer(world, [{ institution, role: 'administrator' }], 'Chloe');
	const bruno = bridging
		? await bridgingAdviser(world, chloe, institution)
		: await newcomer(world, [{ institution, role: 'adviser' }], 'Bruno');
	await newcomer(world, [{ institution, role: 'administrator' }], 'Denise');
	const key = () => world.newId();
	const applied = async (who = emile) => {
		const statement = 'teacher-collaboration-2';
		await recordAnswer(world, who, { statement, answer: 3, revision: 0, key: key() });
		await chooseInSituation(world, who, { dimension: 'collaboration', choice: 'a', key: key() });
		const badge = 'practice-collaboration';
		const id = await startApplication(world, who, { badge, locale: 'fr', key: key() });
		const link = 'https://exemple.example/journal';
		const said = { title: 'Journal', link, training: null, reflection: 'Ce que j’ai appris.' };
		await addEvidence(world, who, id, { ...said, file: await sentDocument(), key: key() });
		await submitApplication(world, who, id, { inBadge: false, key: key() });
		return id;
	};
	const badge = async () => {
		const id = await applied(ada);
		const { award } = await decide(world, bruno, id, {
			decision: 'accept',
			level: 'intermediate',
			reason: 'Belle démarche.',
			key: key(),
		});
		return award ?? '';
	};
	return { world, institution, ada, bruno, chloe, applied, badge };
}

const draft = {
	title: 'Première',
	date: '2026-11-20',
	minutes: 60,
	kind: 'workshop' as const,
	dimensions: ['collaboration'],
	reflection: '',
	link: null,
};
const offered = {
	...{ title: 'Première', provider: 'RÉCIT', address: null, minutes: 60, language: 'fr' as const },
	...{ audiences: ['teacher' as const], dimensions: ['collaboration'], cost: '' },
};
const unsent = { path: '/training/new', form: 'record', revision: 0, typed: { title: 'Première' } };
/** Lets a service send to the institution of an administrator, and sends what is held; both ids. */
async function heldFrom(world: TestWorld, chloe: PersonActor) {
	const named = { name: 'Moodle', minutes: 60, dimensions: ['collaboration'] };
	const { user, password } = await makeSource(world, chloe, { ...named, key: world.newId() });
	const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
	await receiveStatements(world, await sourceOfRequest(world, { authorization, address: '192.0.2.9' }), {
		actor: { mbox: 'mailto:inconnue@ecole.example' },
		verb: { id: 'http://adlnet.gov/expapi/verbs/completed' },
		object: { id: 'https://campus.example/cours/1' },
	});
	const [held] = (await heldPage(world, chloe, { source: user, page: 1 })).held;
	return { source: user, held: held?.id ?? '' };
}
const titled = (other: boolean) => (other ? 'Corrigée' : 'Première');

/**
 * Every act that a signed-in person can perform, each with what prepares it. The tests try each one too late
 * (after a sign-out, the loss of the role…) and twice.
 */
export const ACTS: readonly ActCase[] = [
	{
		file: 'training/server/record-training.ts',
		name: 'logs a training',
		role: 'learner',
		says: true,
		stage:
			async ({ world }) =>
			(me, key, other) =>
				recordTraining(world, me, { ...draft, title: titled(other), key }),
	},
	{
		file: 'training/server/change-training.ts',
		name: 'changes a training',
		role: 'learner',
		says: true,
		stage: async ({ world, ada }) => {
			const { id } = await recordTraining(world, ada, { ...draft, key: world.newId() });
			return (me, key, other) =>
				changeTraining(world, me, { ...draft, id, title: titled(other), minutes: 90, revision: 1, key });
		},
	},
	{
		file: 'training/server/change-training.ts',
		name: 'removes a training',
		role: 'learner',
		stage: async ({ world, ada }) => {
			const { id } = await recordTraining(world, ada, { ...draft, key: world.newId() });
			return (me, key) => removeTraining(world, me, { id, key });
		},
	},
	{
		file: 'training/server/recently-removed.ts',
		name: 'puts a training back',
		role: 'learner',
		stage: async ({ world, ada }) => {
			const { id } = await recordTraining(world, ada, { ...draft, key: world.newId() });
			await removeTraining(world, ada, { id, key: world.newId() });
			return (me, key) => putBackTraining(world, me, { id, key });
		},
	},
	{
		file: 'training/server/recently-removed.ts',
		name: 'erases a removed training for good',
		role: 'learner',
		stage: async ({ world, ada }) => {
			const { id } = await recordTraining(world, ada, { ...draft, key: world.newId() });
			await removeTraining(world, ada, { id, key: world.newId() });
			return (me, key) => eraseTrainingForGood(world, me, { id, key });
		},
	},
	{
		file: 'training/server/catalogue/edit-catalogue.ts',
		name: 'adds a training to the catalogue',
		role: 'adviser',
		notByAgreement: true,
		says: true,
		stage:
			async ({ world }) =>
			(me, key, other) =>
				addEntry(world, me, { ...offered, title: titled(other), key }),
	},
	{
		file: 'training/server/catalogue/edit-catalogue.ts',
		name: 'changes a training of the catalogue',
		role: 'adviser',
		notByAgreement: true,
		says: true,
		stage: async ({ world, bruno }) => {
			const id = await addEntry(world, bruno, { ...offered, key: world.newId() });
			return (me, key, other) =>
				changeEntry(world, me, { ...offered, id, title: titled(other), minutes: 90, revision: 1, key });
		},
	},
	{
		file: 'training/server/catalogue/edit-catalogue.ts',
		name: 'retires a training from the catalogue',
		role: 'adviser',
		notByAgreement: true,
		stage: async ({ world, bruno }) => {
			const id = await addEntry(world, bruno, { ...offered, key: world.newId() });
			return (me, key) => setEntryRetired(world, me, { id, retired: true, key });
		},
	},
	{
		file: 'training/server/catalogue/import-catalogue.ts',
		name: 'imports a table into the catalogue',
		role: 'adviser',
		notByAgreement: true,
		says: true,
		stage:
			async ({ world }) =>
			(me, key, other) =>
				importCatalogue(world, me, {
					content: `titre;durée;public;dimensions\n${titled(other)};60;enseignant;1`,
					key,
				}),
	},
	{
		file: 'training/server/import/import-trainings.ts',
		name: 'imports a table into one’s log',
		role: 'learner',
		says: true,
		stage:
			async ({ world }) =>
			(me, key, other) =>
				importTrainings(world, me, {
					content: `titre;date;durée;dimensions\n${titled(other)};2026-01-15;60;1`,
					defaults: { title: '', minutes: 0, kind: 'course', dimensions: [] },
					...{ key, locale: 'fr' },
				}),
	},
	{
		file: 'training/server/look-back.ts',
		name: 'looks back on a training',
		role: 'learner',
		says: true,
		stage: async ({ world, ada }) => {
			const { id } = await recordTraining(world, ada, { ...draft, key: world.newId() });
			return (me, key, other) =>
				lookBack(world, me, { id, before: 1, now: other ? 3 : 2, helped: null, key });
		},
	},
	{
		file: 'training/server/hours/share-hours.ts',
		name: 'shares a total of hours',
		role: 'learner',
		says: true,
		stage:
			async ({ world }) =>
			(me, key, other) =>
				shareHours(world, me, { year: '2025', days: other ? 30 : 7, key }),
	},
	{
		file: 'training/server/hours/share-hours.ts',
		name: 'withdraws a link to a total of hours',
		role: 'learner',
		own: true,
		stage: async ({ world, ada }) => {
			await shareHours(world, ada, { year: '2025', days: 7, key: world.newId() });
			const [{ id } = { id: '' }] = await hoursShares(world, ada);
			return (me, key) => withdrawHoursShare(world, me, { id, key });
		},
	},
	{
		file: 'assessment/server/record-answer.ts',
		name: 'answers a statement',
		role: 'learner',
		stage:
			async ({ world }) =>
			(me, key) =>
				recordAnswer(world, me, { statement: 'teacher-collaboration-2', answer: 2, revision: 0, key }),
	},
	{
		file: 'assessment/server/choose-assessment.ts',
		name: 'chooses a length',
		role: 'learner',
		stage:
			async ({ world }) =>
			(me, key) =>
				chooseVersionAndMode(world, me, { version: 'crcn-2019', mode: 'complete', key }),
	},
	{
		file: 'assessment/server/carry-over.ts',
		name: 'carries over answers',
		role: 'learner',
		stage: async ({ world, ada }) => {
			await chooseVersionAndMode(world, ada, { version: 'crcn-2019', mode: 'express', key: world.newId() });
			return (me, key) => carryOver(world, me, { from: 'crcn-2019', key });
		},
	},
	{
		file: 'assessment/server/situations.ts',
		name: 'chooses in a situation',
		role: 'learner',
		says: true,
		stage:
			async ({ world }) =>
			(me, key, other) =>
				chooseInSituation(world, me, { dimension: 'collaboration', choice: other ? 'b' : 'a', key }),
	},
	{
		file: 'cohort/server/create-cohort.ts',
		name: 'makes a cohort',
		role: 'adviser',
		says: true,
		stage:
			async ({ world }) =>
			(me, key, other) =>
				createCohort(world, me, { name: titled(other), audience: 'teacher', endsOn: null, key }),
	},
	{
		file: 'cohort/server/change-cohort.ts',
		name: 'edits a cohort',
		role: 'adviser',
		says: true,
		stage: async ({ world, bruno }) => {
			const made = { name: 'Automne', endsOn: null };
			const key = world.newId();
			const cohort = await createCohort(world, bruno, { ...made, audience: 'teacher', key });
			const shown = cohortVersion(made);
			return (me, key, other) => editCohort(world, me, { cohort, name: titled(other), shown, key });
		},
	},
	{
		file: 'cohort/server/change-cohort.ts',
		name: 'ends a cohort earlier',
		role: 'adviser',
		says: true,
		stage: async ({ world, bruno, ada }) => {
			const made = { name: 'Automne', endsOn: '2099-06-30' };
			const key = world.newId();
			const cohort = await createCohort(world, bruno, { ...made, audience: 'teacher', key });
			const [one] = await advisedCohorts(world, bruno);
			await joinCohort(world, ada, { code: one?.joinCode ?? '', key: world.newId() });
			const shown = cohortVersion(made);
			return (me, key, other) =>
				closeCohort(world, me, { cohort, endsOn: other ? '2099-05-30' : '2099-05-31', shown, key });
		},
	},
	{
		file: 'cohort/server/change-cohort.ts',
		name: 'archives a cohort',
		role: 'adviser',
		says: true,
		stage: async ({ world, bruno }) => {
			const cohort = await createCohort(world, bruno, {
				...{ name: 'Automne', audience: 'teacher', endsOn: null, key: world.newId() },
			});
			return (me, key, other) => archiveCohort(world, me, { cohort, archived: !other, key });
		},
	},
	{
		file: 'cohort/server/roster/import-roster.ts',
		name: 'imports the roster of a cohort',
		role: 'adviser',
		notByAgreement: true,
		says: true,
		stage: async ({ world, bruno }) => {
			const cohort = await createCohort(world, bruno, {
				...{ name: 'Automne', audience: 'teacher', endsOn: null, key: world.newId() },
			});
			return (me, key, other) =>
				importRoster(world, me, { cohort, content: other ? 'Nom\nAda' : 'Nom\nGrace', key });
		},
	},
	{
		file: 'cohort/server/roster/import-roster.ts',
		name: 'removes the roster of a cohort',
		role: 'adviser',
		notByAgreement: true,
		stage: async ({ world, bruno }) => {
			const cohort = await createCohort(world, bruno, {
				...{ name: 'Automne', audience: 'teacher', endsOn: null, key: world.newId() },
			});
			await importRoster(world, bruno, { cohort, content: 'Nom\nAda', key: world.newId() });
			return (me, key) => removeRoster(world, me, { cohort, key });
		},
	},
	{
		file: 'cohort/server/roster/confirm-roster.ts',
		name: 'confirms the roster of a cohort',
		role: 'administrator',
		stage: async ({ world, bruno }) => {
			const cohort = await createCohort(world, bruno, {
				...{ name: 'Automne', audience: 'teacher', endsOn: null, key: world.newId() },
			});
			await importRoster(world, bruno, { cohort, content: 'Nom\nAda', key: world.newId() });
			return (me, key) => confirmRoster(world, me, { cohort, people: [], key });
		},
	},
	{
		file: 'cohort/server/roster/redeem-slip.ts',
		name: 'takes a slip with an account',
		role: 'learner',
		own: true,
		stage: async ({ world, bruno }) => {
			const cohort = await createCohort(world, bruno, {
				...{ name: 'Automne', audience: 'teacher', endsOn: null, key: world.newId() },
			});
			await importRoster(world, bruno, { cohort, content: 'Nom\nAda', key: world.newId() });
			const [slip] = (await readSlips(world, bruno, cohort)).slips;
			return (me, key) => takeSlip(world, me, { code: slip!.code, key });
		},
	},
	{
		file: 'cohort/server/join-cohort.ts',
		name: 'joins a cohort',
		role: 'learner',
		says: true,
		stage: async ({ world, bruno }) => {
			for (const name of ['Automne', 'Hiver'])
				await createCohort(world, bruno, { name, audience: 'teacher', endsOn: null, key: world.newId() });
			const [one, two] = (await advisedCohorts(world, bruno)).map(({ joinCode }) => joinCode);
			return (me, key, other) => joinCohort(world, me, { code: (other ? two : one) ?? '', key });
		},
	},
	{
		file: 'cohort/server/join-cohort.ts',
		name: 'leaves a cohort',
		role: 'learner',
		own: true,
		stage: async ({ world, bruno, ada }) => {
			await createCohort(world, bruno, {
				name: 'Automne',
				audience: 'teacher',
				endsOn: null,
				key: world.newId(),
			});
			const [one] = await advisedCohorts(world, bruno);
			const cohort = await joinCohort(world, ada, { code: one?.joinCode ?? '', key: world.newId() });
			return (me, key) => leaveCohort(world, me, { cohort, key });
		},
	},
	{
		file: 'identity/server/bulk-acts/draft-bulk-act.ts',
		name: 'prepares an act for many people',
		role: 'administrator',
		unjournalled: true,
		says: true,
		stage:
			async ({ world, ada }) =>
			(me, key, other) =>
				draftBulkAct(world, me, {
					...{ act: other ? 'give-staff' : 'give-student', people: [ada.id], filter: {}, key },
				}),
	},
	{
		file: 'identity/server/bulk-acts/draft-bulk-act.ts',
		name: 'gives up an act for many people',
		role: 'administrator',
		unjournalled: true,
		stage: async ({ world, ada, chloe }) => {
			const act = await draftBulkAct(world, chloe, {
				...{ act: 'give-student', people: [ada.id], filter: {}, key: world.newId() },
			});
			return (me, key) => discardBulkAct(world, me, { act, key });
		},
	},
	{
		file: 'identity/server/bulk-acts/do-bulk-act.ts',
		name: 'does an act for many people',
		role: 'administrator',
		stage: async ({ world, ada, chloe }) => {
			const act = await draftBulkAct(world, chloe, {
				...{ act: 'give-student', people: [ada.id], filter: {}, key: world.newId() },
			});
			return (me, key) => doBulkAct(world, me, { act, key });
		},
	},
	{
		file: 'identity/server/bulk-acts/do-bulk-act.ts',
		name: 'sends many people a link to choose a password',
		role: 'administrator',
		stage: async ({ world, ada, chloe }) => {
			const mailing = { writers: accountMails };
			await world.db.write((tx) =>
				storeVerifiedEmail(tx, ada.id, { email: `${ada.id}@exemple.ca`, at: world.now() }),
			);
			const act = await draftBulkAct({ ...world, mailing }, chloe, {
				...{ act: 'new-password', people: [ada.id], filter: {}, key: world.newId() },
			});
			return (me, key) => doBulkAct({ ...world, mailing }, me, { act, key });
		},
	},
	...(
		[
			['administrator', 'hands over the cohort of an adviser'],
			['adviser', 'hands a cohort over'],
		] as const
	).map(([role, name]): ActCase => ({
		file: 'cohort/server/handing-over/hand-over.ts',
		...{ name, role },
		stage: async ({ world, bruno }) => {
			const cohort = await createCohort(world, bruno, {
				...{ name: 'Automne', audience: 'teacher', endsOn: null, key: world.newId() },
			});
			const { shown } = await cohortToHandOver(world, bruno, cohort);
			const { institution } = bruno.memberships[0]!;
			const odile = await newcomer(world, [{ institution, role: 'adviser' }], 'Odile');
			return (me, key) => handCohortOver(world, me, { cohort, adviser: odile.id, shown, key });
		},
	})),
	{
		file: 'cohort/server/handing-over/accept-slip.ts',
		name: 'accepts the slip of a cohort that was handed over',
		role: 'learner',
		stage: async ({ world, bruno, ada }) => {
			const cohort = await createCohort(world, bruno, {
				...{ name: 'Automne', audience: 'teacher', endsOn: null, key: world.newId() },
			});
			const [one] = await advisedCohorts(world, bruno);
			await joinCohort(world, ada, { code: one?.joinCode ?? '', key: world.newId() });
			const { shown } = await cohortToHandOver(world, bruno, cohort);
			const { institution } = bruno.memberships[0]!;
			const odile = await newcomer(world, [{ institution, role: 'adviser' }], 'Odile');
			await handCohortOver(world, bruno, {
				...{ cohort, adviser: odile.id, shown, key: world.newId() },
			});
			const [slip] = await offeredSlips(world, ada);
			return (me, key) => acceptSlip(world, me, { cohort, shown: slip?.shown ?? '', key });
		},
	},
	{
		file: 'applications/server/apply/start-application.ts',
		name: 'begins an application',
		role: 'learner',
		stage:
			async ({ world }) =>
			(me, key) =>
				startApplication(world, me, { badge: 'practice-collaboration', locale: 'fr', key }),
	},
	{
		file: 'applications/server/apply/ask-for-reconsideration.ts',
		name: 'asks for a reconsideration',
		role: 'learner',
		says: true,
		stage:
			async ({ world }) =>
			(me, key, other) =>
				askForReconsideration(world, me, {
					...{ badge: 'exploration-collaboration', locale: 'fr', title: 'Demande', key },
					message: other ? 'Un tout autre message.' : 'Mes heures manquent.',
				}),
	},
	{
		file: 'applications/server/apply/edit-evidence.ts',
		name: 'adds evidence',
		role: 'learner',
		own: true,
		says: true,
		stage: async ({ world, ada }) => {
			const badge = 'practice-collaboration';
			const id = await startApplication(world, ada, { badge, locale: 'fr', key: world.newId() });
			const said = { link: 'https://exemple.example/', training: null, reflection: 'Ce que j’ai appris.' };
			return (me, key, other) => addEvidence(world, me, id, { ...said, title: titled(other), key });
		},
	},
	{
		file: 'applications/server/apply/edit-evidence.ts',
		name: 'changes evidence',
		role: 'learner',
		own: true,
		says: true,
		stage: async ({ world, ada }) => {
			const badge = 'practice-collaboration';
			const id = await startApplication(world, ada, { badge, locale: 'fr', key: world.newId() });
			const said = { link: 'https://exemple.example/', training: null, reflection: 'Ce que j’ai appris.' };
			const evidence = await addEvidence(world, ada, id, { ...said, title: 'Une', key: world.newId() });
			const { version } = await evidenceToChange(world, ada, id, evidence);
			return (me, key, other) =>
				changeEvidence(world, me, id, { ...said, title: titled(other), evidence, version, key });
		},
	},
	{
		file: 'applications/server/apply/edit-evidence.ts',
		name: 'removes evidence',
		role: 'learner',
		own: true,
		stage: async ({ world, ada }) => {
			const badge = 'practice-collaboration';
			const id = await startApplication(world, ada, { badge, locale: 'fr', key: world.newId() });
			const said = { link: 'https://exemple.example/', training: null, reflection: 'Ce que j’ai appris.' };
			const evidence = await addEvidence(world, ada, id, { ...said, title: 'Une', key: world.newId() });
			return (me, key) => removeEvidence(world, me, id, { evidence, key });
		},
	},
	{
		file: 'applications/server/apply/removed-evidence.ts',
		name: 'puts evidence back',
		role: 'learner',
		own: true,
		stage: async ({ world, ada }) => {
			const badge = 'practice-collaboration';
			const id = await startApplication(world, ada, { badge, locale: 'fr', key: world.newId() });
			const said = { link: 'https://exemple.example/', training: null, reflection: 'Ce que j’ai appris.' };
			const removed = await addEvidence(world, ada, id, { ...said, title: 'Une', key: world.newId() });
			await removeEvidence(world, ada, id, { evidence: removed, key: world.newId() });
			return (me, key) => putBackEvidence(world, me, id, { removed, key });
		},
	},
	{
		file: 'applications/server/apply/removed-evidence.ts',
		name: 'erases removed evidence for good',
		role: 'learner',
		own: true,
		stage: async ({ world, ada }) => {
			const badge = 'practice-collaboration';
			const id = await startApplication(world, ada, { badge, locale: 'fr', key: world.newId() });
			const said = { link: 'https://exemple.example/', training: null, reflection: 'Ce que j’ai appris.' };
			const removed = await addEvidence(world, ada, id, { ...said, title: 'Une', key: world.newId() });
			await removeEvidence(world, ada, id, { evidence: removed, key: world.newId() });
			return (me, key) => eraseEvidenceForGood(world, me, id, { removed, key });
		},
	},
	{
		file: 'applications/server/apply/submit-application.ts',
		name: 'sends an application',
		role: 'learner',
		own: true,
		says: true,
		stage: async ({ world, ada }) => {
			const key = () => world.newId();
			const statement = 'teacher-collaboration-2';
			await recordAnswer(world, ada, { statement, answer: 3, revision: 0, key: key() });
			await chooseInSituation(world, ada, { dimension: 'collaboration', choice: 'a', key: key() });
			const badge = 'practice-collaboration';
			const id = await startApplication(world, ada, { badge, locale: 'fr', key: key() });
			const said = { title: 'Une', link: 'https://exemple.example/', training: null, reflection: 'Appris.' };
			await addEvidence(world, ada, id, { ...said, key: key() });
			return (me, key, other) => submitApplication(world, me, id, { inBadge: other, key });
		},
	},
	{
		file: 'applications/server/apply/submit-application.ts',
		name: 'takes an application back',
		role: 'learner',
		own: true,
		stage: async ({ world, ada }) => {
			const badge = 'practice-collaboration';
			const id = await startApplication(world, ada, { badge, locale: 'fr', key: world.newId() });
			return (me, key) => withdrawApplication(world, me, id, { key });
		},
	},
	{
		file: 'applications/server/review/decide.ts',
		name: 'sends an application back',
		role: 'adviser',
		says: true,
		stage: async ({ world, applied }) => {
			const id = await applied();
			return (me, key, other) =>
				decide(world, me, id, {
					decision: other ? 'refuse' : 'return',
					reason: 'Il manque une preuve de ce que vous dites.',
					key,
				});
		},
	},
	{
		file: 'applications/server/review/decide.ts',
		name: 'accepts an application',
		role: 'adviser',
		says: true,
		stage: async ({ world, applied }) => {
			const id = await applied();
			return (me, key, other) =>
				decide(world, me, id, {
					...{ decision: 'accept', level: 'intermediate', key },
					reason: other ? 'Encore bravo.' : 'Belle démarche.',
				});
		},
	},
	{
		file: 'applications/server/review/application-for-review.ts',
		name: 'reads an application',
		role: 'adviser',
		stage: async ({ world, applied }) => {
			const id = await applied();
			return (me) => readApplicationAndRecordLook(world, me, id);
		},
	},
	{
		file: 'applications/server/evidence-file.ts',
		name: 'reads a file given as evidence',
		role: 'adviser',
		stage: async ({ world, applied }) => {
			const id = await applied();
			const [sent] = await submissionsOf(world.db.read, id);
			return (me) => evidenceFileForReview(world, me, id, sent?.evidence[0]?.file?.id ?? '');
		},
	},
	{
		file: 'awards/server/readable-award.ts',
		name: 'reads a badge that is not public',
		role: 'adviser',
		stage: async ({ world, badge }) => {
			const id = await badge();
			return (me) => awardPage(world, me, id);
		},
	},
	{
		file: 'awards/server/set-award-visibility.ts',
		name: 'publishes a badge',
		role: 'learner',
		own: true,
		stage: async ({ world, badge }) => {
			const id = await badge();
			return (me, key) => setAwardVisibility(world, me, id, { visibility: 'public-with-name', key });
		},
	},
	{
		file: 'awards/server/binding/set-award-binding.ts',
		name: 'binds a badge to their address',
		role: 'learner',
		own: true,
		idle: true,
		stage: async ({ world, ada, badge }) => {
			const id = await badge();
			await world.db.write(async (tx) => {
				const email = `ada-${world.newId()}@exemple.qc.ca`;
				await updateDetails(tx, ada.id, { displayName: 'Ada', email }, { newAddress: true });
				await storeEmailVerified(tx, ada.id, world.now());
			});
			return (me) => setAwardBinding(world, me, id, { bound: true });
		},
	},
	{
		file: 'awards/server/files/issue-translation.ts',
		name: 'asks for a badge in the other language',
		role: 'learner',
		own: true,
		stage: async ({ world, badge }) => {
			const id = await badge();
			return (me) => issueTranslation(world, me, id);
		},
	},
	{
		file: 'awards/server/revoke-award.ts',
		name: 'revokes a badge',
		role: 'administrator',
		says: true,
		stage: async ({ world, badge }) => {
			const id = await badge();
			return (me, key, other) =>
				revokeAward(world, me, id, { reason: `${titled(other)} raison de révoquer.`, key });
		},
	},
	{
		file: 'identity/server/accounts/change-details.ts',
		name: 'corrects their account',
		role: 'learner',
		own: true,
		says: true,
		stage:
			async ({ world }) =>
			(me, key, other) =>
				changeDetails(world, me, { displayName: titled(other), email: '', key }),
	},
	{
		file: 'identity/server/accounts/choose-news-by-mail.ts',
		name: 'chooses whether news reach them by mail',
		role: 'learner',
		own: true,
		says: true,
		stage:
			async ({ world }) =>
			(me, key, other) =>
				chooseNewsByMail(world, me, { wants: other, key }),
	},
	{
		file: 'identity/server/mail-links/verify-email.ts',
		name: 'asks for the link that verifies their address',
		role: 'learner',
		own: true,
		stage: async ({ world, ada }) => {
			const details = { displayName: 'Ada', email: `${world.newId()}@exemple.ca` };
			await world.db.write((tx) => updateDetails(tx, ada.id, details, { newAddress: true }));
			const mailing = { writers: accountMails };
			return (me, key) => sendVerificationLink({ ...world, mailing }, me, { key, locale: 'fr' });
		},
	},
	{
		file: 'identity/server/passwords/change-password.ts',
		name: 'changes their password',
		role: 'learner',
		own: true,
		stage: async ({ world, ada }) => {
			await setPassword(world, ada.id, PASSWORD);
			const input = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD };
			return (me, key) => changePassword(world, me, { ...input, key });
		},
	},
	{
		file: 'identity/server/sessions/end-other-sessions.ts',
		name: 'ends their other sessions',
		role: 'learner',
		own: true,
		stage:
			async ({ world }) =>
			(me, key) =>
				endOtherSessions(world, me, { key }),
	},
	{
		file: 'identity/server/sessions/change-place.ts',
		name: 'acts in an institution of theirs',
		role: 'learner',
		stage:
			async ({ world, institution }) =>
			(me) =>
				changePlace(
					world,
					{ ...me, places: [{ id: institution, name: '', roles: ['learner'] }] },
					institution,
				),
	},
	{
		file: 'identity/server/agreements/grant-agreement.ts',
		name: 'grants an agreement to a RÉCIT service',
		role: 'administrator',
		says: true,
		stage: async ({ world }) => {
			const service = await recitService(world);
			return (me, key, other) => grantAgreement(world, me, { service, reviews: other, lastDay: null, key });
		},
	},
	{
		file: 'identity/server/agreements/grant-agreement.ts',
		name: 'ends an agreement with a RÉCIT service',
		role: 'administrator',
		stage: async ({ world, chloe }) => {
			const granted = { service: await recitService(world), reviews: true, lastDay: null };
			const agreement = await grantAgreement(world, chloe, { ...granted, key: world.newId() });
			return (me, key) => endAgreement(world, me, { agreement, key });
		},
	},
	{
		file: 'training/server/received/sources.ts',
		name: 'lets a service send activities',
		role: 'administrator',
		says: true,
		stage:
			async ({ world }) =>
			(me, key, other) =>
				makeSource(world, me, {
					...{ name: titled(other), minutes: 60, dimensions: ['collaboration'], key },
				}),
	},
	{
		file: 'training/server/received/sources.ts',
		name: 'revokes the key of a service',
		role: 'administrator',
		stage: async ({ world, chloe }) => {
			const { source: id } = await heldFrom(world, chloe);
			return (me, key) => revokeSource(world, me, { id, key });
		},
	},
	{
		file: 'training/server/received/held-statements.ts',
		name: 'attaches to a learner what a service sent',
		role: 'administrator',
		stage: async ({ world, ada, chloe }) => {
			const { held: id } = await heldFrom(world, chloe);
			return (me, key) => attachHeld(world, me, { id, person: ada.username, key });
		},
	},
	{
		file: 'training/server/received/held-statements.ts',
		name: 'discards what a service sent',
		role: 'administrator',
		stage: async ({ world, chloe }) => {
			const { held: id } = await heldFrom(world, chloe);
			return (me, key) => discardHeld(world, me, { id, key });
		},
	},
	{
		file: 'badges/server/own/own-badges.ts',
		name: 'imports a badge of the institution’s own',
		role: 'administrator',
		says: true,
		stage: async ({ world }) => {
			const id = `robotique-${world.newId().slice(0, 10)}`;
			return (me, key, other) =>
				importBadge(world, me, {
					content: ownBadgeFile({ id, name: { fr: titled(other), en: titled(other) } }),
					...{ shown: 0, key },
				});
		},
	},
	{
		file: 'badges/server/own/own-badges.ts',
		name: 'takes a badge of the institution’s own out of the offer',
		role: 'administrator',
		stage: async ({ world, chloe }) => {
			const badge = await ownBadge(world, chloe);
			return (me, key) => withdrawOwnBadge(world, me, { badge, key });
		},
	},
	{
		file: 'badges/server/own/own-badges.ts',
		name: 'puts a badge of the institution’s own back into the offer',
		role: 'administrator',
		stage: async ({ world, chloe }) => {
			const badge = await ownBadge(world, chloe);
			await withdrawOwnBadge(world, chloe, { badge, key: world.newId() });
			return (me, key) => offerOwnBadge(world, me, { badge, key });
		},
	},
	{
		// Their role is none in an institution: its own test takes it back (operate-institutions.test.ts).
		file: 'identity/server/institutions/operate-institutions.ts',
		name: 'makes an institution, as the operator',
		role: 'learner',
		own: true,
		says: true,
		stage: async ({ world, ada }) => {
			await setOperator(world, { username: ada.username, operator: true });
			const slug = `rive-${world.newId().slice(0, 10)}`;
			return (me, key, other) =>
				makeInstitution(world, { ...me, operator: true }, { slug, name: titled(other), kind: 'cegep', key });
		},
	},
	{
		file: 'identity/server/accounts/add-role-with-code.ts',
		name: 'adds a role with a code',
		role: 'learner',
		own: true,
		stage: async ({ world, chloe, institution }) => {
			const invitation = { institution, role: 'adviser' as const, audience: null, days: 7, uses: 2 };
			const code = await createInvitation(world, chloe, { ...invitation, key: world.newId() });
			return (me, key) => addRoleWithCode(world, me, { code, key });
		},
	},
	{
		file: 'identity/server/institutions/change-institution.ts',
		name: 'changes the settings of an institution',
		role: 'administrator',
		stage: async ({ world, chloe }) => {
			const { version: shown } = await administeredSettings(world, chloe);
			return (me, key, other) =>
				changeInstitution(world, me, {
					...{ name: other ? 'La Rive' : 'Le Grand Pré', timeZone: 'America/Halifax' },
					...{ language: 'fr' as const, threshold: 12, frameworkVersion: 'crcn-2019' },
					...{ shown, key },
				});
		},
	},
	{
		file: 'identity/server/institutions/change-institution.ts',
		name: 'sets a logo',
		role: 'administrator',
		stage:
			async ({ world }) =>
			async (me, key, other) =>
				setLogo(world, me, { logo: await drawnLogo(other ? '#20c030' : '#c03020'), key }),
	},
	{
		file: 'identity/server/institutions/change-institution.ts',
		name: 'removes a logo',
		role: 'administrator',
		stage: async ({ world, chloe }) => {
			await setLogo(world, chloe, { logo: await drawnLogo('#c03020'), key: world.newId() });
			return (me, key) => removeLogo(world, me, { key });
		},
	},
	{
		file: 'identity/server/invitations/create-invitation.ts',
		name: 'invites',
		role: 'administrator',
		says: true,
		stage:
			async ({ world, institution }) =>
			(me, key, other) =>
				createInvitation(world, me, {
					institution,
					role: 'learner',
					audience: 'student',
					days: other ? 2 : 7,
					uses: 1,
					key,
				}),
	},
	{
		file: 'identity/server/invitations/revoke-invitation.ts',
		name: 'takes an invitation back',
		role: 'administrator',
		stage: async ({ world, chloe, institution }) => {
			const made = { institution, role: 'adviser' as const, audience: null, days: 7, uses: 1 };
			await createInvitation(world, chloe, { ...made, key: world.newId() });
			const [one] = await listInvitations(world, chloe, institution);
			return (me, key) => revokeInvitation(world, me, { institution, invitation: one?.id ?? '', key });
		},
	},
	{
		file: 'identity/server/mailed-invitations/draft-batch.ts',
		name: 'gives a list of people to invite',
		role: 'administrator',
		unjournalled: true,
		says: true,
		// The world that sends is made as the act begins: a test may have given this one another database.
		stage:
			async ({ world, institution }) =>
			(me, key, other) =>
				mailingWorld(world).draft(me, { institution, people: 'zoe@exemple.ca', days: other ? 2 : 7, key }),
	},
	{
		file: 'identity/server/mailed-invitations/invite-batch.ts',
		name: 'invites the people of a list',
		role: 'administrator',
		stage: async ({ world, chloe, institution }) => {
			const batch = await mailingWorld(world).draft(chloe, { institution, people: 'zoe@exemple.ca' });
			return (me, key) => inviteBatch(mailingWorld(world).world, me, { institution, batch, key });
		},
	},
	{
		file: 'identity/server/mailed-invitations/change-batch.ts',
		name: 'gives a list of people up',
		role: 'administrator',
		unjournalled: true,
		stage: async ({ world, chloe, institution }) => {
			const batch = await mailingWorld(world).draft(chloe, { institution, people: 'zoe@exemple.ca' });
			return (me, key) => discardBatch(world, me, { institution, batch, key });
		},
	},
	{
		file: 'identity/server/mailed-invitations/change-batch.ts',
		name: 'takes the invitations of a list back',
		role: 'administrator',
		stage: async ({ world, chloe, institution }) => {
			const batch = await mailingWorld(world).invite(chloe, { institution, people: 'zoe@exemple.ca' });
			return (me, key) => revokeMailedInvitations(world, me, { institution, batch, invitation: null, key });
		},
	},
	{
		file: 'identity/server/mailed-invitations/change-batch.ts',
		name: 'takes one invitation of a list back',
		role: 'administrator',
		stage: async ({ world, chloe, institution }) => {
			const batch = await mailingWorld(world).invite(chloe, { institution, people: 'zoe@exemple.ca' });
			const { mailed } = await readBatch(world, chloe, { institution, batch });
			const { id: invitation = '' } = mailed?.invitations[0] ?? {};
			return (me, key) => revokeMailedInvitations(world, me, { institution, batch, invitation, key });
		},
	},
	{
		file: 'identity/server/mailed-invitations/send-again.ts',
		name: 'sends an invitation again',
		role: 'administrator',
		stage: async ({ world, chloe, institution }) => {
			const earlier = { ...world, now: () => new Date(world.now().getTime() - 2 * 3_600_000) };
			const batch = await mailingWorld(earlier).invite(chloe, { institution, people: 'zoe@exemple.ca' });
			const { mailed } = await readBatch(world, chloe, { institution, batch });
			const { id: invitation = '' } = mailed?.invitations[0] ?? {};
			return (me, key) =>
				sendInvitationAgain(mailingWorld(world).world, me, { institution, batch, invitation, key });
		},
	},
	{
		file: 'identity/server/mailed-invitations/add-role-by-mail.ts',
		name: 'accepts an invitation received by mail',
		role: 'learner',
		own: true,
		stage: async ({ world, chloe, institution }) => {
			const { invite, tokenFor } = mailingWorld(world);
			// Not the address of an act before this one, whose mail may leave in a later turn.
			const email = `zoe-${world.newId()}@exemple.ca`;
			await invite(chloe, { institution, people: email });
			const token = await tokenFor(email);
			return (me, key) => addRoleByMail(world, me, { token, key });
		},
	},
	{
		file: 'identity/server/undelivered/try-again.ts',
		name: 'tries again to send',
		role: 'administrator',
		stage:
			async ({ world, institution }) =>
			(me, key) =>
				tryAgain(world, me, { institution, mail: null, key }),
	},
	{
		file: 'identity/server/accounts/set-roles.ts',
		name: 'gives roles',
		role: 'administrator',
		stage:
			async ({ world, ada }) =>
			(me, key) =>
				setRoles(world, me, { person: ada.id, roles: ['learner', 'adviser'], audience: 'teacher', key }),
	},
	{
		file: 'identity/server/accounts/set-disabled.ts',
		name: 'closes an account',
		role: 'administrator',
		stage:
			async ({ world, ada }) =>
			(me, key) =>
				setDisabled(world, me, { person: ada.id, disabled: true, key }),
	},
	{
		file: 'identity/server/accounts/set-disabled.ts',
		name: 'opens an account again',
		role: 'administrator',
		stage: async ({ world, ada, chloe }) => {
			await setDisabled(world, chloe, { person: ada.id, disabled: true, key: world.newId() });
			return (me, key) => setDisabled(world, me, { person: ada.id, disabled: false, key });
		},
	},
	{
		file: 'identity/server/passwords/reset-password.ts',
		name: 'gives a password',
		role: 'administrator',
		stage:
			async ({ world, ada }) =>
			(me) =>
				resetPassword(world, me, ada.id),
	},
	{
		file: 'drafts/server/save-draft.ts',
		name: 'keeps a draft',
		role: 'learner',
		own: true,
		stage:
			async ({ world }) =>
			(me) =>
				saveDraft(world, me, { ...unsent, settled: false }),
	},
	{
		file: 'drafts/server/save-draft.ts',
		name: 'throws a draft away',
		idle: true,
		role: 'learner',
		own: true,
		stage: async ({ world, ada }) => {
			await saveDraft(world, ada, { ...unsent, settled: false });
			return (me) => deleteOwnDraft(world, me, unsent);
		},
	},
	{
		file: 'drafts/server/forms-awaiting-sign-in.ts',
		name: 'finds a text again',
		idle: true,
		role: 'learner',
		own: true,
		stage: async ({ world, ada }) => {
			const token = 'a'.repeat(43);
			await storeFormAwaitingSignIn(
				world,
				{ ...unsent, holder: actorPseudonym(ada) },
				{ token, address: '192.0.2.1' },
			);
			return (me) => restoreFormsAfterSignIn(world, me, token);
		},
	},
	...actsOnRequest('access'),
	...actsOnRequest('erasure'),
	{
		file: 'privacy/server/requests/export-for-request.ts',
		name: 'downloads the data of somebody absent',
		role: 'administrator',
		stage: async (stage) => {
			const { world, chloe, ada } = stage;
			const { request } = await requestedByAnother(stage, 'access');
			await answerRequest(world, chloe, { request, key: world.newId(), confirms: true });
			return (me) => exportForRequest(world, me, { person: ada.id, request });
		},
	},
	{
		file: 'privacy/server/requests/object-to-request.ts',
		name: 'objects to a request about themselves',
		role: 'learner',
		own: true,
		stage: async (stage) => {
			const { request } = await requestedByAnother(stage, 'erasure');
			return (me, key) => objectToRequest(stage.world, me, { request, key });
		},
	},
	{
		file: 'privacy/server/erase-person.ts',
		name: 'leaves',
		role: 'learner',
		own: true,
		stage: async ({ world, ada }) => {
			await setPassword(world, ada.id, PASSWORD);
			return (me, key) =>
				erasePerson(world, me, { password: PASSWORD, confirmation: me.username, badges: 'keep', key });
		},
	},
];
