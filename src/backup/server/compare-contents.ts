import type { Doubt } from '../doubts.ts';
import type { Manifest } from '../manifest.ts';

/** What was counted in a restored database. */
interface Counted {
	readonly counts: Readonly<Record<string, number>>;
	readonly migrations: readonly string[];
}

/**
 * Compares what is in a restored database with what its manifest says, and its migrations with those of this
 * version (`known`); returns the doubts.
 */
export function differencesFrom(
	manifest: Manifest,
	{ counts, migrations }: Counted,
	known: readonly string[],
): readonly Doubt[] {
	const tables = [...new Set([...Object.keys(counts), ...Object.keys(manifest.counts)])];
	const doubts: Doubt[] = tables
		.filter((table) => counts[table] !== manifest.counts[table])
		.map((table) => {
			const wanted = manifest.counts[table] ?? 0;
			return { code: 'count-differs', table, wanted, found: counts[table] ?? 0 };
		});
	if (migrations.join() !== manifest.migrations.join()) doubts.push({ code: 'migrations-differ' });
	else if (migrations.length === 0 || migrations.some((one, at) => one !== known[at]))
		doubts.push({ code: 'migrations-unknown' });
	return doubts;
}
