const WRONG = 'input[aria-invalid=true], textarea[aria-invalid=true], [data-invalid] button'

/** Leads to the first field that is marked as wrong, after the next drawing, when the fields are marked. */
export function focusFirstError(form: HTMLFormElement | null): void {
  requestAnimationFrame(() => form?.querySelector<HTMLElement>(WRONG)?.focus())
}
