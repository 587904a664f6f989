import { ApiProperty } from '@nestjs/swagger';
import { IsNumber, Max, Min } from 'class-validator';
import type { Clock } from './clock';

/** By how much to move business time. */
export class AdvanceClockDto {
  /** Hours, at most a year at a time; never backwards, since charges cannot be undone. */
  @ApiProperty({ minimum: 0, maximum: 8784, example: 1 })
  // No limit of decimals: class-validator counts them in the number's text and fails over 1e-7.
  @IsNumber({ allowNaN: false, allowInfinity: false }, { message: 'must be a number of hours' })
  @Min(0, { message: 'must not be negative' })
  @Max(8784, { message: 'must be at most 8784' })
  hours!: number;
}

/** Business time. */
export class ClockDto {
  now!: Date;
  offsetHours!: number;

  static from(clock: Clock): ClockDto {
    return { now: clock.now(), offsetHours: clock.offsetHours };
  }
}
