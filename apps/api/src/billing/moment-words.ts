/** A moment as mails and notices say it, in the reader's own time zone: "28 Nov 2026, 14:00 CET". */
export function momentInWords(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
    timeZoneName: 'short',
  }).format(at);
}
