import { ApiProperty } from '@nestjs/swagger';
import { OneOf } from '@api/platform';
import { TemplateChoiceDto } from '../../orders/order.dto';
import { GROWTH_DAYS, type GroupCapacity } from './capacity-reader';
import { RESOURCES, type Resource, type Room } from './room';

/** How much of something there is. */
export class RoomDto {
  /** Null: without a limit. */
  @ApiProperty({ type: 'integer', nullable: true }) max!: number | null;
  /** Null: VirtFusion has not told yet. */
  @ApiProperty({ type: 'integer', nullable: true }) used!: number | null;

  static from({ max, used }: Room): RoomDto {
    return { max, used };
  }
}

/** Servers, memory (MB), cores and storage (GB). */
export class RoomsDto {
  servers!: RoomDto;
  memoryMb!: RoomDto;
  cpuCores!: RoomDto;
  storageGb!: RoomDto;

  static from({ servers, memoryMb, cpuCores, storageGb }: Readonly<Record<Resource, Room>>): RoomsDto {
    return {
      servers: RoomDto.from(servers),
      memoryMb: RoomDto.from(memoryMb),
      cpuCores: RoomDto.from(cpuCores),
      storageGb: RoomDto.from(storageGb),
    };
  }
}

/** A machine that servers run on. */
export class HypervisorDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  name!: string;
  /** False: closed to new servers; it does not count as room. */
  acceptsServers!: boolean;
  rooms!: RoomsDto;
}

/** By how much our servers there grew. */
export class GrowthDto {
  @ApiProperty({ type: 'integer' }) days!: number;
  @ApiProperty({ type: 'integer' }) servers!: number;
  @ApiProperty({ type: 'integer' }) memoryMb!: number;
  @ApiProperty({ type: 'integer' }) cpuCores!: number;
  @ApiProperty({ type: 'integer' }) storageGb!: number;
}

/** What fills up first if it goes on like this. */
export class FullnessDto {
  /** 0: it is full. */
  @ApiProperty({ type: 'integer' }) days!: number;
  @OneOf(RESOURCES, 'CapacityResource') because!: Resource;
}

/** A group of hypervisors: a location. */
export class HypervisorGroupDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  name!: string;
  /** False: closed in VirtFusion. */
  isEnabled!: boolean;
  hypervisors!: HypervisorDto[];
  rooms!: RoomsDto;
  @ApiProperty({ type: 'integer', nullable: true }) freeIpv4!: number | null;
  @ApiProperty({ type: 'integer' }) ourServers!: number;
  growth!: GrowthDto;
  /** Null: nothing fills up. */
  @ApiProperty({ type: FullnessDto, nullable: true }) fullness!: FullnessDto | null;
  /** When VirtFusion told this. */
  mirroredAt!: Date;

  static from({ hypervisors, rooms, growth, ...group }: GroupCapacity): HypervisorGroupDto {
    return {
      ...group,
      growth: { days: GROWTH_DAYS, ...growth },
      rooms: RoomsDto.from(rooms),
      hypervisors: hypervisors.map(machine => ({ ...machine, rooms: RoomsDto.from(machine.rooms) })),
    };
  }
}

/** Every location. */
export class HypervisorGroupListDto {
  data!: HypervisorGroupDto[];
}

/** The systems that a package can be built with. */
export class PackageTemplateListDto {
  data!: TemplateChoiceDto[];
}
