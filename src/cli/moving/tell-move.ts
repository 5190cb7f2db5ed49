import {
	type ColumnFault,
	isSame,
	type MovedTable,
	MoveFault,
	type MoveResult,
	type Settings,
} from '#platform/server';
import { m } from '#messages';
import type { Locale } from '#platform';
import { EXIT, type Options, plainLine, Stop, type Terminal } from '../command.ts';
import { stopForStorageFault } from '../data-folder.ts';

const MEGABYTE = 1_000_000;

/** Writes why a database cannot be moved as one sentence. */
export function moveFaultSentence({ code, detail }: MoveFault, folder: string, locale: Locale): string {
	const to = { locale };
	const said = plainLine(detail);
	switch (code) {
		case 'address':
			return m.moving_fault_address({}, to);
		case 'not-empty':
			return m.moving_fault_not_empty({ table: said }, to);
		case 'in-use':
			return m.moving_fault_in_use({ programs: said }, to);
		case 'folder-not-empty':
			return m.moving_fault_folder_not_empty({ folder, name: said }, to);
		case 'stopped':
			return m.moving_fault_stopped({ cause: said }, to);
	}
}

/** Writes what is wrong with values of a column as one sentence. */
function valueSentence({ table, column, kind, rows, first }: ColumnFault, locale: Locale): string {
	const to = { locale };
	const where = { where: `${table}.${column}`, rows, first: plainLine(first) };
	switch (kind) {
		case 'nul':
			return m.moving_value_nul(where, to);
		case 'not-utf8':
			return m.moving_value_not_utf8(where, to);
		case 'out-of-range':
			return m.moving_value_out_of_range(where, to);
		case 'not-json':
			return m.moving_value_not_json(where, to);
		case 'wrong-type':
			return m.moving_value_wrong_type(where, to);
		case 'too-long-for-index':
			return m.moving_value_too_long(where, to);
	}
}

/** The tables as columns: name, rows, and the beginning of the sum on each side. */
function tableLines(tables: readonly MovedTable[]): readonly string[] {
	const widest = Math.max(...tables.map(({ table }) => table.length));
	return tables.map((one) => {
		const { table, from, to } = one;
		const read = `${table.padEnd(widest)}  ${String(from.rows).padStart(9)}  ${from.sha256.slice(0, 16)}`;
		if (!to) return read;
		const same = isSame(one) ? '=' : '≠';
		return `${read}  ${same}  ${String(to.rows).padStart(9)}  ${to.sha256.slice(0, 16)}`;
	});
}

/** The time that a move took, and the most memory that this process had. */
const costSince = (began: number) => ({
	seconds: Math.round((performance.now() - began) / 100) / 10,
	megabytes: Math.round((process.resourceUsage().maxRSS * 1024) / MEGABYTE),
});

/** Prints what a move read and wrote, its time and memory; returns the exit code. */
export function tellMove(
	{ out, err, locale }: Terminal,
	options: Options,
	result: MoveResult,
	began: number,
	done: string,
): number {
	const { tables, faults, orphans } = result;
	const dryRun = options['dry-run'] === true;
	const cost = costSince(began);
	const rows = tables.reduce((sum, { from }) => sum + from.rows, 0);
	const complaints = [
		...faults.map((fault) => valueSentence(fault, locale)),
		...[...orphans].map(([table, count]) => m.moving_orphans({ table, count }, { locale })),
	];
	const differ = tables.filter((one) => one.to && !isSame(one)).map(({ table }) => table);
	if (options['json']) {
		const told = { ...cost, rows, done: result.done, keptAs: result.keptAs ?? null };
		out(JSON.stringify({ ...told, tables, faults, orphans: Object.fromEntries(orphans), differ }));
	} else for (const line of tableLines(tables)) out(line);
	if (complaints.length > 0) {
		err(m.moving_refused({}, { locale }));
		for (const complaint of complaints) err(`  - ${complaint}`);
	} else if (differ.length > 0) err(m.moving_differ({ tables: differ.join(', ') }, { locale }));
	else if (!options['json']) out(dryRun ? m.moving_dry_run({ rows }, { locale }) : done);
	if (!options['json']) out(m.moving_cost(cost, { locale }));
	return complaints.length === 0 && (dryRun || result.done) ? EXIT.done : EXIT.no;
}

/** Runs a move; throws `Stop`, with one sentence, when it cannot be done. */
export async function sayingWhy(
	locale: Locale,
	settings: Settings,
	work: () => Promise<MoveResult>,
): Promise<MoveResult> {
	try {
		return await work();
	} catch (error) {
		if (error instanceof MoveFault) throw new Stop(moveFaultSentence(error, settings.dataDir, locale));
		throw stopForStorageFault(error, settings, locale);
	}
}
