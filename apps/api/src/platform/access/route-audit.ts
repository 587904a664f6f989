import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { accessRuleOf } from './allow';

/** Refuses to start an API in which a route does not say who may call it. */
@Injectable()
export class RouteAudit implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  onModuleInit(): void {
    const open = this.undeclared();
    if (open.length > 0) throw new Error(`Routes without an access rule (@Allow): ${open.join(', ')}`);
  }

  private undeclared(): string[] {
    return this.discovery.getControllers().flatMap(({ instance, metatype }) => {
      if (!instance || !metatype) return [];
      const prototype = Object.getPrototypeOf(instance) as Record<string, unknown>;
      return this.scanner
        .getAllMethodNames(prototype)
        .map(name => ({ name, handler: prototype[name] }))
        .filter((method): method is { name: string; handler: () => unknown } => typeof method.handler === 'function')
        .filter(({ handler }) => Reflect.hasMetadata(PATH_METADATA, handler))
        .filter(({ handler }) => accessRuleOf(handler) === undefined)
        .map(({ name }) => `${metatype.name}.${name}`);
    });
  }
}
