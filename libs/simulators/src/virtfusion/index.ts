export { CHOICES } from './choices';
export { seedHostingCompany } from './seed';
export { VirtFusionSimulator, type VirtFusionOptions } from './simulator';
