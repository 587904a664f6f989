import { VirtfusionLinkSchema } from './link/virtfusion-link.entity';

export { CatalogueMirror } from './catalogue/catalogue-mirror';
export {
  CatalogueReader,
  isAvailableIn,
  type Location,
  type MirroredPackage,
  type MirroredTemplate,
} from './catalogue/catalogue';
export { LinkService } from './link/link.service';
export { VirtfusionHealth, type VirtfusionStatus } from './health/health.service';
export { VirtfusionModule } from './virtfusion.module';

export const virtfusionEntities = [VirtfusionLinkSchema];
