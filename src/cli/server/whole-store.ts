import { assessmentTables } from '#assessment/server';
import { cohortTables } from '#cohort/server';
import { identityTables } from '#identity/server';
import { type Dialect, platformTables, type Queries } from '#platform/server';
import { recognitionTables } from '#recognition/server';
import { trainingTables } from '#training/server';

const CONTEXTS = [
	platformTables,
	identityTables,
	assessmentTables,
	trainingTables,
	recognitionTables,
	cohortTables,
];

/** Removes every row of every table, inside a write unit; for the demonstration alone. */
export async function emptyEverything(tx: Queries, dialect: Dialect): Promise<void> {
	for (const tables of CONTEXTS) {
		for (const table of Object.values(tables({ dialect }))) await tx.delete(table);
	}
}
