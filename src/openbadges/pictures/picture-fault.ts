export type PictureFaultReason =
	'no-badge' | 'several-badges' | 'damaged' | 'too-complex' | 'doctype' | 'too-large';

/** Thrown when a badge cannot be read from a picture or baked into it; `reason` tells why. */
export class PictureFault extends Error {
	readonly reason: PictureFaultReason;
	constructor(reason: PictureFaultReason) {
		super(reason);
		this.reason = reason;
	}
}
