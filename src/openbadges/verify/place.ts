import { instantOf } from '../instants.ts';
import { asList, isObject } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Detail, DetailProblem } from '../report.ts';

/**
 * What is amiss in a document: faults touch what it says or who says it; departures from the standard take nothing from
 * its authenticity or its meaning.
 */
export interface Findings {
	readonly faults: Detail[];
	readonly departures: Detail[];
}

const URI = /^[a-z][a-z0-9+.-]*:\S+$/i;
const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** Whether a text is a date and time with its zone, as OB 3.0 writes them (type DateTimeZ). */
export function isDateTime(text: string): boolean {
	return DATE_TIME.test(text) && instantOf(text) !== undefined;
}

/** One object of the document at its path, and the questions asked of it; answers are noted in `findings`. */
export class Place {
	readonly value: JsonObject;
	readonly path: string;
	readonly findings: Findings;

	constructor(value: JsonObject, path: string, findings: Findings) {
		this.value = value;
		this.path = path;
		this.findings = findings;
	}

	at(key: string): string {
		return this.path === '' ? key : `${this.path}.${key}`;
	}

	fault(key: string, problem: DetailProblem): void {
		this.findings.faults.push({ path: this.at(key), problem });
	}

	departure(key: string, problem: DetailProblem): void {
		this.findings.departures.push({ path: this.at(key), problem });
	}

	#present(key: string, required: boolean): Json | undefined {
		const value = this.value[key];
		if ((value === undefined || value === null) && required) this.departure(key, 'missing');
		return value ?? undefined;
	}

	#matching(key: string, required: boolean, problem: DetailProblem, good: (text: string) => boolean): void {
		const value = this.#present(key, required);
		if (value === undefined) return;
		// In brackets it is the same claim to what is signed, and none to who reads a text there.
		if (Array.isArray(value)) this.fault(key, 'not-text');
		else if (typeof value !== 'string') this.departure(key, 'not-text');
		else if (!good(value)) this.departure(key, problem);
	}

	text(key: string, required = false): void {
		this.#matching(key, required, 'missing', (text) => !required || text.trim() !== '');
	}
	uri(key: string, required = false): void {
		this.#matching(key, required, 'not-uri', (text) => URI.test(text));
	}
	dateTime(key: string, required = false): void {
		this.#matching(key, required, 'not-date', isDateTime);
	}
	oneOf(key: string, allowed: ReadonlySet<string>, required: boolean): void {
		this.#matching(key, required, 'wrong-value', (text) => allowed.has(text) || text.startsWith('ext:'));
	}

	/** The `type` must hold one of these; a text instead of a list is how some issuers compact it. */
	type(...types: readonly string[]): void {
		const value = this.#present('type', true);
		if (value === undefined) return;
		if (!asList(value).some((type) => types.includes(type as string))) this.departure('type', 'wrong-type');
	}

	/** The objects of a list (one alone, without brackets, is a departure). */
	objects(key: string): readonly Place[] {
		const value = this.value[key];
		if (value === undefined || value === null) return [];
		if (!Array.isArray(value)) this.departure(key, 'not-a-list');
		return asList(value).flatMap((item, i) => {
			const label = Array.isArray(value) ? `${key}[${i}]` : key;
			if (isObject(item)) return [new Place(item, this.at(label), this.findings)];
			this.departure(label, 'not-object');
			return [];
		});
	}

	/** The object under a key, if there is one. */
	object(key: string, required = false): Place | undefined {
		const value = this.#present(key, required);
		if (value === undefined) return undefined;
		if (isObject(value)) return new Place(value, this.at(key), this.findings);
		this.departure(key, 'not-object');
		return undefined;
	}
}
