/** A stretch of text; with an address, a link. */
export interface Span {
	readonly text: string;
	readonly bold?: boolean;
	readonly href?: string;
}

/** What a line of a document says. A line feed begins a new line. */
export type Text = string | readonly Span[];

/** How a paragraph looks: as the rest, as the opening sentence, or smaller. */
export type Look = 'plain' | 'lead' | 'small' | 'eyebrow';

/** What a figure is drawn with, from the top left corner of its box, in points. */
export type Pen = Pick<
	PDFKit.PDFDocument,
	| 'circle'
	| 'clip'
	| 'dash'
	| 'fill'
	| 'fillAndStroke'
	| 'fillColor'
	| 'fillOpacity'
	| 'image'
	| 'lineTo'
	| 'lineWidth'
	| 'moveTo'
	| 'path'
	| 'rect'
	| 'restore'
	| 'rotate'
	| 'save'
	| 'scale'
	| 'stroke'
	| 'strokeColor'
	| 'translate'
>;

/** A drawing or a picture: what it says is in `alt`, for whoever does not see it. Points, 72 to the inch. */
export interface Figure {
	readonly kind: 'figure';
	readonly alt: string;
	readonly width: number;
	readonly height: number;
	readonly draw: (pen: Pen) => void;
}

/** A part of a document, in reading order. */
export type Block =
	| { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
	| { readonly kind: 'paragraph'; readonly text: Text; readonly look?: Look; readonly lang?: string }
	| { readonly kind: 'list'; readonly ordered?: boolean; readonly items: readonly Text[] }
	/** Names and values, two pairs to a row. */
	| { readonly kind: 'facts'; readonly pairs: readonly { readonly name: string; readonly value: Text }[] }
	/**
	 * Columns of equal width; a mark is a small drawing beside the column's name, and says nothing more than it. With
	 * `named`, the first cell of each row names it.
	 */
	| {
			readonly kind: 'table';
			readonly named?: boolean;
			readonly columns: readonly { readonly name: string; readonly mark?: (pen: Pen) => void }[];
			readonly rows: readonly (readonly Text[])[];
	  }
	/** Set apart by a bar: what must be known first. */
	| { readonly kind: 'notice'; readonly title: string; readonly text: string; readonly grave?: boolean }
	/** A figure at the left, and what stands beside it. */
	| { readonly kind: 'beside'; readonly figure: Figure; readonly blocks: readonly Block[] }
	| { readonly kind: 'rule' }
	| Figure;

/** A document to be printed and read aloud, in one language. */
export interface PdfContent {
	readonly title: string;
	/** BCP 47, such as fr-CA. */
	readonly lang: string;
	readonly author: string;
	/** What it is the state of: the same content of the same day gives the same bytes. */
	readonly date: Date;
	readonly blocks: readonly Block[];
	/** Said at the foot of each page when there is more than one. */
	readonly footer: (page: string, pages: string) => string;
}
