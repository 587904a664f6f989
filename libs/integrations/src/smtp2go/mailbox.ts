/** Writes a person and an address as mail headers do: `"Sky Panel" <billing@example.com>`. */
export function mailbox(name: string, address: string): string {
  const plain = name.replace(/[\p{Cc}]+/gu, ' ').trim();
  return plain === '' ? address : `"${plain.replace(/[\\"]/g, '\\$&')}" <${address}>`;
}
