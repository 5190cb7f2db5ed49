import { type Job, mustNotBeServingThread, RECEIVING_THREADS, type Threads } from '#platform/threads';
import { type ListedPerson, type PeopleRead, type PeopleToRead, readPeople } from './read-people.ts';
import { type RowsToCorrect, writeRowsToCorrect } from './rows-to-correct.ts';

/** Most bytes of a list of people, typed or in a file. */
export const LARGEST_LIST = 5_000_000;
/** How many people are handed over together: a whole list at once would hold the serving thread. */
const PEOPLE_PER_BLOCK = 500;

/** A list that was read on another thread; its people come in blocks of JSON, each read when it is needed. */
export type PeopleHandedOver = Omit<PeopleRead, 'people'> & {
	readonly count: number;
	readonly blocks: readonly string[];
};

/** Reads a list of people, on the calling thread; throws on the one that serves visitors. */
export async function readPeopleOnCallingThread(list: PeopleToRead): Promise<PeopleHandedOver> {
	mustNotBeServingThread('A list was being read');
	const { people, ...read } = readPeople(list);
	const blocks: string[] = [];
	for (let at = 0; at < people.length; at += PEOPLE_PER_BLOCK)
		blocks.push(JSON.stringify(people.slice(at, at + PEOPLE_PER_BLOCK)));
	return { ...read, count: people.length, blocks };
}

/** Writes the rows of a list that are to correct, on the calling thread; throws on the one that serves visitors. */
export async function writeRowsToCorrectOnCallingThread(list: RowsToCorrect): Promise<string> {
	mustNotBeServingThread('A list was being read');
	return writeRowsToCorrect(list);
}

const READ: Job<PeopleToRead, PeopleHandedOver> = {
	name: 'read-people',
	pool: RECEIVING_THREADS,
	here: readPeopleOnCallingThread,
};

/** Reads a list of people on another thread wherever visitors are served. Throws the refusals of `Threads`. */
export const readPeopleElsewhere = (threads: Threads, list: PeopleToRead): Promise<PeopleHandedOver> =>
	threads.do(READ, () => ({ input: list }));

const TO_CORRECT: Job<RowsToCorrect, string> = {
	name: 'write-rows-to-correct',
	pool: RECEIVING_THREADS,
	here: writeRowsToCorrectOnCallingThread,
};

/**
 * Writes the rows of a list that are to correct as a table, on another thread wherever visitors are served. Throws
 * the refusals of `Threads`.
 */
export const writeRowsToCorrectElsewhere = (threads: Threads, list: RowsToCorrect): Promise<string> =>
	threads.do(TO_CORRECT, () => ({ input: list }));

/** The people of a list from the one at this place on, `most` at most. */
export function peopleFrom({ blocks }: PeopleHandedOver, from: number, most: number): ListedPerson[] {
	const found: ListedPerson[] = [];
	for (let at = from; at < from + most && at < blocks.length * PEOPLE_PER_BLOCK;) {
		const block = JSON.parse(blocks[Math.floor(at / PEOPLE_PER_BLOCK)]!) as ListedPerson[];
		const some = block.slice(at % PEOPLE_PER_BLOCK, (at % PEOPLE_PER_BLOCK) + from + most - at);
		if (some.length === 0) break;
		found.push(...some);
		at += some.length;
	}
	return found;
}
