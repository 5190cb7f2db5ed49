import type { Doubt } from '#backup';
import { m } from '#messages';
import type { Locale } from '#platform';
import { plainLine } from '../command.ts';

/** Writes a reason why a backup cannot be relied on as one sentence. */
export function doubtSentence(doubt: Doubt, locale: Locale): string {
	const to = { locale };
	switch (doubt.code) {
		case 'no-backup':
			return m.backup_doubt_no_backup({ folder: doubt.folder }, to);
		case 'manifest-altered':
			return m.backup_doubt_manifest_altered({}, to);
		case 'manifest-unreadable':
			return m.backup_doubt_manifest_unreadable({}, to);
		case 'needs-postgres':
			return m.backup_doubt_needs_postgres({}, to);
		case 'needs-sqlite':
			return m.backup_doubt_needs_sqlite({}, to);
		case 'file-unknown':
			return m.backup_doubt_file_unknown({ file: plainLine(doubt.file) }, to);
		case 'file-missing':
			return m.backup_doubt_file_missing({ file: doubt.file }, to);
		case 'file-altered':
			return m.backup_doubt_file_altered({ file: doubt.file }, to);
		case 'database-damaged':
			return m.backup_doubt_database_damaged({ cause: plainLine(doubt.cause) }, to);
		case 'orphans':
			return m.backup_doubt_orphans({ table: doubt.table, count: doubt.count }, to);
		case 'count-differs':
			return m.backup_doubt_count_differs(
				{ table: doubt.table, wanted: doubt.wanted, found: doubt.found },
				to,
			);
		case 'migrations-differ':
			return m.backup_doubt_migrations_differ({}, to);
		case 'migrations-unknown':
			return m.backup_doubt_migrations_unknown({}, to);
		case 'migration-failed':
			return m.backup_doubt_migration_failed({ cause: plainLine(doubt.cause) }, to);
		case 'badge-doubtful':
			return m.backup_doubt_badge({ award: doubt.award, step: doubt.step }, to);
	}
}
