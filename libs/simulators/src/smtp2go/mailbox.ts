import { addressIn, type Mail } from './model';

const KEPT = 2_000;

/** Everything that was sent, for people and tests to read. */
export class Mailbox {
  private mails: Mail[] = [];
  private nextId = 1;

  keep(mail: Omit<Mail, 'id'>): Mail {
    const kept = { ...mail, id: this.nextId++ };
    this.mails.push(kept);
    if (this.mails.length > KEPT) this.mails = this.mails.slice(-KEPT);
    return kept;
  }

  /** Newest first. */
  all(): Mail[] {
    return this.mails.toReversed();
  }

  /** What an address received, newest first. */
  to(address: string): Mail[] {
    const wanted = addressIn(address);
    return this.all().filter(mail => [...mail.to, ...mail.cc, ...mail.bcc].some(text => addressIn(text) === wanted));
  }

  clear(): void {
    this.mails = [];
  }

  snapshot(): { mails: Mail[]; nextId: number } {
    return structuredClone({ mails: this.mails, nextId: this.nextId });
  }

  restore(state: { mails: Mail[]; nextId: number }): void {
    this.mails = structuredClone(state.mails);
    this.nextId = state.nextId;
  }
}
