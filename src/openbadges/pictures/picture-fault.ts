export type PictureReason =
	'no-badge' | 'several-badges' | 'damaged' | 'too-complex' | 'doctype' | 'too-large';

/** Why a picture cannot be read or written. */
export class PictureFault extends Error {
	readonly reason: PictureReason;
	constructor(reason: PictureReason) {
		super(reason);
		this.reason = reason;
	}
}
