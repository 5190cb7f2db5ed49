import { join, resolve } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
	interface ProvidedContext {
		/** A migrated PostgreSQL, base64: opening it takes 0.3 s instead of 2.5 s per test file. */
		postgresDump: string;
	}
}

export default async function setup(project: TestProject): Promise<void> {
	const pg = new PGlite();
	await migrate(drizzle(pg), {
		migrationsFolder: join(resolve(import.meta.dirname, '..'), 'drizzle', 'postgres'),
	});
	const dump = await pg.dumpDataDir('none');
	await pg.close();
	project.provide('postgresDump', Buffer.from(await dump.arrayBuffer()).toString('base64'));
}
