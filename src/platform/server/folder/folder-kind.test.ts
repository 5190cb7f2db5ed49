import { expect, test } from 'vitest';
import { eachDialect } from '#tests/world';
import { folderKind, recordFolderKind } from './folder-kind.ts';
import { tables } from '../database/tables.ts';

eachDialect('what a folder was made for', (world) => {
	test('is written once for all, among other facts of the service', async () => {
		const { serviceFacts: facts } = tables(world().db);
		const other = { name: 'another-fact', value: 'service', at: world().now() };
		await world().db.write(async (tx) => void (await tx.insert(facts).values(other)));
		expect(await folderKind(world())).toBeUndefined();
		await recordFolderKind(world(), 'demonstration');
		expect(await folderKind(world())).toBe('demonstration');
		await recordFolderKind(world(), 'service');
		expect(await folderKind(world())).toBe('demonstration');
		const rows = await world().db.read.select().from(facts).orderBy(facts.name);
		expect(rows).toEqual([other, { name: 'folder-kind', value: 'demonstration', at: world().now() }]);
	});
});
