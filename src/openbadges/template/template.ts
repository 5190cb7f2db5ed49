import { CanonicalFault, datasetOf } from '../json-ld/canonical.ts';
import type { JsonObject } from '../json.ts';
import type { Quad, Term } from 'rdf-canonize';
import { prepareLines } from './template-lines.ts';
import { replaceVarying, shapeOf } from './template-shape.ts';
import type { Shape } from './template-shape.ts';

/** The quads of the badges of one shape, with a slot for each value that is a badge's own. */
export interface BadgeTemplate {
	readonly fixed: string;
	readonly sample: JsonObject;
	/**
	 * The canonical N-Quads of another badge of that shape, the same bytes as `canonicalNQuads` gives for it; `undefined`
	 * when its values could change the structure (not an address where one is, one node twice, two nodes that only the
	 * long algorithm tells apart): use the whole path then.
	 */
	canonical(shape: Shape): string | undefined;
	/** The same of a badge known to have that shape (`valuesLike` of the sample), by its values. */
	filled(values: readonly string[]): string | undefined;
}

const ADDRESS = /^(?:https?:\/\/|urn:uuid:)[^\s<>"{}|\\^`\u0000-\u0020]+$/;
/** Texts of a form that a badge must keep: dates to the second, whole numbers. */
const FORMS = [/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/, /^\d{1,15}$/];
const SLOT = /^(?:urn:uuid:slot-|slot )(\d+)$/;

const SLOT_WITHIN = /"(?:urn:uuid:slot-|slot )\d+"/;

const slotOf = ({ value }: Term): number | undefined => {
	const found = SLOT.exec(value);
	return found ? Number(found[1]) : undefined;
};

const isNode = ({ termType }: Term): boolean => termType === 'NamedNode';

/** The quads of a sample whose varying texts are replaced by slots; none when one stands where no slot can. */
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

/** Prepares the badges of the same shape as this unsigned one. */
export async function badgeTemplate(sample: JsonObject): Promise<BadgeTemplate> {
	const { fixed, values } = shapeOf(sample);
	const quads = await quadsOfSlots(sample);
	const terms = quads.flatMap(({ subject, object }) => [subject, object]);
	const addresses = new Set(terms.filter(isNode).map(slotOf));
	const subjects = [...new Set(quads.map(({ subject }) => slotOf(subject)))].filter((at) => at !== undefined);
	const forms = values.map((text) => FORMS.find((form) => form.test(text)) ?? /\S/);
	const found = new Set(terms.map(slotOf));
	// A fixed text written like a slot would be taken for one.
	const complete = !SLOT_WITHIN.test(fixed) && values.every((_, at) => found.has(at));
	const others = new Set(
		terms.filter((term) => isNode(term) && slotOf(term) === undefined).map(({ value }) => value),
	);

	/** Whether these values leave the structure as it is: every address one, every node of its own still its own. */
	function fits(given: readonly string[]): boolean {
		const sound = given.every(
			(text, at) => text.isWellFormed() && (addresses.has(at) ? ADDRESS : (forms[at] as RegExp)).test(text),
		);
		const nodes = subjects.map((at) => given[at] as string);
		if (!sound || nodes.some((node) => others.has(node))) return false;
		return nodes.every((node) => given.indexOf(node) === given.lastIndexOf(node));
	}

	const lines = complete ? prepareLines(quads, slotOf) : undefined;

	const filled = (given: readonly string[]) => (fits(given) ? lines?.canonical(given) : undefined);
	return {
		fixed,
		sample,
		filled,
		canonical: (shape) => (shape.fixed === fixed ? filled(shape.values) : undefined),
	};
}
