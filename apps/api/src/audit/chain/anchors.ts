import { Injectable, Logger } from '@nestjs/common';
import { mkdir, open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Config } from '@api/platform';
import type { Link } from './link';

/** One line of the file: when, and where the chain stood. */
export interface Anchor extends Link {
  /** Day in UTC, `2026-11-25`. */
  readonly day: string;
}

const LINE = /^(\d{4}-\d\d-\d\d)T\S+ (\d{1,18}) ([0-9a-f]{64})$/;

/**
 * Where the chain stood on each day, in a file outside the database: whoever cuts the chain short or computes it anew, even as
 * the database's superuser, contradicts it.
 */
@Injectable()
export class Anchors {
  private readonly log = new Logger(Anchors.name);
  private readonly file: string;
  private keptDay = '';

  constructor({ env }: Config) {
    this.file = path.resolve(env.FILES_DIR, 'audit-anchors', 'anchors.log');
  }

  /** Keeps the first link of a day. A disk that cannot be written to is logged and does not stop the sealing. */
  async keepDaily(link: Link): Promise<void> {
    const day = new Date().toISOString().slice(0, 10);
    if (link.position === 0n || this.keptDay === day) return;
    try {
      const isKept = (await this.all()).some(anchor => anchor.day === day);
      if (!isKept) await this.keep(link);
      this.keptDay = day;
    } catch (error) {
      this.log.error({ err: error }, 'the anchor of the audit log could not be kept');
    }
  }

  /** Adds a line now. */
  async keep({ position, hash }: Link): Promise<void> {
    await mkdir(path.dirname(this.file), { recursive: true });
    const file = await open(this.file, 'a');
    try {
      await file.write(`${new Date().toISOString()} ${position} ${hash.toString('hex')}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
  }

  /** Every anchor, oldest first; lines that are none are left out. */
  async all(): Promise<Anchor[]> {
    const text = await readFile(this.file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '';
      throw error;
    });
    return text.split('\n').flatMap(line => {
      const [, day, position, hash] = LINE.exec(line) ?? [];
      return day && position && hash ? [{ day, position: BigInt(position), hash: Buffer.from(hash, 'hex') }] : [];
    });
  }
}
