import { Injectable } from '@nestjs/common';
import type { IssuedDocument } from './document';
import { Letterhead } from './letterhead';
import { documentPdf } from './pdf/document-pdf';

/** Writes issued documents as PDF, with the logo that their snapshot names. */
@Injectable()
export class DocumentWriter {
  constructor(private readonly letterhead: Letterhead) {}

  async pdf(document: IssuedDocument): Promise<Buffer> {
    return documentPdf(document, await this.letterhead.logo(document.snapshot.company.logo));
  }
}
