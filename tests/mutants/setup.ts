/**
 * Vitest's setup file for mutants. Before each test file, it switches one mutant on and resets the modules;
 * after it, it records which mutants were reached.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, inject, vi } from 'vitest';

declare module 'vitest' {
	interface ProvidedContext {
		mutant: { readonly active: number; readonly folder: string };
	}
}

const { active, folder } = inject('mutant');
const known = Symbol.for('macaron.mutants');
const held = globalThis as { [known]?: { active: number; reached: Set<number> } };
const state = (held[known] ??= { active, reached: new Set() });
state.active = active;
vi.resetModules();

afterAll(() => {
	if (active !== 0) return;
	const elsewhere = join(folder, `reached-${process.pid}`);
	const others = existsSync(elsewhere) ? readFileSync(elsewhere, 'utf8').split('\n').map(Number) : [];
	rmSync(elsewhere, { force: true });
	const reached = [...new Set([...state.reached, ...others])].filter((id) => id > 0);
	writeFileSync(join(folder, `found-${process.pid}`), JSON.stringify(reached));
	state.reached.clear();
});
