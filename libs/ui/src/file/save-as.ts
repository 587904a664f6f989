/** A browser that is busy may begin to read only seconds after the click; a content revoked by then is a download that never comes. */
const READ_BY_THEN_MS = 60_000;

/** Hands a file to the browser, as if a link to it had been followed. */
export function saveAs(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), READ_BY_THEN_MS);
}
