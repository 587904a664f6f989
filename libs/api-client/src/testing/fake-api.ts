import type { HttpClient, HttpContext } from '@angular/common/http';
import type { Provider } from '@angular/core';
import type { Observable } from 'rxjs';

import { Api, type StrictHttpResponse } from '../index';

/** An operation of the generated client. */
type Operation<Params, Answer> = (
  http: HttpClient,
  rootUrl: string,
  params: Params,
  context?: HttpContext,
) => Observable<StrictHttpResponse<Answer>>;

/** One call a page made, with what it sent. */
export interface FakeCall {
  readonly operation: string;
  readonly params: unknown;
}

/** Stands in for {@link Api} in page tests: it answers what it was taught, and fails loudly on anything else. */
export class FakeApi {
  readonly calls: FakeCall[] = [];
  private readonly answers = new Map<unknown, (params: never) => unknown>();

  /** Teaches an operation its answer; a thrown error is a refusal. Teaching again replaces the answer. */
  on<Params, Answer>(
    operation: Operation<Params, Answer>,
    answer: (params: NonNullable<Params>) => Answer | Promise<Answer>,
  ): this {
    this.answers.set(operation, answer as (params: never) => unknown);
    return this;
  }

  /** Whether an operation was taught. */
  knows(operation: unknown): boolean {
    return this.answers.has(operation);
  }

  async invoke(operation: { readonly name: string }, params?: unknown): Promise<unknown> {
    this.calls.push({ operation: operation.name, params });
    const answer = this.answers.get(operation);
    if (!answer) throw new Error(`FakeApi was not taught ${operation.name}.`);
    return answer(params as never);
  }

  /** What was sent to an operation, oldest first. */
  sentTo(operation: { readonly name: string }): unknown[] {
    return this.calls.filter(call => call.operation === operation.name).map(({ params }) => params);
  }

  provide(): Provider {
    return { provide: Api, useValue: this };
  }
}
