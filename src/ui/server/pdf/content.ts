/** A part of a text of a PDF in one style; with `href`, a link. */
export interface Span {
	readonly text: string;
	readonly bold?: boolean;
	readonly href?: string;
}

/** The text of a paragraph, cell or item of a PDF. A line feed starts a new line. */
export type PdfText = string | readonly Span[];

/** Style of a paragraph of a PDF: body text, opening sentence, small print, or a line above a title. */
export type Look = 'plain' | 'lead' | 'small' | 'eyebrow';

/**
 * The drawing operations of pdfkit that a figure of a PDF may use; the origin is the top left corner of its
 * box, in points.
 */
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

/** A drawing or picture in a PDF, with its alternative text. Sizes in points, 72 to the inch. */
export interface PdfFigure {
	readonly kind: 'figure';
	readonly alt: string;
	readonly width: number;
	readonly height: number;
	readonly draw: (pen: Pen) => void;
}

/**
 * A part of a PDF document, such as a heading, a paragraph or a table; documents list theirs in reading
 * order.
 */
export type Block =
	| { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
	| { readonly kind: 'paragraph'; readonly text: PdfText; readonly look?: Look; readonly lang?: string }
	| { readonly kind: 'list'; readonly ordered?: boolean; readonly items: readonly PdfText[] }
	/** Names and their values, set two pairs to a row. */
	| { readonly kind: 'facts'; readonly pairs: readonly { readonly name: string; readonly value: PdfText }[] }
	/**
	 * A table with columns of equal width. A mark is a decorative drawing next to the column's name. With
	 * `named`, the first cell of each row is its header.
	 */
	| {
			readonly kind: 'table';
			readonly named?: boolean;
			readonly columns: readonly { readonly name: string; readonly mark?: (pen: Pen) => void }[];
			readonly rows: readonly (readonly PdfText[])[];
	  }
	/** A text highlighted by a bar: what the reader must know first. */
	| { readonly kind: 'notice'; readonly title: string; readonly text: string; readonly grave?: boolean }
	/** A figure on the left, with other blocks to its right. */
	| { readonly kind: 'beside'; readonly figure: PdfFigure; readonly blocks: readonly Block[] }
	| { readonly kind: 'rule' }
	| PdfFigure;

/** A document to be written as a PDF, printed and read aloud, in one language. */
export interface PdfContent {
	readonly title: string;
	/** The document's language (BCP 47), such as fr-CA. */
	readonly lang: string;
	readonly author: string;
	/** The date for which the content is valid; the same content and date give the same bytes. */
	readonly date: Date;
	readonly blocks: readonly Block[];
	/** Makes the footer of a page from its number and the number of pages; used when there are several. */
	readonly footer: (page: string, pages: string) => string;
}
