// Tells a mutated source which of its mutants is on, and records those that were reached. It is JavaScript
// because the product's worker threads load it too. Its state is kept per thread and survives a reset of the
// modules; a thread or process without it reads the file written for its own process or for its parent.
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = import.meta.dirname;
const known = Symbol.for('macaron.mutants');

function begin() {
	for (const pid of [process.pid, process.ppid]) {
		try {
			const active = Number(readFileSync(join(folder, `active-${pid}`), 'utf8'));
			return { active, reached: new Set(), note: join(folder, `reached-${pid}`) };
		} catch {
			continue;
		}
	}
	return { active: 0, reached: new Set(), note: undefined };
}

const state = (globalThis[known] ??= begin());

export function __m(id) {
	if (!state.reached.has(id)) {
		state.reached.add(id);
		if (state.note) appendFileSync(state.note, `${id}\n`);
	}
	return state.active === id;
}
