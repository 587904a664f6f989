import type { CompanySnapshot, CustomerSnapshot } from '../document';
import { INK, MARGIN, MUTED, PAGE_HEIGHT, RIGHT, type Sheet } from './sheet';

const LOGO: readonly [number, number] = [180, 36];
const HALF = (RIGHT - MARGIN) / 2 - 12;
export const FOOT = PAGE_HEIGHT - MARGIN;

/** The upper part of a first page: who it is from, what it is, who it is for. Returns where it ends. */
export function writeHead(
  sheet: Sheet,
  { company, customer, logo }: { company: CompanySnapshot; customer: CustomerSnapshot; logo: Buffer | null },
  heading: { title: string; subtitle: string },
): number {
  let y = MARGIN;
  if (logo) {
    sheet.image(logo, MARGIN, y, LOGO);
    y += LOGO[1] + 10;
  }
  sheet.text(company.name, MARGIN, y, { font: 'strong', size: logo ? 10 : 16, color: INK, width: HALF });
  y += logo ? 16 : 24;
  const from = [company.address, company.taxId && `Tax ID ${company.taxId}`].filter(Boolean).join('\n');
  const fromEnd = from ? sheet.paragraph(from, MARGIN, y, { color: MUTED, width: HALF }) : y;

  const left = MARGIN + HALF + 24;
  sheet.text('For', left, MARGIN, { color: MUTED });
  sheet.text(customer.company || customer.name, left, MARGIN + 14, { font: 'strong', size: 10, width: HALF });
  const forEnd = sheet.paragraph(addressOf(customer), left, MARGIN + 30, { color: MUTED, width: HALF });

  const top = Math.max(fromEnd, forEnd) + 28;
  sheet.text(heading.title, MARGIN, top, { font: 'strong', size: 16 });
  sheet.text(heading.subtitle, MARGIN, top + 22, { color: MUTED });
  return top + 52;
}

/** The last line of a page. */
export function writeFoot(sheet: Sheet, words: string, page: number, pages: number): void {
  const place = `Page ${page} of ${pages}`;
  sheet.text(words, MARGIN, FOOT - 10, { size: 8, color: MUTED, width: RIGHT - MARGIN - 90 });
  sheet.text(place, RIGHT, FOOT - 10, { size: 8, color: MUTED, align: 'right' });
}

/** A moment as documents print it. */
export function moment(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function addressOf({ company, name, email, street, postcode, city, country, taxId }: CustomerSnapshot): string {
  return [company && name, street, [postcode, city, country].filter(Boolean).join(' '), taxId && `Tax ID ${taxId}`, email]
    .filter(Boolean)
    .join('\n');
}
