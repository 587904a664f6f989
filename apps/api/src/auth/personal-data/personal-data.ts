import { Injectable } from '@nestjs/common';

/** Why an account cannot be deleted yet, in words for its owner. */
export interface ErasureObstacle {
  readonly code: string;
  readonly message: string;
}

/** What one feature holds about a person. */
export interface PersonalDataSource {
  /** Everything the person may have, as plain JSON; the names become files of the export. No secrets. */
  collect(userId: number): Promise<Readonly<Record<string, unknown>>>;
  /** What keeps the account from being deleted. Throws when that cannot be found out now; `asksOutside` is false under a lock. */
  obstacles?(userId: number, asksOutside: boolean): Promise<readonly ErasureObstacle[]>;
  /** Removes or anonymises what is not needed for the books; part of the surrounding transaction. */
  erase?(userId: number): Promise<void>;
}

/** Knows which features hold personal data; each registers itself, so that nothing below needs to know what is above. */
@Injectable()
export class PersonalData {
  private readonly registered: PersonalDataSource[] = [];

  get sources(): readonly PersonalDataSource[] {
    return this.registered;
  }

  register(source: PersonalDataSource): void {
    this.registered.push(source);
  }
}
