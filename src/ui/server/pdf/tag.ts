type Doc = PDFKit.PDFDocument;
type StructureElement = PDFKit.PDFStructureElement;

/** What an element of the structure says of itself. */
export interface TagFacts {
	readonly alt?: string;
	readonly lang?: string;
	/** What was written, where what is drawn only comes near. */
	readonly actual?: string;
	readonly scope?: 'Column' | 'Row';
	/** The box of a figure, in points from the top left corner: left, top, right, bottom. */
	readonly bbox?: readonly [number, number, number, number];
}

/**
 * An element of the structure tree (ISO 32000-1, 14.7): opened when its first content is drawn, so that reading order
 * is drawing order and nothing empty stands in the tree.
 */
export class Tag {
	readonly #doc: Doc;
	readonly #type: string;
	readonly #parent: Tag | null;
	readonly #facts: TagFacts;
	#element: StructureElement | undefined;

	constructor(doc: Doc, type: string, parent: Tag | null, facts: TagFacts = {}) {
		this.#doc = doc;
		this.#type = type;
		this.#parent = parent;
		this.#facts = facts;
	}

	/** An element inside this one. */
	inside(type: string, facts: TagFacts = {}): Tag {
		return new Tag(this.#doc, type, this, facts);
	}

	/** The element itself, in the tree from now on. */
	open(): StructureElement {
		if (this.#element) return this.#element;
		const element = this.#doc.struct(this.#type, this.#facts as PDFKit.Mixins.StructureElementOptions);
		this.#element = element;
		if (this.#parent) this.#parent.open().add(element);
		else this.#doc.addStructure(element);
		return element;
	}

	/** Draws something that belongs to this element. */
	content(draw: () => void): void {
		this.open().add(draw);
	}

	/** Nothing more will come: what it holds is written with the page it stands on. */
	end(): void {
		this.#element?.end();
	}
}

/** Draws what says nothing: hairlines, bars, squares beside a name (ISO 32000-1, 14.8.2.2). */
export function artifact(doc: Doc, draw: () => void, type: 'Layout' | 'Pagination' = 'Layout'): void {
	doc.markContent('Artifact', { type });
	doc.save();
	draw();
	doc.restore();
	doc.endMarkedContent();
}
