import { availableParallelism } from 'node:os';
import { defineConfig } from '@playwright/test';

const asRoot = process.getuid?.() === 0;

// Each worker starts services of its own (tests/service.ts) and shares nothing: files may run side by side.
export default defineConfig({
	testDir: 'tests/journeys',
	testMatch: '*.spec.ts',
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
