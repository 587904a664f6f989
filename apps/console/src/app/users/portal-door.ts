import { DOCUMENT, inject, Injectable } from '@angular/core';

/** The way to the other web app: another page load, with whatever session this browser has by then. */
@Injectable({ providedIn: 'root' })
export class PortalDoor {
  private readonly location = inject(DOCUMENT).location;

  open(path: string): void {
    this.location.assign(path);
  }
}
