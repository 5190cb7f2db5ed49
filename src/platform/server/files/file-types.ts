/** The pictures that are accepted; each is drawn anew before it is kept. */
export type PictureType = 'image/png' | 'image/jpeg' | 'image/webp';
/** The documents that are accepted; each is kept byte for byte. */
export type DocumentType =
	| 'application/pdf'
	| `application/vnd.openxmlformats-officedocument.${'wordprocessingml.document' | 'spreadsheetml.sheet' | 'presentationml.presentation'}`
	| `application/vnd.oasis.opendocument.${'text' | 'spreadsheet' | 'presentation'}`;
export type FileType = PictureType | DocumentType;

/** The extension of each type, by which a saved file is named. */
export const EXTENSIONS: Readonly<Record<FileType, string>> = {
	'image/png': 'png',
	'image/jpeg': 'jpg',
	'image/webp': 'webp',
	'application/pdf': 'pdf',
	'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
	'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
	'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
	'application/vnd.oasis.opendocument.text': 'odt',
	'application/vnd.oasis.opendocument.spreadsheet': 'ods',
	'application/vnd.oasis.opendocument.presentation': 'odp',
};

/** Returns whether a type is that of a picture, which a page may show. */
export const isPictureType = (type: string): type is PictureType => type.startsWith('image/');

/** A content that is not accepted, with the code of the sentence that says why. */
export interface RefusedContent {
	readonly refused: string;
}

/** Makes the refusal of a content. */
export const refused = (code: string): RefusedContent => ({ refused: code });
