/**
 * Runs `work` in one tab of the browser at a time, under this name, with Web Locks; without them, or if the
 * browser refuses the lock, runs it at once.
 */
export async function inOneTab(name: string, work: () => Promise<void>): Promise<void> {
	let begun = false;
	const begin = () => {
		begun = true;
		return work();
	};
	const { locks } = navigator;
	if (!locks) return begin();
	try {
		await locks.request(name, begin);
	} catch (refused) {
		if (begun) throw refused;
		await begin();
	}
}
