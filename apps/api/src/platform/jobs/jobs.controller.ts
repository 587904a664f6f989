import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow } from '../access';
import { pageOf, Pagination } from '../http';
import { JobsOverview } from './jobs-overview';
import { JobDto, JobPageDto, JobQuery, JobSummaryDto, TopicSummaryDto } from './jobs.dto';

/** The queue, for staff. */
@ApiTags('admin: jobs')
@Controller('admin/jobs')
export class JobsController {
  constructor(private readonly jobs: JobsOverview) {}

  /** Lists jobs, newest first. */
  @Get()
  @Allow('jobs.read')
  async listJobs(@Query() query: JobQuery): Promise<JobPageDto> {
    const page = pageOf(query);
    const { rows, total } = await this.jobs.page(query, page);
    return { data: rows.map(JobDto.from), pagination: Pagination.of(page, total) };
  }

  /** Counts jobs by topic and state. */
  @Get('summary')
  @Allow('jobs.read')
  async getJobSummary(): Promise<JobSummaryDto> {
    return { topics: (await this.jobs.summary()).map(TopicSummaryDto.from) };
  }

  /** Tries a dead letter again. */
  @Post(':id/retry')
  @HttpCode(202)
  @Allow('jobs.write')
  async retryJob(@Param('id', ParseUUIDPipe) id: string): Promise<void> {
    await this.jobs.retry(id);
  }
}
