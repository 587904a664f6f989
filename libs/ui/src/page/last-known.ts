import { linkedSignal, type Resource, type Signal } from '@angular/core';

/** A resource's value, kept while it is read again and when that fails: old data with its age beats an empty page. */
export function lastKnown<Value>(resource: Resource<Value | undefined>): Signal<Value | undefined> {
  return linkedSignal<Value | undefined, Value | undefined>({
    source: () => (resource.hasValue() ? resource.value() : undefined),
    computation: (value, previous) => value ?? previous?.value,
  });
}
