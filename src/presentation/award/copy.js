// For a page that is not hydrated: shows the "copy" and "share" buttons where the browser supports them.
for (const button of document.querySelectorAll('[data-copy]')) {
	const field = document.getElementById(button.getAttribute('data-copy') ?? '');
	if (!navigator.clipboard || !(field instanceof HTMLTextAreaElement)) continue;
	button.removeAttribute('hidden');
	button.addEventListener('click', async () => {
		field.select();
		const said = button.parentElement?.querySelector('[role=status]');
		const copied = await navigator.clipboard.writeText(field.value).then(
			() => 'data-done',
			() => 'data-failed',
		);
		if (said) said.textContent = button.getAttribute(copied);
	});
}
for (const button of document.querySelectorAll('[data-share]')) {
	if (!navigator.share) continue;
	button.removeAttribute('hidden');
	button.addEventListener('click', () => {
		const url = button.getAttribute('data-share') ?? '';
		// Closing the system's share dialog is no error.
		navigator.share({ title: document.title, url }).catch(() => undefined);
	});
}
