import { Pipe, type PipeTransform } from '@angular/core';

/** A state's name as a label: "running" reads "Running". Angular's own pipe brings ten kilobytes of word rules for this. */
@Pipe({ name: 'capitalise' })
export class CapitalisePipe implements PipeTransform {
  transform(word: string): string {
    return word.charAt(0).toUpperCase() + word.slice(1);
  }
}
