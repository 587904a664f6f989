import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PersonReader } from '../users/person-reader';
import type { FirstStep } from '../users/sign-in.service';
import type { LoginAnswerDto, SignedInDto } from './session.dto';
import type { Browser } from '../second-factor/sign-in/sign-in-challenges';
import { deviceOf, SessionCookies } from './session-cookies';
import type { OpenedSession } from './session.service';

/** Answers whoever has signed in: the person in the body, the session in cookies. */
@Injectable()
export class SignInAnswers {
  constructor(
    private readonly cookies: SessionCookies,
    private readonly people: PersonReader,
  ) {}

  async signedIn(session: OpenedSession, reply: FastifyReply): Promise<SignedInDto> {
    this.cookies.write(reply, session);
    return { user: await this.people.of(session.user, { ends: session }) };
  }

  /** The answer to a right password; no cookie before the second step. */
  async firstStep(step: FirstStep, reply: FastifyReply): Promise<LoginAnswerDto> {
    if ('session' in step) return { ...(await this.signedIn(step.session, reply)), secondFactor: null };
    return { user: null, secondFactor: { ...step.secondStep, methods: [...step.secondStep.methods] } };
  }
}

/** From where a request comes. */
export function browserOf(request: FastifyRequest): Browser {
  return { address: request.ip, userAgent: request.headers['user-agent'] ?? 'unknown', device: deviceOf(request) };
}
