// For a page that is not hydrated: shows the way to decide about a trial that was left in this browser.
try {
	if (Object.keys(localStorage).some((name) => name.startsWith('macaron.trial')))
		document.getElementById('trial-left')?.removeAttribute('hidden');
} catch {
	// Storage is refused: no trial can have been left.
}
