// Runs before anything is drawn: when a trial was left, its result is shown instead of the form that starts
// one.
try {
	if (Object.keys(localStorage).some((name) => name.startsWith('macaron.trial')))
		document.documentElement.classList.add('trial-there');
} catch {
	// Storage is refused: no trial can have been left.
}
