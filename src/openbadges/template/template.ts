import { CanonicalFault, datasetOf } from '../json-ld/canonical.ts';
import type { JsonObject } from '../json.ts';
import type { Quad, Term } from 'rdf-canonize';
import { prepareNQuadsTemplate } from './template-lines.ts';
import { replaceVarying, shapeOf } from './template-shape.ts';
import type { BadgeShape } from './template-shape.ts';

/** The canonical form of badges of one shape, with a slot for each value that differs from badge to badge. */
export interface BadgeTemplate {
	readonly fixed: string;
	readonly sample: JsonObject;
	/**
	 * The canonical N-Quads of another badge of the template's shape, the same bytes as `canonicalNQuads`
	 * gives. `undefined` if its values could change the structure (an invalid address, a node used twice, two
	 * blank nodes that only the full algorithm can distinguish): then call `canonicalNQuads`.
	 */
	canonical(shape: BadgeShape): string | undefined;
	/**
	 * The canonical N-Quads of a whole badge that has the shape of `sample`, from its varying texts alone
	 * (`textsIfSameShape`); `undefined` if these texts could change the structure.
	 */
	filled(values: readonly string[]): string | undefined;
}

const ADDRESS = /^(?:https?:\/\/|urn:uuid:)[^\s<>"{}|\\^`\u0000-\u0020]+$/;
/**
 * Forms that a value of another badge must also have if the sample's value has them: dates to the second,
 * whole numbers.
 */
const FORMS = [/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/, /^\d{1,15}$/];
const SLOT = /^(?:urn:uuid:slot-|slot )(\d+)$/;

const SLOT_WITHIN = /"(?:urn:uuid:slot-|slot )\d+"/;

const slotOf = ({ value }: Term): number | undefined => {
	const found = SLOT.exec(value);
	return found ? Number(found[1]) : undefined;
};

const isNode = ({ termType }: Term): boolean => termType === 'NamedNode';

/**
 * The RDF quads of a sample badge with slots in place of its varying texts; empty if a slot cannot be used at
 * one of these places.
 */
async function quadsOfSlots(sample: JsonObject): Promise<readonly Quad[]> {
	const slots = replaceVarying(sample, (text, at) =>
		ADDRESS.test(text) ? `urn:uuid:slot-${at}` : `slot ${at}`,
	);
	try {
		return (await datasetOf(slots)) as unknown as readonly Quad[];
	} catch (fault) {
		if (fault instanceof CanonicalFault) return [];
		throw fault;
	}
}

/** Prepares a template for signing badges of the same shape as this unsigned badge. */
export async function badgeTemplate(sample: JsonObject): Promise<BadgeTemplate> {
	const { fixed, values } = shapeOf(sample);
	const quads = await quadsOfSlots(sample);
	const terms = quads.flatMap(({ subject, object }) => [subject, object]);
	const addresses = new Set(terms.filter(isNode).map(slotOf));
	const subjects = [...new Set(quads.map(({ subject }) => slotOf(subject)))].filter((at) => at !== undefined);
	const forms = values.map((text) => FORMS.find((form) => form.test(text)) ?? /\S/);
	const found = new Set(terms.map(slotOf));
	// A fixed text of the badge that looks like a slot would be mistaken for one: then the template is not
	// used.
	const complete = !SLOT_WITHIN.test(fixed) && values.every((_, at) => found.has(at));
	const others = new Set(
		terms.filter((term) => isNode(term) && slotOf(term) === undefined).map(({ value }) => value),
	);

	/**
	 * Whether these values keep the structure of the template: each address is valid, and nodes that are
	 * distinct in the sample stay distinct.
	 */
	function fits(given: readonly string[]): boolean {
		const sound = given.every(
			(text, at) => text.isWellFormed() && (addresses.has(at) ? ADDRESS : (forms[at] as RegExp)).test(text),
		);
		const nodes = subjects.map((at) => given[at] as string);
		if (!sound || nodes.some((node) => others.has(node))) return false;
		return nodes.every((node) => given.indexOf(node) === given.lastIndexOf(node));
	}

	const lines = complete ? prepareNQuadsTemplate(quads, slotOf) : undefined;

	const filled = (given: readonly string[]) => (fits(given) ? lines?.canonical(given) : undefined);
	return {
		fixed,
		sample,
		filled,
		canonical: (shape) => (shape.fixed === fixed ? filled(shape.values) : undefined),
	};
}
