import type { HarnessLoader } from '@angular/cdk/testing';
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import type { Type } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { MATERIAL_ANIMATIONS } from '@angular/material/core';
import { provideRouter, Router, type Routes, withComponentInputBinding, withRouterConfig } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';

import { getBalance, getPublicSettings, getUser, type UserDto } from '@sky/api-client';
import type { FakeApi } from '@sky/api-client/testing';
import { Session } from '@sky/session';

import { make } from './make';

/** A page as a person has it before them. */
export interface OpenPage {
  readonly host: HTMLElement;
  readonly loader: HarnessLoader;
  /** Finds what floats above the page too: menus and dialogs. */
  readonly everywhere: HarnessLoader;
  readonly text: () => string;
  readonly address: () => string;
  readonly settle: () => Promise<void>;
  readonly fill: (id: string, text: string) => Promise<void>;
}

/** Opens a page at an address, for somebody who is signed in; `null` opens it for a guest. */
export async function openPage(
  page: Type<unknown>,
  api: FakeApi,
  {
    route = '',
    url = `/${route}`,
    user = make.user(),
    children,
  }: { route?: string; url?: string; user?: UserDto | null; children?: Routes } = {},
): Promise<OpenPage> {
  api
    .on(getPublicSettings, () => make.settings())
    .on(getUser, () => {
      if (user) return user;
      throw make.refusal(401, 'unauthenticated');
    });
  if (!api.knows(getBalance)) api.on(getBalance, () => make.balance());
  TestBed.configureTestingModule({
    providers: [
      api.provide(),
      { provide: MATERIAL_ANIMATIONS, useValue: { animationsDisabled: true } },
      provideRouter(
        [
          { path: route, component: page, ...(children && { children }) },
          { path: '**', children: [] },
        ],
        withComponentInputBinding(),
        withRouterConfig({ paramsInheritanceStrategy: 'always' }),
      ),
    ],
  });
  await TestBed.inject(Session).load();
  const harness = await RouterTestingHarness.create(url);
  const { fixture } = harness;
  await fixture.whenStable();
  const host = harness.routeNativeElement ?? document.createElement('div');
  const settle = async () => {
    await fixture.whenStable();
    await new Promise(done => setTimeout(done));
    await fixture.whenStable();
  };
  return {
    host,
    loader: TestbedHarnessEnvironment.loader(fixture),
    everywhere: TestbedHarnessEnvironment.documentRootLoader(fixture),
    text: () => (host.textContent ?? '').replace(/\s+/g, ' '),
    address: () => TestBed.inject(Router).url,
    settle,
    fill: async (id, text) => {
      const field = document.querySelector<HTMLInputElement>(`#${id}`);
      if (!field) throw new Error(`There is no field ${id}.`);
      field.value = text;
      field.dispatchEvent(new Event('input'));
      field.dispatchEvent(new Event('blur'));
      await settle();
    },
  };
}
