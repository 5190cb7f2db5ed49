// Offers to show a typed password; without a script, nothing is offered. The texts come with the page.

/**
 * Connects each checkbox that names a password field (`data-shows`): the field is readable while the box is
 * ticked.
 */
export function offerToShow() {
	for (const offer of document.querySelectorAll('[data-shows]')) {
		const field = document.getElementById(offer.dataset.shows);
		const box = offer.querySelector('input');
		if (!field || !box || !offer.hidden) continue;
		offer.hidden = false;
		const show = () => (field.type = box.checked ? 'text' : 'password');
		box.addEventListener('change', show);
		// Sent as a password field: otherwise browsers may remember its text for autofill.
		field.form?.addEventListener('submit', () => {
			box.checked = false;
			show();
		});
	}
}

offerToShow();
