import { unzipSync } from 'fflate';
import { decodeText, withoutGuard } from '#platform/threads';
import type { RosterFault, RosterRow } from '../../roster/roster-table.ts';
import { MOST_IN_ROSTER, tableRecords, type WholeRosterFault } from './roster-csv.ts';

/** The files of a OneRoster 1.2 bundle that are read. */
const FILES = ['manifest.csv', 'users.csv', 'classes.csv', 'enrollments.csv'] as const;
type BundleFile = (typeof FILES)[number];
/** Most bytes of these files together, opened. */
const MOST_OPENED = 12_000_000;
/** Most entries of a bundle, those that are not read counted: a real one has some twenty. */
const MOST_ENTRIES = 200;
/** Most rows of one of these files; a person may be enrolled in several classes. */
const MOST_ROWS = 10 * MOST_IN_ROSTER;
/** Most columns of one of these files; OneRoster 1.2 has 22 for a person, and metadata of one's own. */
const MOST_HEADERS = 100;
/** How the text of a bundle begins, by which it is told from a table. */
const MARK = 'oneroster\n';

const isFile = (name: string): name is BundleFile => (FILES as readonly string[]).includes(name);
const baseName = (path: string) => path.split('/').at(-1)!.toLowerCase();

/** Whether bytes are those of a zip file. */
export const isZip = (bytes: Uint8Array): boolean =>
	bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;

/**
 * Opens a bundle (zip) and writes the files that are read as one text; undefined for what cannot be opened, has a
 * file twice, or is too large once opened: entries may overlap, so that a small file opens into gigabytes.
 */
export function bundleText(bytes: Uint8Array): string | undefined {
	const names = new Set<string>();
	let [entries, size, isSound] = [0, 0, true];
	let opened: Record<string, Uint8Array>;
	try {
		opened = unzipSync(bytes, {
			filter: ({ name, originalSize }) => {
				const base = baseName(name);
				entries += 1;
				if (!isFile(base)) return false;
				size += originalSize;
				if (names.has(base) || entries > MOST_ENTRIES || size > MOST_OPENED) isSound = false;
				names.add(base);
				return isSound;
			},
		});
	} catch {
		return undefined;
	}
	if (!isSound) return undefined;
	const texts = Object.entries(opened).map(([path, content]) => [baseName(path), decodeText(content) ?? '']);
	return MARK + JSON.stringify(Object.fromEntries(texts));
}

/** Whether a text is that of a bundle (`bundleText`). */
export const isBundleText = (text: string): boolean => text.startsWith(MARK);

/** A row of a file of a bundle: its line, and its cells by header. */
interface BundleRow {
	readonly line: number;
	readonly cells: Readonly<Record<string, string>>;
}

function rowsOf(
	text: string,
	file: BundleFile,
	needed: readonly string[],
): readonly BundleRow[] | WholeRosterFault {
	const records = tableRecords(text, MOST_ROWS);
	if ('code' in records) return { ...records, given: file };
	const [first, ...rest] = records;
	const headers = first?.record.map((header) => header.trim().toLowerCase()) ?? [];
	if (headers.length > MOST_HEADERS) return { code: 'roster-bundle-broken', line: 1, given: file };
	const missing = needed.find((header) => !headers.includes(header.toLowerCase()));
	if (missing) return { code: 'roster-bundle-column', line: 1, given: `${file}: ${missing}` };
	return rest.map(({ record, line }) => ({
		line,
		cells: Object.fromEntries(headers.map((header, at) => [header, withoutGuard(record[at] ?? '').trim()])),
	}));
}

/** Whether a cell is empty or a day of the calendar, as OneRoster writes it. */
function isDay(text: string): boolean {
	if (text === '') return true;
	const [year, month, day] = (/^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? []).slice(1).map(Number);
	if (year === undefined) return false;
	const at = new Date(Date.UTC(year, month! - 1, day));
	return at.getUTCMonth() === month! - 1 && at.getUTCDate() === day;
}

const isGone = ({ cells }: BundleRow) => cells['status'] === 'tobedeleted';

/** The people of a bundle who are enrolled in this role, and what is wrong in it. */
export function bundleRows(
	text: string,
	role: 'student' | 'teacher',
): { readonly rows: readonly RosterRow[]; readonly faults: readonly RosterFault[] } | WholeRosterFault {
	let files: Partial<Record<BundleFile, string>>;
	try {
		files = JSON.parse(text.slice(MARK.length)) as typeof files;
	} catch {
		return { code: 'roster-bundle-broken', line: 1, given: '' };
	}
	const absent = FILES.find((file) => files[file] === undefined);
	if (absent) return { code: 'roster-bundle-file', line: 1, given: absent };
	const users = rowsOf(files['users.csv']!, 'users.csv', ['sourcedId', 'givenName', 'familyName']);
	const classes = rowsOf(files['classes.csv']!, 'classes.csv', ['sourcedId', 'title']);
	const enrolled = rowsOf(files['enrollments.csv']!, 'enrollments.csv', [
		...['classSourcedId', 'userSourcedId', 'role'],
	]);
	for (const found of [users, classes, enrolled]) if ('code' in found) return found;
	const faults: RosterFault[] = [];
	const titles = new Map((classes as BundleRow[]).map(({ cells }) => [cells['sourcedid']!, cells['title']!]));
	const known = new Set((users as BundleRow[]).map(({ cells }) => cells['sourcedid']!));
	const groupOf = new Map<string, string>();
	for (const row of enrolled as BundleRow[]) {
		const { line, cells } = row;
		if (isGone(row) || cells['role']!.toLowerCase() !== role) continue;
		const fault = (why: RosterFault['why'], given: string) =>
			faults.push({ line, file: 'enrollments.csv', why, given: given.slice(0, 60) });
		const wrong = [cells['begindate'] ?? '', cells['enddate'] ?? ''].find((day) => !isDay(day));
		const [user, title] = [cells['usersourcedid']!, titles.get(cells['classsourcedid']!)];
		if (wrong !== undefined) fault('date-impossible', wrong);
		else if (title === undefined) fault('class-unknown', cells['classsourcedid']!);
		else if (!known.has(user)) fault('user-unknown', user);
		else if (!groupOf.has(user)) groupOf.set(user, title);
	}
	const rows = (users as BundleRow[])
		.filter((row) => !isGone(row) && row.cells['enableduser']?.toLowerCase() !== 'false')
		.filter(({ cells }) => groupOf.has(cells['sourcedid']!))
		.map(({ line, cells }) => ({
			...{ line, extra: 0 },
			cells: {
				number: cells['identifier'] || cells['sourcedid']!,
				given: cells['preferredgivenname'] || cells['givenname']!,
				family: cells['preferredfamilyname'] || cells['familyname']!,
				group: groupOf.get(cells['sourcedid']!)!,
			},
		}));
	if (rows.length === 0 && faults.length === 0)
		return { code: 'roster-none', line: 1, given: 'enrollments.csv' };
	if (rows.length > MOST_IN_ROSTER) return { code: 'roster-many', line: 1, given: 'users.csv' };
	return { rows, faults };
}
