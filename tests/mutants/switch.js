// Tells a mutated text which of its mutants is on, and notes those that were reached. JavaScript: worker threads of the
// product read it too. State is per thread and outlives a reset of the modules; a thread or a process that was not told
// reads it from the file that its own process, or its parent, was given.
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
