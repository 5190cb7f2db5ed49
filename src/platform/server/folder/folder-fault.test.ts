import { expect, test } from 'vitest';
import { FolderFault, folderFaultOf, orFolderFault } from './folder-fault.ts';

// The exit codes that docs/operations.md lists: operators' scripts rely on them.
test.each([
	['folder-unusable', 2],
	['folder-in-use', 3],
	['database-empty', 4],
	['database-damaged', 5],
	['database-newer', 7],
	['database-older', 8],
	['database-missing', 9],
] as const)('%s ends a program with %d', (kind, exit) => {
	const fault = new FolderFault(kind, 'macaron.db');
	expect(fault).toMatchObject({ kind, exit, detail: 'macaron.db', name: 'FolderFault' });
	expect(fault.message).toBe(`${kind} (macaron.db)`);
	expect(new FolderFault(kind).message).toBe(kind);
	expect(new FolderFault(kind).detail).toBe('');
});

test('what SQLite or the system says becomes the fault that an operator can mend', () => {
	const coded = (code: string) => Object.assign(new Error('fault'), { code });
	for (const code of ['SQLITE_CORRUPT', 'SQLITE_CORRUPT_INDEX', 'SQLITE_NOTADB'])
		expect(folderFaultOf(coded(code))).toMatchObject({ kind: 'database-damaged', detail: code });
	for (const code of ['EACCES', 'ENOSPC', 'SQLITE_CANTOPEN'])
		expect(folderFaultOf(coded(code))).toMatchObject({ kind: 'folder-unusable', detail: code });
	const cause = new Error('no code');
	expect(folderFaultOf(cause)).toMatchObject({ kind: 'folder-unusable', detail: 'no code', cause });
	expect(folderFaultOf('a text')).toMatchObject({ kind: 'folder-unusable', detail: 'a text' });
	const own = new FolderFault('database-older');
	expect(folderFaultOf(own)).toBe(own);
});

test('work that succeeds gives what it gives; any fault of it comes out as one of the folder', () => {
	expect(orFolderFault(() => 7)).toBe(7);
	const failing = () =>
		orFolderFault(() => {
			throw new Error('on purpose');
		});
	expect(failing).toThrow(FolderFault);
});
