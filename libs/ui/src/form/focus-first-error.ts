import type { FieldTree } from '@angular/forms/signals';

/** Puts the focus on the first field that needs another look; a form's answer to being sent too early. */
export function focusFirstError<Model>(form: FieldTree<Model>): void {
  const state = (form as FieldTree<unknown>)();
  state.errorSummary()[0]?.fieldTree().focusBoundControl();
}
