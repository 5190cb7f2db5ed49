import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';

const asRoot = process.getuid?.() === 0;

/**
 * The journeys that `npm test` takes: the main ways of each person, at the width and the weight that they
 * need. The others are run by `npm run verify`, with these.
 */
const MAIN_WAYS = [
	'learning/main',
	'learning/trial',
	'learning/situations',
	'learning/today',
	'learning/profile',
	'public/sheet',
	'advising/stale-page',
	'public/badge-page',
	'public/verify-api',
	'every-page/weight',
].map((name) => {
	const file = join(import.meta.dirname, 'tests/journeys', `${name}.spec.ts`);
	if (!existsSync(file)) throw new Error(`No journey is at ${file}.`);
	return file;
});

// Each worker starts services of its own (tests/service.ts) and shares nothing: files may run side by side.
export default defineConfig({
	testDir: 'tests/journeys',
	projects: [
		{ name: 'main-ways', testMatch: MAIN_WAYS },
		{ name: 'other-ways', testMatch: '**/*.spec.ts', testIgnore: MAIN_WAYS },
	],
	// This limit only ends a journey that hangs: no journey measures speed.
	timeout: 600_000,
	expect: { timeout: 300_000 },
	// A journey spends half of its time waiting for a page, so twice as many run at once as there are
	// processors.
	workers: Math.max(4, availableParallelism() * 2),
	fullyParallel: false,
	forbidOnly: true,
	reporter: [['list']],
	use: {
		locale: 'fr-CA',
		timezoneId: 'America/Toronto',
		// Without this, contrast would be measured in the middle of a transition between two colours.
		contextOptions: { reducedMotion: 'reduce' },
		actionTimeout: 300_000,
		launchOptions: {
			executablePath: process.env['CHROMIUM_QUICK'] ?? process.env['CHROMIUM'] ?? '/usr/bin/chromium',
			args: [
				...(asRoot ? ['--no-sandbox'] : []),
				'--disable-gpu',
				'--disable-quic',
				'--no-first-run',
				'--disable-background-networking',
				'--disable-component-update',
				'--disable-sync',
				// A journey looks at a page and leaves it: the optimizing compilers would prepare code that
				// is never run.
				'--js-flags=--no-maglev --no-turbofan',
			],
		},
	},
});
