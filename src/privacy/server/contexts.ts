import { assessmentTables, personalData as assessmentData } from '#assessment/server';
import { applicationData, applicationTables, eraseApplications } from '#applications/server';
import { awardData, awardFiles, awardTables, eraseAwards } from '#awards/server';
import { cohortTables, erase as eraseCohorts, personalData as cohortData } from '#cohort/server';
import { draftTables, personalData as draftData } from '#drafts/server';
import { erase as eraseIdentity, identityTables, personalData as accountData } from '#identity/server';
import type { Json } from '#platform';
import {
	type Dialect,
	dialectOf,
	forgetEventsOf,
	forgetKeysOf,
	platformTables,
	type Queries,
	type World,
} from '#platform/server';
import { personalData as profileData } from '#profile/server';
import { personalData as trainingData, trainingTables } from '#training/server';

/** What becomes of the badges of somebody who leaves, and when. */
export interface Leaving {
	readonly keepBadges: boolean;
	readonly now: Date;
}

/** What one context keeps of people, and how it gives and forgets it. */
export interface Keeping {
	/** Its tables, those that are pointed to first; none where it keeps nothing of its own. */
	readonly tables?: (of: { readonly dialect: Dialect }) => object;
	/** Its part of a person's own copy, by the name of the file. */
	readonly copy?: { readonly file: string; readonly data: (world: World, person: string) => Promise<Json> };
	/** The files of a person that go into the copy as they are. */
	readonly files?: typeof awardFiles;
	/** Inside a write unit: forgets a person, where the schema does not by itself once they are gone. */
	readonly erase?: (tx: Queries, person: string, leaving: Leaving) => Promise<void>;
}

/**
 * Every context that keeps something, each after those that its tables point to: read by the person's copy, by erasure, by
 * the demonstration that is emptied, and by the tests of all three. A context that is missing here fails a test.
 */
export const CONTEXTS: Readonly<Record<string, Keeping>> = {
	platform: {
		tables: platformTables,
		async erase(tx, person) {
			await forgetKeysOf(tx, dialectOf(tx), person);
			await forgetEventsOf(tx, person);
		},
	},
	identity: { tables: identityTables, copy: { file: 'account', data: accountData }, erase: eraseIdentity },
	assessment: { tables: assessmentTables, copy: { file: 'assessment', data: assessmentData } },
	training: { tables: trainingTables, copy: { file: 'training', data: trainingData } },
	awards: {
		tables: awardTables,
		copy: { file: 'badges', data: awardData },
		files: awardFiles,
		erase: eraseAwards,
	},
	applications: {
		tables: applicationTables,
		copy: { file: 'applications', data: applicationData },
		erase: eraseApplications,
	},
	profile: { copy: { file: 'profile', data: profileData } },
	cohort: { tables: cohortTables, copy: { file: 'cohorts', data: cohortData }, erase: eraseCohorts },
	drafts: { tables: draftTables, copy: { file: 'drafts', data: draftData } },
};
