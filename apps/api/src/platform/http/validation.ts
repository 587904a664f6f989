import { ValidationPipe } from '@nestjs/common';
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

/** Checks every body and query against its DTO; unknown fields are refused, all problems are told at once. */
export function validation(): ValidationPipe {
  return new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
    stopAtFirstError: true,
    exceptionFactory: errors => new BadRequestError('validation_failed', 'Some fields need your attention.', problemsOf(errors)),
  });
}
