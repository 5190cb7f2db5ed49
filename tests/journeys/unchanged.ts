import type { Cast } from './cast.ts';

/** Tables that change with every act of a person, whatever the form: only an act writes to them, never a reading. */
const WRITTEN_BY_ACTS = [
	'answers',
	'drafts',
	'idempotency_keys',
	'invitations',
	'invitation_batches',
] as const;

/** What people have done in a cast so far: the rows of each table that acts write to. */
export const actsIn = ({ query }: Cast): ReadonlyMap<string, string> =>
	new Map(WRITTEN_BY_ACTS.map((table) => [table, JSON.stringify(query(`SELECT * FROM ${table}`))]));

/** Lists the tables in which somebody's act changed something between two looks at a cast. */
export const changedTables = (before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>) =>
	[...after].filter(([table, rows]) => before.get(table) !== rows).map(([table]) => table);
