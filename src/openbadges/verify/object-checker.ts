import { instantOf } from '../instants.ts';
import { asList, isObject } from '../json.ts';
import { textsByLanguage } from '../language-texts.ts';
import type { Json, JsonObject } from '../json.ts';
import type { StructureProblem, StructureProblemCode } from '../report.ts';

/**
 * The problems found in a document. Faults affect its content or its author; departures from the standard
 * affect neither its authenticity nor its meaning.
 */
export interface StructureFindings {
	readonly faults: StructureProblem[];
	readonly departures: StructureProblem[];
}

const URI = /^[a-z][a-z0-9+.-]*:\S+$/i;
const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** Whether a text is a date and time with a time zone, as OB 3.0 defines them (type DateTimeZ). */
export function isDateTime(text: string): boolean {
	return DATE_TIME.test(text) && instantOf(text) !== undefined;
}

/**
 * One object of a document with its path in the document, and methods that check the object's properties;
 * problems are added to `findings`.
 */
export class ObjectChecker {
	readonly value: JsonObject;
	readonly path: string;
	readonly findings: StructureFindings;

	constructor(value: JsonObject, path: string, findings: StructureFindings) {
		this.value = value;
		this.path = path;
		this.findings = findings;
	}

	at(key: string): string {
		return this.path === '' ? key : `${this.path}.${key}`;
	}

	fault(key: string, problem: StructureProblemCode): void {
		this.findings.faults.push({ path: this.at(key), problem });
	}

	departure(key: string, problem: StructureProblemCode): void {
		this.findings.departures.push({ path: this.at(key), problem });
	}

	#present(key: string, required: boolean): Json | undefined {
		const value = this.value[key];
		if ((value === undefined || value === null) && required) this.departure(key, 'missing');
		return value ?? undefined;
	}

	#matching(
		key: string,
		required: boolean,
		problem: StructureProblemCode,
		good: (text: string) => boolean,
	): void {
		const value = this.#present(key, required);
		if (value === undefined) return;
		// A text in a list is the same claim in the signed graph, but readers that expect a text would miss
		// it.
		if (Array.isArray(value)) this.fault(key, 'not-text');
		else if (typeof value !== 'string') this.departure(key, 'not-text');
		else if (!good(value)) this.departure(key, problem);
	}

	/**
	 * A text for people, which may be written in several languages (VC data model 2.0, 11.1); OB 3.0 allows
	 * one text, so several are a departure. Two texts in one language are a fault, because a reader would
	 * miss one of them.
	 */
	words(key: string, required = false): void {
		const value = this.value[key];
		const told = Array.isArray(value) ? textsByLanguage(value) : [];
		if (told.some(({ language }) => language !== undefined)) this.departure(key, 'several-languages');
		else this.text(key, required);
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

	/**
	 * Reports a departure from the standard unless the object's `type` includes one of the given types;
	 * `type` may be a text, which some issuers write in place of a list.
	 */
	type(...types: readonly string[]): void {
		const value = this.#present('type', true);
		if (value === undefined) return;
		if (!asList(value).some((type) => types.includes(type as string))) this.departure('type', 'wrong-type');
	}

	/** The objects in the list at a key; a single object without brackets is a departure. */
	objects(key: string): readonly ObjectChecker[] {
		const value = this.value[key];
		if (value === undefined || value === null) return [];
		if (!Array.isArray(value)) this.departure(key, 'not-a-list');
		return asList(value).flatMap((item, i) => {
			const label = Array.isArray(value) ? `${key}[${i}]` : key;
			if (isObject(item)) return [new ObjectChecker(item, this.at(label), this.findings)];
			this.departure(label, 'not-object');
			return [];
		});
	}

	/** The object at a key; undefined if it is missing or is no object, which is a departure. */
	object(key: string, required = false): ObjectChecker | undefined {
		const value = this.#present(key, required);
		if (value === undefined) return undefined;
		if (isObject(value)) return new ObjectChecker(value, this.at(key), this.findings);
		this.departure(key, 'not-object');
		return undefined;
	}
}
