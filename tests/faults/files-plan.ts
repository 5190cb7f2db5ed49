import { createHash } from 'node:crypto';
import { FILE_STEPS, type FileStep } from '#platform/server';

/** When, about a step, the process is killed: before it, after it, or (writing bytes) halfway. */
export interface FileFault {
	readonly step: FileStep;
	readonly when: 'before' | 'within' | 'after';
}

/** What one process of the drill does: each person gives a file and removes the one of the turn before. */
export interface FilesPlan {
	readonly people: readonly string[];
	readonly turn: number;
	readonly fault: FileFault | undefined;
}

/** Every fault: before and after each step, and halfway through writing. */
export const FILE_FAULTS: readonly FileFault[] = FILE_STEPS.flatMap((step) => [
	{ step, when: 'before' } as const,
	...(step === 'write' ? [{ step, when: 'within' } as const] : []),
	{ step, when: 'after' } as const,
]);

/** The content that a person gives at a turn: some 40 kB that nothing else holds. */
export function contentOf(person: string, turn: number): Buffer {
	const line = createHash('sha256').update(`${person} ${turn}`).digest('hex');
	return Buffer.from(`%PDF-1.7\n${`% ${line}\n`.repeat(600)}%%EOF\n`);
}
