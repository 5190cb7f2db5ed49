/** Room for the bodies of requests under way, so that they never fill the memory. */
export interface BodyRoom {
	/**
	 * Takes room for a body of so many bytes, announced or at most; gives what makes it free again, or nothing when there
	 * is too little left for all or for that address.
	 */
	take(address: string, bytes: number): (() => void) | undefined;
}

/** Counts the bodies under way by what they announce: so many bytes in all, and so many of them from one address. */
export function bodyRoom({ all, each }: { readonly all: number; readonly each: number }): BodyRoom {
	const heldBy = new Map<string, number>();
	let held = 0;
	const change = (address: string, bytes: number) => {
		held += bytes;
		const now = (heldBy.get(address) ?? 0) + bytes;
		if (now > 0) heldBy.set(address, now);
		else heldBy.delete(address);
	};
	return {
		take(address, bytes) {
			if (held + bytes > all || (heldBy.get(address) ?? 0) + bytes > each) return undefined;
			change(address, bytes);
			let free = false;
			return () => {
				if (free) return;
				free = true;
				change(address, -bytes);
			};
		},
	};
}
