import { type ArgumentMetadata, ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { BadRequestError, type FieldProblem } from '../errors';

function problemsOf(errors: readonly ValidationError[], path = ''): FieldProblem[] {
  return errors.flatMap(({ property, constraints = {}, children = [] }) => {
    const field = path ? `${path}.${property}` : property;
    const own = Object.entries(constraints).map(([rule, message]) => ({
      field,
      message: rule === 'whitelistValidation' ? 'is not a known field' : message,
    }));
    return [...own.slice(0, 1), ...problemsOf(children, field)];
  });
}

/** `constructor` is a name that the mapping to classes skips in silence; here it is as unknown as any other. */
class StrictValidationPipe extends ValidationPipe {
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type !== 'custom' && typeof value === 'object' && value !== null && Object.hasOwn(value, 'constructor'))
      throw validationFailed([{ field: 'constructor', message: 'is not a known field' }]);
    return (await super.transform(value, metadata)) as unknown;
  }
}

function validationFailed(problems: FieldProblem[]): BadRequestError {
  return new BadRequestError('validation_failed', 'Some fields need your attention.', problems);
}

/** Checks every body and query against its DTO; unknown fields are refused, all problems are told at once. */
export function validation(): ValidationPipe {
  return new StrictValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
    stopAtFirstError: true,
    exceptionFactory: errors => validationFailed(problemsOf(errors)),
  });
}
