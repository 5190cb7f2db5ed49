import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from './settings.ts';

/** The application's version, from package.json. */
export function applicationVersion({ migrationsDir }: Pick<Settings, 'migrationsDir'>): string {
	const text = readFileSync(join(migrationsDir, '..', 'package.json'), 'utf8');
	return (JSON.parse(text) as { version: string }).version;
}
