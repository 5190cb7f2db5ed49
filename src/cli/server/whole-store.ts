import { assessmentTables } from '#assessment/server';
import { cohortTables } from '#cohort/server';
import { draftTables } from '#drafts/server';
import { identityTables } from '#identity/server';
import { type Dialect, platformTables, type Queries } from '#platform/server';
import { applicationTables } from '#applications/server';
import { awardTables } from '#awards/server';
import { trainingTables } from '#training/server';

const CONTEXTS = [
	platformTables,
	identityTables,
	assessmentTables,
	trainingTables,
	awardTables,
	applicationTables,
	cohortTables,
	draftTables,
];

/** Removes every row of every table, inside a write unit; for the demonstration alone. */
export async function emptyEverything(tx: Queries, dialect: Dialect): Promise<void> {
	// The last first: each row goes before those that it points to.
	for (const tables of CONTEXTS.toReversed()) {
		for (const table of Object.values(tables({ dialect })).toReversed()) await tx.delete(table);
	}
}
