import { Flag, Id } from '@api/platform';
import { OrderServerDto } from '../../orders/order.dto';

/** A server for somebody. */
export class CreateServerDto extends OrderServerDto {
  @Id({ description: 'Whose it will be; the account has to be linked to VirtFusion.' })
  userId!: number;

  @Flag({ optional: true, description: 'Default: yes, from the owner’s credit. Free of charge it never costs anything.' })
  charged?: boolean;
}
