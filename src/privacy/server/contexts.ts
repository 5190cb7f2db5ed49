import { wordingTables } from '#wording/server';
import { assessmentTables, personalData as assessmentData } from '#assessment/server';
import {
	applicationData,
	applicationTables,
	eraseApplications,
	eraseApplicationsFromInstitution,
} from '#applications/server';
import { awardData, awardFiles, awardTables, eraseAwards, eraseAwardsFromInstitution } from '#awards/server';
import { badgesTables } from '#badges/server';
import {
	cohortTables,
	erase as eraseCohorts,
	eraseFromInstitution as eraseCohortsFromInstitution,
	personalData as cohortData,
} from '#cohort/server';
import { draftTables, personalData as draftData } from '#drafts/server';
import {
	erase as eraseIdentity,
	eraseFromInstitution as leaveInstitution,
	identityTables,
	type PartOfInstitution,
	personalData as accountData,
} from '#identity/server';
import { noticeTables, personalData as noticeData } from '#notices/server';
import type { Json } from '#platform';
import {
	type Dialect,
	dialectOf,
	deleteDeliveriesOf,
	deleteFormKeysOf,
	deleteMailsOf,
	letGoOfFilesOf,
	personalFileContents,
	personalFiles,
	platformTables,
	type Queries,
	type World,
} from '#platform/server';
import { personalData as profileData } from '#profile/server';
import { personalData as trainingData, trainingTables } from '#training/server';
import { personalData as requestData } from './personal-data.ts';
import { forgetRequestsAbout } from './requests/request-store.ts';

/**
 * How an account is erased: whether the person's badges stay valid without a name or are revoked
 * (`keepBadges`), and the time of the erasure (`now`).
 */
export interface ErasureOptions {
	readonly keepBadges: boolean;
	readonly now: Date;
}

/** The institution that a person leaves, and when. */
export interface LeftInstitution {
	readonly institution: string;
	readonly now: Date;
}

/**
 * What one context stores about people: its tables, how it copies a person's data for them, and how it erases
 * them.
 */
export interface ContextDataHandling {
	/**
	 * The context's tables, in the order in which rows can be inserted; absent when it stores nothing of its
	 * own.
	 */
	readonly tables?: (of: { readonly dialect: Dialect }) => object;
	/**
	 * The context's part of the copy of their data that a person can download: the name of the JSON file and
	 * its content.
	 */
	readonly copy?: {
		readonly file: string;
		/** With `part`, without what other institutions hold; undefined for a file that is then left out. */
		readonly data: (world: World, person: string, part?: PartOfInstitution) => Promise<Json | undefined>;
	};
	/** Files that go unchanged into the copy of their data that a person can download. */
	readonly files?: typeof awardFiles;
	/** Contents too large to be held together, which go unchanged into the copy, one after another. */
	readonly contents?: typeof personalFileContents;
	/** Inside a write unit: erases what foreign keys do not erase when the person's row is deleted. */
	readonly erase?: (tx: Queries, person: string, leaving: ErasureOptions) => Promise<void>;
	/** Inside a write unit: erases what one institution holds of a person who stays in another. */
	readonly eraseFromInstitution?: (tx: Queries, person: string, from: LeftInstitution) => Promise<void>;
}

/**
 * Every context that stores data, each after those that its tables point to. Used to copy a person's data, to
 * erase a person, to empty the demonstration, and by the tests of all three. A test fails if a context is
 * missing here.
 */
export const CONTEXTS: Readonly<Record<string, ContextDataHandling>> = {
	platform: {
		tables: platformTables,
		copy: { file: 'files', data: personalFiles },
		contents: personalFileContents,
		async erase(tx, person, { now }) {
			await deleteFormKeysOf(tx, dialectOf(tx), person);
			await deleteDeliveriesOf(tx, person);
			await deleteMailsOf(tx, person);
			await letGoOfFilesOf(tx, person, now);
		},
	},
	identity: {
		tables: identityTables,
		copy: { file: 'account', data: accountData },
		erase: eraseIdentity,
		eraseFromInstitution: leaveInstitution,
	},
	assessment: { tables: assessmentTables, copy: { file: 'assessment', data: assessmentData } },
	training: { tables: trainingTables, copy: { file: 'training', data: trainingData } },
	badges: { tables: badgesTables },
	wording: { tables: wordingTables },
	awards: {
		tables: awardTables,
		copy: { file: 'badges', data: awardData },
		files: awardFiles,
		erase: eraseAwards,
		eraseFromInstitution: eraseAwardsFromInstitution,
	},
	applications: {
		tables: applicationTables,
		copy: { file: 'applications', data: applicationData },
		erase: eraseApplications,
		eraseFromInstitution: eraseApplicationsFromInstitution,
	},
	profile: { copy: { file: 'profile', data: profileData } },
	cohort: {
		tables: cohortTables,
		copy: { file: 'cohorts', data: cohortData },
		erase: eraseCohorts,
		eraseFromInstitution: eraseCohortsFromInstitution,
	},
	notices: { tables: noticeTables, copy: { file: 'notices', data: noticeData } },
	drafts: { tables: draftTables, copy: { file: 'drafts', data: draftData } },
	privacy: {
		copy: { file: 'requests', data: requestData },
		erase: (tx, person, { now }) => forgetRequestsAbout(tx, person, { now }),
		eraseFromInstitution: forgetRequestsAbout,
	},
};
