type Doc = PDFKit.PDFDocument;
type StructureElement = PDFKit.PDFStructureElement;

/** Attributes of a PDF structure element (alternative text, language, scope, bounding box). */
export interface TagFacts {
	readonly alt?: string;
	readonly lang?: string;
	/** The text as written, where the drawn letters only approximate it. */
	readonly actual?: string;
	readonly scope?: 'Column' | 'Row';
	/** Bounding box of a figure, in points from the top left corner: left, top, right, bottom. */
	readonly bbox?: readonly [number, number, number, number];
}

/**
 * An element of a PDF's structure tree (ISO 32000-1, 14.7). It is created when its first content is drawn, so
 * that the reading order is the drawing order and the tree has no empty element.
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

	/** Makes a new structure element inside this one. */
	inside(type: string, facts: TagFacts = {}): Tag {
		return new Tag(this.#doc, type, this, facts);
	}

	/** Returns the structure element of pdfkit, which the first call adds to the tree. */
	open(): StructureElement {
		if (this.#element) return this.#element;
		const element = this.#doc.struct(this.#type, this.#facts as PDFKit.Mixins.StructureElementOptions);
		this.#element = element;
		if (this.#parent) this.#parent.open().add(element);
		else this.#doc.addStructure(element);
		return element;
	}

	/** Draws content of the page and tags it with this element. */
	content(draw: () => void): void {
		this.open().add(draw);
	}

	/**
	 * Must be called when nothing more will be added to this element, so that it is written with its page.
	 */
	end(): void {
		this.#element?.end();
	}
}

/**
 * Draws decoration in a PDF that screen readers ignore, such as hairlines and bars (artifacts, ISO 32000-1,
 * 14.8.2.2).
 */
export function drawArtifact(doc: Doc, draw: () => void, type: 'Layout' | 'Pagination' = 'Layout'): void {
	doc.markContent('Artifact', { type });
	doc.save();
	draw();
	doc.restore();
	doc.endMarkedContent();
}
