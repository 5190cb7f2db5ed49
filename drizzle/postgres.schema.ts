import { platformTables } from '#platform/server';
import { tables as identity } from '../src/identity/server/tables.ts';
import { tables as assessment } from '../src/assessment/server/tables.ts';
import { tables as training } from '../src/training/server/tables.ts';
import { tables as defining } from '../src/badges/server/tables.ts';
import { tables as awarding } from '../src/awards/server/tables.ts';
import { tables as application } from '../src/applications/server/tables.ts';
import { tables as cohort } from '../src/cohort/server/tables.ts';
import { tables as wording } from '../src/wording/server/tables.ts';
import { tables as notifying } from '../src/notices/server/tables.ts';
import { tables as drafting } from '../src/drafts/server/tables.ts';

export const { acts, eventDeliveries, files, idempotencyKeys, mails, schedules, serviceFacts, sharedLimits } =
	platformTables({
		dialect: 'postgres',
	});
export const {
	institutions,
	agreements,
	agreementEntries,
	institutionChanges,
	administrativeActs,
	personRequests,
	people,
	memberships,
	sessions,
	invitations,
	invitationBatches,
	mailedInvitations,
	bulkActs,
	bulkActPeople,
	mailLinks,
	setupTokens,
	signInAttempts,
	shares,
	accompaniments,
	shareReadings,
	accessJournal,
} = identity({ dialect: 'postgres' });
export const { assessments, answers, answerHistory, situationChoices } = assessment({ dialect: 'postgres' });
export const {
	trainings,
	removedTrainings,
	hoursShares,
	catalogueEntries,
	trainingSources,
	receivedStatements,
	trainingDimensions,
} = training({ dialect: 'postgres' });
export const { ownBadges, ownBadgeVersions } = defining({ dialect: 'postgres' });
export const {
	issuers,
	issuerKeys,
	awardTokens,
	pairwiseSubjects,
	awards,
	supersededAwards,
	issuances,
	issuanceHalts,
} = awarding({ dialect: 'postgres' });
export const { applications, applicationEvidence, removedEvidence, submissions, reviews, opinions } =
	application({
		dialect: 'postgres',
	});
export const {
	cohorts,
	cohortAdvisers,
	cohortPeople,
	cohortAsked,
	rosterPeople,
	portraits,
	portraitPeople,
	portraitSecrets,
} = cohort({
	dialect: 'postgres',
});
export const { drafts, carriedTexts } = drafting({ dialect: 'postgres' });
export const { notices } = notifying({ dialect: 'postgres' });
export const { frameworkWords } = wording({ dialect: 'postgres' });
