import { expect, test } from 'vitest';
import { BACKUP_FILES, backupName, isBackupName, type Manifest, manifestText } from './index.ts';

const manifest: Manifest = {
	format: 'macaron-backup-1',
	beganAt: '2026-11-28T12:00:00.123Z',
	application: '0.1.0',
	migrations: ['b'.repeat(64), 'a'.repeat(64)],
	lastAct: 7,
	files: { 'z.db': { bytes: 1, sha256: 'c' }, 'macaron.db': { bytes: 2, sha256: 'd' } },
	counts: { trainings: 2, acts: 1, people: 0 },
};

test('a manifest is written one way: tables and files by name, migrations as they came', () => {
	const text = manifestText(manifest);
	// Older backups must stay readable: this exact text may change only together with the name in `FORMAT`.
	expect(text).toBe(
		`${[
			'{',
			'\t"format": "macaron-backup-1",',
			'\t"beganAt": "2026-11-28T12:00:00.123Z",',
			'\t"application": "0.1.0",',
			'\t"migrations": [',
			`\t\t"${'b'.repeat(64)}",`,
			`\t\t"${'a'.repeat(64)}"`,
			'\t],',
			'\t"lastAct": 7,',
			'\t"files": {',
			'\t\t"macaron.db": {\n\t\t\t"bytes": 2,\n\t\t\t"sha256": "d"\n\t\t},',
			'\t\t"z.db": {\n\t\t\t"bytes": 1,\n\t\t\t"sha256": "c"\n\t\t}',
			'\t},',
			'\t"counts": {\n\t\t"acts": 1,\n\t\t"people": 0,\n\t\t"trainings": 2\n\t}',
			'}',
		].join('\n')}\n`,
	);
	const { counts } = manifest;
	const turned = Object.fromEntries(Object.entries(counts).toReversed());
	expect(manifestText({ ...manifest, counts: turned })).toBe(text);
	expect(BACKUP_FILES).toEqual({
		database: 'macaron.db',
		dump: 'macaron.dump',
		manifest: 'manifest.json',
		sum: 'manifest.sha256',
		contents: 'files',
	});
});

test('the folders of backups are named after the instant they began at, and sort as instants do', () => {
	const at = new Date('2026-11-28T12:00:00.123Z');
	expect(backupName(at)).toBe('macaron-2026-11-28T12-00-00-123Z');
	expect(isBackupName(backupName(at))).toBe(true);
	const names = [1, 999, 1000, 86_400_000].map((ms) => backupName(new Date(at.getTime() + ms)));
	expect(names.toSorted()).toEqual(names);
});

test.each([
	'',
	'notes',
	'macaron-2026-11-28',
	'macaron-2026-11-28T12-00-00-123Z.refused',
	'.macaron-2026-11-28T12-00-00-123Z.partial',
	'old-macaron-2026-11-28T12-00-00-123Z',
])('« %s » is the name of no backup', (name) => expect(isBackupName(name)).toBe(false));
